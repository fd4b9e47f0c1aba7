"""What officers hid in proposals whose names are hidden."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload

from core.audit import AuditEvent
from core.database import db
from submissions import hiding
from submissions.models import Clarification, Redaction, Submission
from submissions.states import SLIPS_CHECKED


@dataclass(frozen=True)
class Hidden:
    """What an officer hid in one proposal."""

    words: tuple[str, ...] = ()
    file_ids: frozenset[uuid.UUID] = frozenset()

    def applied_to(self, words: str) -> str:
        return hiding.hide(words, self.words, mark=_("[hidden]")) if self.words else words


NOTHING_HIDDEN = Hidden()


def hidden_in(submissions: Collection[Submission]) -> dict[uuid.UUID, Hidden]:
    """By proposal, in one query, or in none when there is none to ask about."""
    if not submissions:
        return {}
    rows = db.session.execute(
        select(Redaction.submission_id, Redaction.words, Redaction.file_id).where(
            Redaction.submission_id.in_([submission.id for submission in submissions]), Redaction.lifted_at.is_(None)
        )
    ).all()
    return {
        submission_id: Hidden(
            words=tuple(row.words for row in rows if row.submission_id == submission_id and row.words),
            file_ids=frozenset(row.file_id for row in rows if row.submission_id == submission_id and row.file_id),
        )
        for submission_id in {row.submission_id for row in rows}
    }


def redactions_of(submission: Submission) -> Sequence[Redaction]:
    """Those that stand, in the order in which they were made."""
    return db.session.scalars(
        select(Redaction)
        .where(Redaction.submission_id == submission.id, Redaction.lifted_at.is_(None))
        .order_by(Redaction.made_at, Redaction.id)
    ).all()


def redaction_in(submission: Submission, redaction_id: uuid.UUID) -> Redaction | None:
    return db.session.scalar(
        select(Redaction)
        .where(Redaction.submission_id == submission.id, Redaction.id == redaction_id)
        .options(joinedload(Redaction.submission))
    )


def is_checked() -> ColumnElement[bool]:
    """SQL: somebody confirmed that nothing in `Submission` tells who proposes; and since then its bidder has answered
    nothing, and nothing hidden was shown again.
    """
    answered = select(func.max(Clarification.answered_at)).where(Clarification.submission_id == Submission.id)
    lifted = select(func.max(Redaction.lifted_at)).where(Redaction.submission_id == Submission.id)
    last = [one.correlate(Submission).scalar_subquery() for one in (answered, lifted)]
    changed = func.greatest(*last)
    return (
        exists()
        .where(
            AuditEvent.subject_type == Submission.__tablename__,
            AuditEvent.subject_id == Submission.id,
            AuditEvent.kind == SLIPS_CHECKED,
            or_(changed.is_(None), AuditEvent.at > changed),
        )
        .correlate(Submission)
    )


def checked_among(submission_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these proposals nobody has to look through any more."""
    return set(db.session.scalars(select(Submission.id).where(Submission.id.in_(submission_ids), is_checked())))


def clarifications_shown(submission: Submission) -> Sequence[Clarification]:
    """Questions to the bidder and the answers, for whoever reads the proposal from outside its team."""
    asked = db.session.scalars(
        select(Clarification).where(Clarification.submission_id == submission.id).order_by(Clarification.number)
    ).all()
    hidden = hidden_in([submission]).get(submission.id) if submission.names_hidden else None
    return [_without(hidden, one) for one in asked] if hidden else asked


def _without(hidden: Hidden, asked: Clarification) -> Clarification:
    """A copy that belongs to no session: what was written stays as it is."""
    return Clarification(
        id=asked.id,
        submission_id=asked.submission_id,
        number=asked.number,
        state=asked.state,
        asked_at=asked.asked_at,
        due_at=asked.due_at,
        answered_at=asked.answered_at,
        subject=hidden.applied_to(asked.subject),
        words=hidden.applied_to(asked.words),
        answer=hidden.applied_to(asked.answer),
    )
