"""Who may see, write, approve and run a challenge."""

from typing import Protocol

from accounts.states import BodyKind, Role
from challenges.models.challenge import Challenge, ChallengePartner, Phase
from challenges.models.lot import Criterion, Lot, Question
from challenges.models.preset import CouncilPreset
from challenges.states.builder import Section
from challenges.states.challenge import INSIDERS, RUNNERS, Notice
from challenges.states.challenge import ChallengeAction as Action
from challenges.states.challenge import ChallengeState as State
from core.access import SYSTEM, Actor


class PartOfChallenge(Protocol):
    """A section in one language, or anything else that belongs to a challenge."""

    @property
    def challenge(self) -> Challenge: ...


def can_list_own_challenges(actor: Actor) -> bool:
    """The challenges of the council that the actor acts for, drafts among them."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role in INSIDERS


def can_draft_challenge(actor: Actor) -> bool:
    """For the council that the officer acts for."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role == Role.OFFICER.value


def can_use_preset(actor: Actor, preset: CouncilPreset) -> bool:
    """A council's own presets are its officers' alone."""
    return actor.acts_for(preset.council_id, Role.OFFICER.value)


def can_see_inside(actor: Actor, challenge: Challenge) -> bool:
    return actor.acts_for(challenge.council_id, *INSIDERS)


def can_write(actor: Actor, challenge: Challenge) -> bool:
    """Write in the draft, and see what is missing."""
    return actor.acts_for(challenge.council_id, Role.OFFICER.value)


def can_write_section(actor: Actor, found: tuple[Challenge, Section]) -> bool:
    """As `can_write`, for a section of it."""
    return can_write(actor, found[0])


def can_translate(actor: Actor, part: PartOfChallenge) -> bool:
    """Write one section in one language, in the draft or as an amendment."""
    return can_write(actor, part.challenge)


def can_write_phase(actor: Actor, phase: Phase) -> bool:
    """`phase` has its challenge loaded."""
    return can_write(actor, phase.challenge)


def can_write_lot(actor: Actor, found: tuple[Challenge, Lot]) -> bool:
    return can_write(actor, found[0])


def can_write_criterion(actor: Actor, criterion: Criterion) -> bool:
    """`criterion` has its lot and challenge loaded."""
    return can_write(actor, criterion.lot.challenge)


def can_write_form(actor: Actor, question: Question) -> bool:
    """The questions that suppliers answer. `question` has its challenge loaded."""
    return can_write(actor, question.challenge)


def can_amend(actor: Actor, challenge: Challenge) -> bool:
    return actor.acts_for(challenge.council_id, Role.OFFICER.value)


def can_answer_invitation(actor: Actor, partner: ChallengePartner) -> bool:
    """For a partner: an officer of a council, whoever leads another body. `partner` has its body loaded."""
    is_council = partner.body.kind is BodyKind.COUNCIL
    return actor.acts_for(partner.body_id, Role.OFFICER.value if is_council else Role.LEAD.value)


def can_read_partnership(actor: Actor, partner: ChallengePartner) -> bool:
    return actor.acts_for(partner.body_id, *INSIDERS)


def can_approve_share(actor: Actor, partner: ChallengePartner) -> bool:
    """An approver of the council that pays, who wrote nothing of what it pays."""
    return actor.acts_for(partner.body_id, Role.APPROVER.value) and str(actor.person_id) not in partner.writers


def can_remove_partner(actor: Actor, partner: ChallengePartner) -> bool:
    """`partner` has its challenge loaded."""
    return can_write(actor, partner.challenge)


def can_approve(actor: Actor, challenge: Challenge) -> bool:
    """An approver of the lead council who wrote nothing of it: never their own drafting."""
    wrote_in_it = str(actor.person_id) in challenge.drafters or actor.person_id == challenge.drafted_by
    return actor.acts_for(challenge.council_id, Role.APPROVER.value) and not wrote_in_it


def can_read_approval(actor: Actor, challenge: Challenge) -> bool:
    """The summary for the approver; officers and auditors may read what the approver sees."""
    return actor.acts_for(challenge.council_id, *RUNNERS, Role.AUDITOR.value)


def can_read_notice(actor: Actor, found: tuple[Challenge, Notice]) -> bool:
    """The text of a notice, to file it elsewhere."""
    return can_read_approval(actor, found[0])


def can_cancel(actor: Actor, challenge: Challenge) -> bool:
    """Once the public has seen it, an officer or an approver; a draft is the officers' own."""
    roles = (Role.OFFICER.value,) if challenge.state is State.DRAFT else RUNNERS
    return actor.acts_for(challenge.council_id, *roles)


def can_end(actor: Actor, challenge: Challenge) -> bool:
    """Declare that no award comes of it."""
    return actor.acts_for(challenge.council_id, *RUNNERS)


def can_move(actor: Actor, challenge: Challenge, _action: Action) -> bool:
    """The moves after closing. What else they need (a panel, a decision) is the rule of the floor that asks."""
    return actor == SYSTEM or actor.acts_for(challenge.council_id, *RUNNERS)
