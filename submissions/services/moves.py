"""What happens to a proposal after the deadline. Scoring and pilots call these in their own transaction.

Each checks the move and records it. Who may decide on an outcome is the rule of the feature that decides; the
rules for eligibility and for a supplier's own answer stand here.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm.attributes import set_committed_value

from accounts import queries as people
from accounts.states import Role
from challenges.queries.officer import officers_assigned
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell_people
from submissions import policies
from submissions import states as events
from submissions.models import Submission, SubmissionOpening
from submissions.states import SUBMISSION_LIFECYCLE
from submissions.states import SubmissionAction as Action

# How many proposals are moved in one go.
BATCH = 400
_DECIDED = {
    Action.SHORTLIST: events.SUBMISSION_SHORTLISTED,
    Action.RECOMMEND: events.SUBMISSION_RECOMMENDED,
    Action.RESERVE: events.SUBMISSION_PUT_IN_RESERVE,
    Action.NOT_SELECT: events.SUBMISSION_NOT_SELECTED,
}


def record_opening(submission: Submission, *, by: Actor) -> None:
    """Note that somebody outside the team opens the proposal: once for each person."""
    if by.person_id is None:
        return
    first = db.session.scalar(
        insert(SubmissionOpening)
        .values(
            id=new_id(),
            submission_id=submission.id,
            person_id=by.person_id,
            body_id=by.body_id,
            role=by.role,
            opened_at=clock.exactly_now(),
        )
        .on_conflict_do_nothing(index_elements=["submission_id", "person_id"])
        .returning(SubmissionOpening.id)
    )
    if first is not None:
        audit.record(events.SUBMISSION_OPENED, subject=submission, by=by, council_id=submission.challenge.council_id)


def mark_eligible(submission: Submission, *, by: Actor) -> None:
    check(policies.can_check_eligibility(by, submission))
    _move(submission, Action.MARK_ELIGIBLE, events.SUBMISSION_FOUND_ELIGIBLE, by=by)


def mark_ineligible(submission: Submission, *, reason: str, by: Actor) -> None:
    """The supplier is told the reason."""
    check(policies.can_check_eligibility(by, submission))
    _need(reason)
    _move(submission, Action.MARK_INELIGIBLE, events.SUBMISSION_FOUND_INELIGIBLE, by=by, reason=reason)
    _tell_team(submission, template="submissions/ineligible", reason=reason)


def mark_all_eligible(submissions: Iterable[Submission], *, by: Actor) -> int:
    """Those among them that wait for the check; returns how many. Others stay as they are."""
    waiting = [found for found in submissions if SUBMISSION_LIFECYCLE.allows(found, Action.MARK_ELIGIBLE)]
    for submission in waiting:
        mark_eligible(submission, by=by)
    return len(waiting)


def enter_assessment(submission: Submission, *, by: Actor, reason: str = "") -> None:
    _move(submission, Action.ENTER_ASSESSMENT, events.SUBMISSION_ENTERED_ASSESSMENT, by=by, reason=reason)


def shortlist(submission: Submission, *, by: Actor, reason: str = "") -> None:
    _move(submission, Action.SHORTLIST, events.SUBMISSION_SHORTLISTED, by=by, reason=reason)


def recommend(submission: Submission, *, by: Actor, reason: str = "") -> None:
    _move(submission, Action.RECOMMEND, events.SUBMISSION_RECOMMENDED, by=by, reason=reason)


def reserve(submission: Submission, *, by: Actor, reason: str = "") -> None:
    _move(submission, Action.RESERVE, events.SUBMISSION_PUT_IN_RESERVE, by=by, reason=reason)


def not_select(submission: Submission, *, by: Actor, reason: str = "") -> None:
    _move(submission, Action.NOT_SELECT, events.SUBMISSION_NOT_SELECTED, by=by, reason=reason)


def decide_all(submissions: Sequence[Submission], action: Action, *, by: Actor) -> None:
    """One outcome for many proposals, with their challenge loaded, in a few statements for each few hundred.

    Every move is checked and recorded as it is for one.
    """
    event = _DECIDED[action]
    for start in range(0, len(submissions), BATCH):
        some = submissions[start : start + BATCH]
        db.session.flush()
        stored = db.session.execute(
            select(Submission.id, Submission.state)
            .where(Submission.id.in_([one.id for one in some]))
            .order_by(Submission.id)
            .with_for_update()
        )
        states = {row.id: row.state for row in stored}
        for submission in some:
            set_committed_value(submission, "state", states[submission.id])
            SUBMISSION_LIFECYCLE.move(
                submission, action, by=by, event=event, council_id=submission.challenge.council_id
            )
        db.session.flush()


def return_to_assessment(submission: Submission, *, by: Actor, reason: str) -> None:
    """A decision was set aside."""
    _need(reason)
    _move(submission, Action.RETURN_TO_ASSESSMENT, events.SUBMISSION_RETURNED_TO_ASSESSMENT, by=by, reason=reason)


def offer(submission: Submission, *, by: Actor, reason: str = "", expires_on: dt.date | None = None) -> None:
    """Offer the contract or grant; the supplier is told and answers on their page, until the end of `expires_on`."""
    _move(submission, Action.OFFER, events.SUBMISSION_OFFERED, by=by, reason=reason, expires_on=expires_on)
    submission.offer_expires_on = expires_on
    _tell_team(submission, template="submissions/offer", expires_on=expires_on)


def accept(submission: Submission, *, by: Actor) -> None:
    """The lead supplier takes the offer. Raises `Refused` after its last day."""
    check(policies.can_answer_offer(by, submission))
    if submission.offer_expires_on is not None and clock.now().date() > submission.offer_expires_on:
        raise Refused(_l("The last day to accept this offer has passed. Write to the council."))
    _move(submission, Action.ACCEPT, events.SUBMISSION_OFFER_ACCEPTED, by=by)
    _tell_office(submission, template="submissions/offer_answered", accepted=True, reason="")


def decline_offer(submission: Submission, *, by: Actor, reason: str = "") -> None:
    check(policies.can_answer_offer(by, submission))
    _move(submission, Action.DECLINE_OFFER, events.SUBMISSION_OFFER_DECLINED, by=by, reason=reason)
    _tell_office(submission, template="submissions/offer_answered", accepted=False, reason=reason)


def lapse(submission: Submission, *, by: Actor, reason: str = "") -> None:
    _move(submission, Action.LAPSE, events.SUBMISSION_OFFER_LAPSED, by=by, reason=reason)


def contract(submission: Submission, *, by: Actor, reason: str = "") -> None:
    _move(submission, Action.CONTRACT, events.SUBMISSION_CONTRACTED, by=by, reason=reason)


def disqualify(submission: Submission, *, reason: str, by: Actor) -> None:
    """An officer of the lead council ends the proposal, with the reason, which the supplier is told."""
    check(policies.can_check_eligibility(by, submission))
    _need(reason)
    end(submission, Action.DISQUALIFY, events.SUBMISSION_DISQUALIFIED, by=by, reason=reason)
    _tell_team(submission, template="submissions/disqualified", reason=reason)


def void(submission: Submission, *, by: Actor, reason: str) -> None:
    """Its challenge was cancelled. The team can go on reading it."""
    end(submission, Action.VOID, events.SUBMISSION_VOIDED, by=by, reason=reason)


def end(submission: Submission, action: Action, event: str, *, by: Actor, reason: str) -> None:
    """A move out of the competition: its time is kept, because what ended before the deadline stays sealed."""
    _lock(submission)
    at = clock.exactly_now()
    # A team's own step stays out of the council's records while its proposal is sealed.
    council_id = None if action is Action.WITHDRAW else submission.challenge.council_id
    with db.session.no_autoflush:
        SUBMISSION_LIFECYCLE.move(submission, action, by=by, event=event, reason=reason, council_id=council_id)
        submission.ended_at = at
    db.session.flush()


def team_of(submission: Submission) -> list[uuid.UUID]:
    """Those of the lead supplier who are told what becomes of its proposal."""
    return [person.id for person in people.people_with_role(submission.supplier_id, Role.LEAD, Role.MEMBER)]


def _move(submission: Submission, action: Action, event: str, *, by: Actor, reason: str = "", **facts: Any) -> None:
    _lock(submission)
    SUBMISSION_LIFECYCLE.move(
        submission, action, by=by, event=event, reason=reason, council_id=submission.challenge.council_id, **facts
    )
    db.session.flush()


def _lock(submission: Submission) -> None:
    """Two people who decide at the same moment do so one after the other, and the second sees what the first did."""
    db.session.flush()
    db.session.refresh(submission, attribute_names=["state"], with_for_update={"of": Submission})


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused(_l("Give a reason."), field="reason")


def _tell_team(submission: Submission, *, template: str, **context: Any) -> None:
    tell_people(
        team_of(submission),
        template=template,
        why=_l("You are getting this because your organisation submitted this proposal."),
        challenge=submission.challenge,
        reference=submission.reference,
        title=submission.title,
        path=f"/proposals/{submission.id}",
        **context,
    )


def _tell_office(submission: Submission, *, template: str, **context: Any) -> None:
    tell_people(
        [person.id for person in officers_assigned(submission.challenge)],
        template=template,
        why=_l("You are getting this because you are assigned to this challenge."),
        challenge=submission.challenge,
        reference=submission.reference,
        title=submission.title,
        path=f"/received/{submission.id}",
        **context,
    )
