"""Telling teams what changes around their proposals: reminders, amendments, answers, a cancelled challenge."""

from typing import Any

from flask_babel import lazy_gettext as _l

from accounts import queries as accounts
from accounts.models import Council
from challenges.models import Amendment, Challenge, ClarificationQuestion
from core import clock
from core.access import Actor
from core.database import db
from core.storage import StoredFile
from notifications.services import tell_people
from submissions import queries
from submissions.models import Submission
from submissions.services.moves import team_of, void
from submissions.states import SUBMISSION_LIFECYCLE, SubmissionAction, SubmissionState

REMINDER_DAYS = (1, 7)


def remind() -> int:
    """Remind teams with an unsubmitted working copy, 7 days and 1 day before the deadline; returns how many.

    Called by every tick of the clock: each reminder goes out once, and one that is overtaken by the next is left out.
    """
    count = 0
    for days in REMINDER_DAYS:
        for submission in queries.drafts_due(clock.now(), days=days):
            submission.reminded_days = days
            _tell(
                submission,
                template="submissions/reminder",
                once_key=f"submissions.reminder:{submission.id}:{days}:{submission.challenge.closes_at}",
                days=days,
                reopened=submission.reopened_at is not None,
            )
            count += 1
    db.session.flush()
    return count


def tell_of_amendment(challenge: Challenge, amendment: Amendment) -> None:
    """Everybody with a proposal is told; reminders count again from a new deadline.

    The key is that of the mail to followers, which comes afterwards, so that nobody gets both.
    """
    for submission in queries.in_play(challenge.id):
        if any(change["field"] == "closes_at" for change in amendment.changes):
            submission.reminded_days = None
        if _can_still_change(submission):
            _tell(
                submission,
                template="submissions/challenge_amended",
                once_key=f"amendment:{amendment.id}",
                amendment=amendment,
            )
    db.session.flush()


def tell_of_answer(question: ClarificationQuestion) -> None:
    """Everybody with a proposal gets the mail that followers get; the key is theirs, so that nobody gets it twice."""
    challenge = question.challenge
    for submission in queries.in_play(challenge.id):
        if _can_still_change(submission):
            tell_people(
                team_of(submission),
                template="challenges/question_answered",
                why=_l("You are getting this because your organisation has a proposal in this challenge."),
                once_key=f"question-answered:{question.id}",
                question=question,
                challenge=challenge,
            )


def void_all(challenge: Challenge, *, by: Actor) -> None:
    """The challenge was cancelled: drafts and submissions become void and stay readable to their teams.

    The key of the mail is that of the one to followers, which comes afterwards, so that nobody gets both.
    """
    for submission in queries.in_play(challenge.id):
        if SUBMISSION_LIFECYCLE.allows(submission, SubmissionAction.VOID):
            void(submission, by=by, reason=challenge.cancel_reason)
            _tell(
                submission,
                template="submissions/challenge_cancelled",
                once_key=f"cancelled:{challenge.id}",
                reason=challenge.cancel_reason,
            )


def tell_of_virus(file: StoredFile) -> None:
    """The team of the proposal that holds the file is told its name."""
    for submission in queries.holding(file.id):
        _tell(
            submission,
            template="submissions/file_refused",
            once_key=f"submissions.virus:{file.id}",
            name=file.name,
            may_change=_can_still_change(submission),
        )


def _can_still_change(submission: Submission) -> bool:
    return SUBMISSION_LIFECYCLE.state_of(submission) in (SubmissionState.DRAFT, SubmissionState.SUBMITTED)


def _tell(submission: Submission, *, template: str, once_key: str, **context: Any) -> None:
    tell_people(
        team_of(submission),
        template=template,
        why=_l("You are getting this because your organisation has a proposal in this challenge."),
        once_key=once_key,
        challenge=submission.challenge,
        zone=_zone_of(submission.challenge),
        reference=submission.reference,
        title=submission.title,
        path=f"/proposals/{submission.id}",
        **context,
    )


def _zone_of(challenge: Challenge) -> str:
    """A job has no page whose zone it could take."""
    council = accounts.body(challenge.council_id)
    return council.timezone if isinstance(council, Council) else ""
