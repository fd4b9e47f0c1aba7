"""After the deadline the council may ask one bidder to clarify. Question and answer stand beside the proposal, which
stays as it was submitted."""

import datetime as dt
import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell, tell_people
from submissions import policies, queries
from submissions import states as events
from submissions.models import Clarification, Submission
from submissions.services.moves import team_of
from submissions.states import (
    CLARIFIABLE,
    CLARIFICATION_LIFECYCLE,
    SUBMISSION_LIFECYCLE,
    ClarificationAction,
    ClarificationState,
)

REMINDER = dt.timedelta(days=1)
ANSWER_LIMIT = 10_000


def can_be_asked(submission: Submission) -> bool:
    """Whether the time is right: after the deadline, and before the last word is said."""
    return SUBMISSION_LIFECYCLE.state_of(submission) in CLARIFIABLE


def ask_bidder(submission: Submission, *, subject: str, words: str, due_at: dt.datetime, by: Actor) -> Clarification:
    """Ask the team of one proposal; it is told. Raises `Refused` before the deadline and for a time that has passed."""
    check(policies.can_ask_bidder(by, submission))
    assert by.person_id is not None  # noqa: S101 - the policy asked for it
    # Two officers who ask at the same moment get two numbers.
    db.session.refresh(submission, attribute_names=["state"], with_for_update={"of": Submission})
    if not can_be_asked(submission):
        raise Refused(_l("Nothing can be asked about this proposal now."))
    asked_at = clock.exactly_now()
    if due_at <= asked_at:
        raise Refused(_l("Choose a time that has not passed."), field="due_at")
    asked = Clarification(
        id=new_id(),
        submission=submission,
        number=_next_number(submission.id),
        subject=subject.strip(),
        words=words.strip(),
        asked_by=by.person_id,
        asked_at=asked_at,
        due_at=due_at,
    )
    db.session.add(asked)
    db.session.flush()
    audit.record(
        events.CLARIFICATION_ASKED,
        subject=asked,
        by=by,
        council_id=submission.challenge.council_id,
        submission_id=submission.id,
        due_at=due_at,
    )
    _tell_team(asked, template="submissions/clarification_asked", once_key=f"clarification:{asked.id}")
    return asked


def answer_council(asked: Clarification, *, words: str, by: Actor) -> None:
    """The team answers once, before the time is over. The officer who asked is told.

    Raises `Refused` when it is too late or the proposal has left the competition, `IllegalMove` when it was answered or
    taken back meanwhile.
    """
    check(policies.can_answer_council(by, asked))
    _lock(asked)
    # The time is asked for again now that nobody else can change it.
    clock.forget()
    if asked.state_at(clock.now()) is ClarificationState.LAPSED:
        raise Refused(_l("The time to answer has passed. What you wrote is below, and you can copy it."))
    if not can_be_asked(asked.submission):
        raise Refused(_l("This proposal takes no more answers."))
    if not words.strip():
        raise Refused(_l("Write your answer"), field="answer")
    with db.session.no_autoflush:
        asked.answer, asked.answered_by, asked.answered_at = words.strip(), by.person_id, clock.now()
        CLARIFICATION_LIFECYCLE.move(
            asked, ClarificationAction.ANSWER, by=by, event=events.CLARIFICATION_ANSWERED, council_id=_council(asked)
        )
    db.session.flush()
    _tell_officer(asked)


def take_back(asked: Clarification, *, by: Actor) -> None:
    """An officer withdraws the question, and the team is told."""
    check(policies.can_take_back(by, asked))
    _lock(asked)
    CLARIFICATION_LIFECYCLE.move(
        asked, ClarificationAction.WITHDRAW, by=by, event=events.CLARIFICATION_WITHDRAWN, council_id=_council(asked)
    )
    db.session.flush()
    _tell_team(asked, template="submissions/clarification_withdrawn", once_key=f"clarification-withdrawn:{asked.id}")


def remind_of_clarifications() -> None:
    """Called by every tick of the clock: each team is reminded once, a day before."""
    for asked in queries.due_within(REMINDER):
        _tell_team(asked, template="submissions/clarification_due", once_key=f"clarification-due:{asked.id}")


def _next_number(submission_id: uuid.UUID) -> int:
    last = db.session.scalar(select(func.max(Clarification.number)).where(Clarification.submission_id == submission_id))
    return (last or 0) + 1


def _lock(asked: Clarification) -> None:
    db.session.flush()
    db.session.refresh(asked, attribute_names=["state", "due_at"], with_for_update={"of": Clarification})


def _council(asked: Clarification) -> uuid.UUID:
    return asked.submission.challenge.council_id


def _tell_team(asked: Clarification, *, template: str, once_key: str) -> None:
    submission = asked.submission
    # No word of question or answer: mail is read by more people than the team.
    tell_people(
        team_of(submission),
        template=template,
        why=_l("You are getting this because your organisation submitted this proposal."),
        once_key=once_key,
        challenge=submission.challenge,
        reference=submission.reference,
        due_at=asked.due_at,
        path=f"/proposals/{submission.id}/clarifications/{asked.number}",
    )


def _tell_officer(asked: Clarification) -> None:
    submission = asked.submission
    hidden = submission.names_hidden
    tell(
        person_id=asked.asked_by,
        template="submissions/clarification_answered",
        why=_l("You are getting this because you asked the supplier to clarify."),
        once_key=f"clarification-answered:{asked.id}",
        challenge=submission.challenge,
        reference=submission.reference,
        names_hidden=hidden,
        path=f"/received/{submission.id}/hiding" if hidden else f"/received/{submission.id}",
    )
