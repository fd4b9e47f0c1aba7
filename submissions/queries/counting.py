"""How many proposals there are: all that anybody outside the teams may know before the deadline."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from core.database import db
from submissions.models import Submission
from submissions.states import GONE, SubmissionState


@dataclass(frozen=True)
class Counts:
    """`drafts` were never submitted; `submitted` were, and were not withdrawn."""

    drafts: int = 0
    submitted: int = 0


# What can still be chosen, or was. A reserve that nobody calls on waits for nothing.
_RUNNING = (
    SubmissionState.SUBMITTED,
    SubmissionState.ELIGIBLE,
    SubmissionState.IN_ASSESSMENT,
    SubmissionState.SHORTLISTED,
    SubmissionState.RECOMMENDED,
    SubmissionState.OFFERED,
    SubmissionState.ACCEPTED,
    SubmissionState.CONTRACTED,
)


def has_somebody_running(challenge_id: uuid.UUID) -> bool:
    running = select(Submission.id).where(Submission.challenge_id == challenge_id, Submission.state.in_(_RUNNING))
    return bool(db.session.scalar(select(running.exists())))


def counts_of(challenge_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Counts]:
    """By challenge, in one query; every challenge asked for has an entry."""
    is_draft = Submission.state == SubmissionState.DRAFT
    rows = db.session.execute(
        select(
            Submission.challenge_id,
            func.count().filter(is_draft),
            func.count().filter(~is_draft),
        )
        .where(Submission.challenge_id.in_(challenge_ids), Submission.state.not_in(GONE))
        .group_by(Submission.challenge_id)
    )
    found = {row[0]: Counts(drafts=row[1], submitted=row[2]) for row in rows}
    return {challenge_id: found.get(challenge_id, Counts()) for challenge_id in challenge_ids}
