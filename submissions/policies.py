"""Who may do what with a proposal. Whether the time is right is the lifecycle's question, not theirs."""

from typing import Protocol

from accounts.states import BodyKind, Role
from challenges.models import Challenge
from challenges.policies.officer import is_assigned, works_on_proposals
from core.access import Actor
from submissions.models import Idea, Submission, SubmissionMember
from submissions.states import SubmissionState

OFFICE = (Role.OFFICER.value, Role.APPROVER.value, Role.AUDITOR.value)


def can_propose(actor: Actor, _challenge: Challenge) -> bool:
    """Anybody who has signed in; who does not act for a supplier is asked to register one first."""
    return actor.is_signed_in


def acts_for_supplier(actor: Actor) -> bool:
    return actor.is_signed_in and actor.body_kind == BodyKind.SUPPLIER.value


def is_team(actor: Actor, submission: Submission) -> bool:
    """The people of the lead supplier and of confirmed members; needs `submission.members` loaded."""
    confirmed = {member.body_id for member in submission.members if member.confirmed_at is not None}
    return acts_for_supplier(actor) and (actor.body_id == submission.supplier_id or actor.body_id in confirmed)


def typed_it_in(actor: Actor, submission: Submission) -> bool:
    """The officer who enters a proposal that came on paper, until it is submitted."""
    return (
        actor.is_signed_in
        and submission.entered_by_officer == actor.person_id
        and submission.state is SubmissionState.DRAFT
        and actor.acts_for(submission.challenge.council_id, Role.OFFICER.value)
    )


def can_read_own(actor: Actor, submission: Submission) -> bool:
    return is_team(actor, submission) or typed_it_in(actor, submission)


def can_edit(actor: Actor, submission: Submission) -> bool:
    return can_read_own(actor, submission)


def can_declare(actor: Actor, submission: Submission) -> bool:
    """Only the lead supplier speaks for itself; or the officer who types in what it wrote."""
    speaks = acts_for_supplier(actor) and actor.body_id == submission.supplier_id
    return speaks or typed_it_in(actor, submission)


class Part(Protocol):
    """Something of a proposal, such as one question of its form."""

    @property
    def submission(self) -> Submission: ...


def can_edit_part(actor: Actor, part: Part) -> bool:
    return can_edit(actor, part.submission)


def can_reuse_part(actor: Actor, part: Part) -> bool:
    """The team: an officer who types in a proposal reads nothing of what its supplier wrote elsewhere."""
    return is_team(actor, part.submission)


def can_read_own_part(actor: Actor, part: Part) -> bool:
    return can_read_own(actor, part.submission)


def can_read_part(actor: Actor, part: Part) -> bool:
    """A version: for the team alone, not for the officer who typed it in."""
    return is_team(actor, part.submission)


def can_submit(actor: Actor, submission: Submission) -> bool:
    return can_read_own(actor, submission)


def can_withdraw(actor: Actor, submission: Submission) -> bool:
    return is_team(actor, submission)


def can_ask_member(actor: Actor, submission: Submission) -> bool:
    """The people of the lead supplier choose with whom they propose."""
    return acts_for_supplier(actor) and actor.body_id == submission.supplier_id


def can_answer_for_member(actor: Actor, member: SubmissionMember) -> bool:
    """A lead of the organisation that is asked binds it."""
    return acts_for_supplier(actor) and actor.acts_for(member.body_id, Role.LEAD.value)


def can_answer_offer(actor: Actor, submission: Submission) -> bool:
    """Only the lead supplier binds itself."""
    return acts_for_supplier(actor) and actor.body_id == submission.supplier_id


def can_enter_for_supplier(actor: Actor, challenge: Challenge) -> bool:
    return actor.is_signed_in and actor.acts_for(challenge.council_id, Role.OFFICER.value)


def can_see_received(actor: Actor, challenge: Challenge) -> bool:
    """The list: counts for all of them; after the deadline, proposals for those that `queries.received_page` knows."""
    return actor.is_signed_in and actor.acts_for(challenge.council_id, *OFFICE)


def can_see_openings(actor: Actor, challenge: Challenge) -> bool:
    """Who opened which proposal."""
    return works_on_proposals(actor, challenge, *OFFICE)


def can_open(actor: Actor, submission: Submission) -> bool:
    """What `queries.opened_submission` finds may be opened, but never by the officer who typed it in."""
    return actor.is_signed_in and submission.entered_by_officer != actor.person_id


def can_open_part(actor: Actor, part: Part) -> bool:
    return can_open(actor, part.submission)


def can_check_eligibility(actor: Actor, submission: Submission) -> bool:
    return can_open(actor, submission) and is_assigned(actor, submission.challenge)


def can_ask_bidder(actor: Actor, submission: Submission) -> bool:
    """Ask the bidder to clarify, after the deadline."""
    return can_check_eligibility(actor, submission)


def can_hide_words(actor: Actor, submission: Submission) -> bool:
    """Hide in an anonymised challenge what would tell the assessors who proposes. Needs to see it, so an officer."""
    return can_check_eligibility(actor, submission)


def can_lift(actor: Actor, redaction: Part) -> bool:
    return can_hide_words(actor, redaction.submission)


def can_take_back(actor: Actor, part: Part) -> bool:
    """A question that the council asked a bidder."""
    return can_ask_bidder(actor, part.submission)


def can_answer_council(actor: Actor, part: Part) -> bool:
    """Read and answer what the council asks: everybody of the team."""
    return is_team(actor, part.submission)


def can_put_forward(actor: Actor, challenge: Challenge) -> bool:
    """A resident for themselves, or somebody for a community group, where the challenge allows it."""
    acts_as = ("", BodyKind.COMMUNITY_GROUP.value)
    return challenge.ideas_allowed and actor.is_signed_in and actor.body_kind in acts_as


def can_read_own_idea(actor: Actor, idea: Idea) -> bool:
    """Whoever sent it, and those who act for the group now."""
    return actor.is_signed_in and (
        actor.person_id == idea.person_id or (idea.body_id is not None and actor.body_id == idea.body_id)
    )


def can_withdraw_idea(actor: Actor, idea: Idea) -> bool:
    return can_read_own_idea(actor, idea)


def can_open_idea(actor: Actor, idea: Idea) -> bool:
    """What `queries.opened_idea` finds; nobody reads their own in the council's name."""
    return works_on_proposals(actor, idea.challenge, *OFFICE) and actor.person_id != idea.person_id


def can_answer_idea(actor: Actor, idea: Idea) -> bool:
    return can_open_idea(actor, idea) and actor.role == Role.OFFICER.value


def can_check_eligibility_of(actor: Actor, challenge: Challenge) -> bool:
    """The batch; each proposal in it is checked again."""
    return is_assigned(actor, challenge)
