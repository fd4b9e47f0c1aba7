"""The deadline is one instant, and the database's clock decides it in the statement that accepts."""

import datetime as dt
import uuid
from typing import cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import text

from challenges.states import ChallengeState
from core.database import db
from core.errors import Refused
from submissions.models import Submission
from submissions.states import SubmissionState

# Read from the inside out. `for share` waits for an extension that is under way and sees what it wrote, and makes
# the next one wait for us. `for update` waits for a colleague's save or second click. Only when both rows are ours is
# the clock read, once: the reading that is compared is the reading that is kept, and nothing is waited for after it.
ACCEPT = text("""
with challenge as materialized (
    select id, opens_at, closes_at from challenges where id = :challenge_id and state = 'approved' for share
), proposal as materialized (
    select submissions.id, challenge.opens_at, challenge.closes_at
    from submissions join challenge on submissions.challenge_id = challenge.id
    where submissions.id = :submission_id
      and (submissions.state = 'draft' or (submissions.state = 'submitted' and submissions.reopened_at is not null))
    for update of submissions
), reading as materialized (
    select id, opens_at, closes_at, townlab_now() as at from proposal
)
update submissions set submitted_at = reading.at, reopened_at = null
from reading
where submissions.id = reading.id and reading.opens_at <= reading.at and reading.at < reading.closes_at
returning reading.at
""")

# Keeps a submission from being accepted while something is written to it; colleagues may write beside each other.
_HOLD = """
select submissions.state, submissions.reopened_at is not null as reopened, challenges.state as challenge_state,
       townlab_now() >= challenges.closes_at as is_over
from submissions join challenges on challenges.id = submissions.challenge_id
where submissions.id = :submission_id for {lock} of submissions
"""
_HOLD_SHARED = text(_HOLD.format(lock="share"))
_HOLD_ALONE = text(_HOLD.format(lock="update"))


class TooLate(Refused):
    """The deadline has passed. What was written stays where it is."""

    def __init__(self) -> None:
        super().__init__(_l("The deadline has passed. What you wrote is kept, and you can copy it."))


class NotOpen(Refused):
    """The challenge takes no proposals now, or this proposal takes no changes."""


def accept(*, submission_id: uuid.UUID, challenge_id: uuid.UUID) -> dt.datetime | None:
    """Accept the working copy if the deadline has not passed at this instant, and say when; None when it is refused.

    From here to the end of the transaction nobody else can change or submit this proposal.
    """
    at = db.session.execute(ACCEPT, {"submission_id": submission_id, "challenge_id": challenge_id}).scalar_one_or_none()
    return cast(dt.datetime | None, at)


def hold_for_writing(submission: Submission, *, alone: bool = False) -> None:
    """Lock the proposal for a change of its working copy. Raises `TooLate` or `NotOpen`.

    `alone` is for changes of the proposal's own row; changes of its answers and files go on side by side.
    """
    statement = _HOLD_ALONE if alone else _HOLD_SHARED
    row = db.session.execute(statement, {"submission_id": submission.id}).one()
    if row.is_over:
        raise TooLate
    if row.challenge_state != ChallengeState.APPROVED.value:
        raise NotOpen(_l("This challenge takes no proposals now."))
    if row.state == SubmissionState.SUBMITTED.value and not row.reopened:
        raise NotOpen(_l("This proposal has been submitted. Reopen it to change it."))
    if row.state not in (SubmissionState.DRAFT.value, SubmissionState.SUBMITTED.value):
        raise NotOpen(_l("This proposal can no longer be changed."))


def refusal(submission_id: uuid.UUID) -> Refused:
    """Why `accept` said no."""
    row = db.session.execute(_HOLD_SHARED, {"submission_id": submission_id}).one()
    if row.is_over:
        return TooLate()
    return NotOpen(_l("This challenge takes no proposals now."))
