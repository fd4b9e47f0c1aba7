"""What officers hid in proposals whose names are hidden."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select, union
from sqlalchemy.orm import joinedload

from challenges.models import Challenge
from core.access import Actor
from core.audit import AuditEvent
from core.database import db
from submissions import hiding, registries
from submissions.models import Clarification, Redaction, Submission, SubmissionVersion
from submissions.registries import SubmissionId
from submissions.states import SLIPS_CHECKED, ClarificationState


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
    """SQL: somebody confirmed that nothing in `Submission` tells who proposes, as it was submitted; and nothing hidden
    was shown again since then.
    """
    submitted = select(func.max(SubmissionVersion.submitted_at)).where(SubmissionVersion.submission_id == Submission.id)
    lifted = select(func.max(Redaction.lifted_at)).where(Redaction.submission_id == Submission.id)
    changed = func.greatest(*(one.correlate(Submission).scalar_subquery() for one in (submitted, lifted)))
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


def is_to_check() -> ColumnElement[bool]:
    """SQL: somebody has to look through `Submission`, or what was asked and answered about it since."""
    is_new = (
        exists()
        .where(
            Clarification.submission_id == Submission.id,
            Clarification.state != ClarificationState.WITHDRAWN,
            or_(
                Clarification.words_checked_at.is_(None),
                and_(Clarification.answered_at.is_not(None), Clarification.answer_checked_at.is_(None)),
            ),
        )
        .correlate(Submission)
    )
    return or_(not_(is_checked()), is_new)


def kept_from_names(actor: Actor, challenge_id: SubmissionId) -> ColumnElement[bool]:
    """SQL: whatever their role, the actor may not learn who is behind the proposals to this challenge before the
    decision.
    """
    return or_(false(), *(condition(actor, challenge_id) for condition in registries.nameless))


def is_kept_from_names(actor: Actor, challenge: Challenge) -> bool:
    return bool(db.session.scalar(select(kept_from_names(actor, challenge.id))))


def looked_through_by(challenge_id: uuid.UUID) -> set[uuid.UUID]:
    """Who has hidden something in proposals to this challenge, or said that they are checked: they know the names."""
    rows = db.session.scalars(
        union(
            select(Redaction.made_by).join(Redaction.submission).where(Submission.challenge_id == challenge_id),
            select(AuditEvent.person_id)
            .join(Submission, Submission.id == AuditEvent.subject_id)
            .where(
                AuditEvent.subject_type == Submission.__tablename__,
                AuditEvent.kind == SLIPS_CHECKED,
                AuditEvent.person_id.is_not(None),
                Submission.challenge_id == challenge_id,
            ),
        )
    )
    return set(rows)


def checked_among(submission_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these proposals nobody has to look through any more."""
    return set(db.session.scalars(select(Submission.id).where(Submission.id.in_(submission_ids), not_(is_to_check()))))


def were_checked(submission_ids: Collection[uuid.UUID]) -> bool:
    """Whether somebody has looked through each of these as it was submitted. What came since is held back by itself."""
    waiting = exists().where(Submission.id.in_(submission_ids), not_(is_checked()))
    return not db.session.scalar(select(waiting))


def clarifications_shown(submission: Submission, *, to_checker: bool = False) -> Sequence[Clarification]:
    """Questions to the bidder and the answers, for whoever reads the proposal from outside its team.

    While names are hidden only what somebody has looked through; `to_checker` of those who do that, all.
    """
    asked = db.session.scalars(
        select(Clarification).where(Clarification.submission_id == submission.id).order_by(Clarification.number)
    ).all()
    if not submission.names_hidden:
        return asked
    hidden = hidden_in([submission]).get(submission.id, NOTHING_HIDDEN)
    return [_without(hidden, one, whole=to_checker) for one in asked if to_checker or one.words_checked_at]


def _without(hidden: Hidden, asked: Clarification, *, whole: bool) -> Clarification:
    """A copy that belongs to no session: what was written stays as it is. An answer that is held back is empty."""
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
        answer=hidden.applied_to(asked.answer) if whole or asked.answer_checked_at else "",
    )
