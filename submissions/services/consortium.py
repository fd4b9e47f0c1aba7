"""Who proposes together. Another organisation belongs to a proposal once its own lead has said yes.

The team of what was submitted stays as it was then: from the first submission on, nobody leaves and nobody is taken
out; more may be asked while the proposal is reopened, and belong to it once it is submitted again.
"""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.models import Supplier
from accounts.states import Role
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell_people
from submissions import policies, queries
from submissions import states as events
from submissions.models import Submission, SubmissionMember
from submissions.services.deadline import NotOpen, hold_for_writing
from submissions.states import SubmissionState

MEMBERS_LIMIT = 12
PART_LIMIT = 200


def ask_member(submission: Submission, supplier: Supplier, *, part: str, by: Actor) -> SubmissionMember:
    """Ask another organisation to propose together; its leads are told, and nothing of the proposal.

    Raises `Refused` for one that is in it, has nobody to answer, or is one too many; `TooLate` or `NotOpen`.
    """
    check(policies.can_ask_member(by, submission))
    hold_for_writing(submission, alone=True)
    known = {member.body_id for member in queries.working_copy(submission.id).members}
    if supplier.id in {submission.supplier_id, *known}:
        raise Refused(_l("This organisation is part of the proposal already, or has been asked."), field="body")
    if len(known) >= MEMBERS_LIMIT:
        raise Refused(_l("A proposal can have up to %(count)s partners.", count=MEMBERS_LIMIT), field="body")
    leads = people.people_with_role(supplier.id, Role.LEAD)
    if not leads:
        raise Refused(
            _l("Nobody leads this organisation here, so nobody can answer. Ask it to register."), field="body"
        )
    member = SubmissionMember(
        id=new_id(),
        submission_id=submission.id,
        body_id=supplier.id,
        part=" ".join(part.split()),
        asked_at=clock.exactly_now(),
        asked_by=by.person_id,
    )
    db.session.add(member)
    db.session.flush()
    _record(events.MEMBER_ASKED, submission, member, by=by)
    tell_people(
        [person.id for person in leads],
        template="submissions/member_asked",
        why=_l(
            "You are getting this because you lead an organisation that was asked to propose together with another."
        ),
        challenge=submission.challenge,
        supplier=submission.supplier.name,
        path=f"/consortia/{member.id}",
    )
    return member


def confirm_member(member: SubmissionMember, *, by: Actor) -> None:
    """The organisation takes part: its people belong to the team from now on. Confirming twice is no error."""
    check(policies.can_answer_for_member(by, member))
    hold_for_writing(member.submission, alone=True)
    db.session.refresh(member, ["confirmed_at"])
    if member.confirmed_at is None:
        member.confirmed_at, member.confirmed_by = clock.exactly_now(), by.person_id
        _record(events.MEMBER_CONFIRMED, member.submission, member, by=by)
        _tell_lead(member, outcome="confirmed")


def refuse_member(member: SubmissionMember, *, by: Actor) -> None:
    """The organisation does not take part, or leaves a proposal that was never submitted."""
    check(policies.can_answer_for_member(by, member))
    left = member.confirmed_at is not None
    _may_go(member)
    _remove(member, member.submission, events.MEMBER_LEFT if left else events.MEMBER_REFUSED, by=by)
    _tell_lead(member, outcome="left" if left else "refused")


def take_out_member(member: SubmissionMember, *, by: Actor) -> None:
    """The lead supplier takes an invitation back, or goes on without a partner."""
    check(policies.can_ask_member(by, member.submission))
    _may_go(member)
    _remove(member, member.submission, events.MEMBER_TAKEN_OUT, by=by)
    _tell_member(member, member.submission, submitted=False)


def leave_out_unconfirmed(submission: Submission, *, by: Actor) -> Submission:
    """On submission: who has not confirmed is not part of it, and is told. Returns the proposal as it stands then."""
    waiting = [one for one in submission.members if one.confirmed_at is None]
    for member in waiting:
        _remove(member, submission, events.MEMBER_TAKEN_OUT, by=by)
        _tell_member(member, submission, submitted=True)
    return queries.working_copy(submission.id) if waiting else submission


def _may_go(member: SubmissionMember) -> None:
    submission = member.submission
    hold_for_writing(submission, alone=True)
    db.session.refresh(submission, ["state"])
    db.session.refresh(member, ["confirmed_at"])
    if member.confirmed_at is not None and submission.state is not SubmissionState.DRAFT:
        raise NotOpen(
            _l("This proposal was submitted with its partners. To change them, withdraw it and start another.")
        )


def _remove(member: SubmissionMember, submission: Submission, event: str, *, by: Actor) -> None:
    _record(event, submission, member, by=by)
    db.session.delete(member)
    db.session.flush()


def _record(event: str, submission: Submission, member: SubmissionMember, *, by: Actor) -> None:
    # Of no council, as everything that a team does before the deadline.
    audit.record(event, subject=submission, by=by, member=member.body_id)


def _tell_lead(member: SubmissionMember, *, outcome: str) -> None:
    submission = member.submission
    _tell(
        people.people_with_role(submission.supplier_id, Role.LEAD, Role.MEMBER),
        template="submissions/member_answered",
        why=_l("You are getting this because your organisation has a proposal in this challenge."),
        submission=submission,
        path=f"/proposals/{submission.id}/members",
        outcome=outcome,
        name=member.body.name,
    )


def _tell_member(member: SubmissionMember, submission: Submission, *, submitted: bool) -> None:
    _tell(
        people.people_with_role(member.body_id, Role.LEAD),
        template="submissions/member_left_out",
        why=_l("You are getting this because your organisation was asked to propose together with another."),
        submission=submission,
        path=f"/challenges/{submission.challenge.slug}",
        submitted=submitted,
        supplier=submission.supplier.name,
    )


def _tell(persons: list[Any], *, template: str, why: Any, submission: Submission, path: str, **context: Any) -> None:
    told: list[uuid.UUID] = [person.id for person in persons]
    tell_people(told, template=template, why=why, challenge=submission.challenge, path=path, **context)
