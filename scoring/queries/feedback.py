"""Reads of assessment summaries."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from challenges.models import Challenge
from core.access import Actor
from core.database import db
from scoring.models import AssessmentSummary, Decision, DecisionOutcome
from scoring.queries.ranking import kept_out
from scoring.states import DecisionState
from submissions.models import Submission, SubmissionMember
from submissions.queries.own import acts_for_team


@dataclass(frozen=True)
class SummaryDesk:
    """A summary with its decision, for the officer who edits it."""

    summary: AssessmentSummary
    decision: Decision
    kept_out: frozenset[uuid.UUID]


def summary_desk(actor: Actor, decision_id: uuid.UUID, submission_id: uuid.UUID) -> SummaryDesk | None:
    """A summary of a decision of the council that the actor acts for."""
    found = _one(
        AssessmentSummary.decision_id == decision_id,
        AssessmentSummary.submission_id == submission_id,
        AssessmentSummary.council_id == actor.body_id,
    )
    return SummaryDesk(found, found.decision, kept_out(found.decision.lot_id)) if found else None


def summaries_of(decision_id: uuid.UUID) -> Sequence[AssessmentSummary]:
    """By reference, with proposals, suppliers and members; in one query."""
    found = db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .where(AssessmentSummary.decision_id == decision_id)
        .options(
            contains_eager(AssessmentSummary.submission).options(
                joinedload(Submission.supplier), joinedload(Submission.members).joinedload(SubmissionMember.body)
            )
        )
        .order_by(Submission.reference)
    )
    return found.unique().all()


def issued_summary(actor: Actor, submission_id: uuid.UUID) -> AssessmentSummary | None:
    """The latest summary that the actor's organisation was sent about its own proposal."""
    found = db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .join(AssessmentSummary.decision)
        .where(
            AssessmentSummary.submission_id == submission_id,
            AssessmentSummary.issued_at.is_not(None),
            acts_for_team(actor),
        )
        .options(*_around())
        .order_by(AssessmentSummary.issued_at.desc())
    )
    return found.unique().first()


def outcome_of(summary: AssessmentSummary) -> DecisionOutcome | None:
    return db.session.scalar(
        select(DecisionOutcome).where(
            DecisionOutcome.decision_id == summary.decision_id,
            DecisionOutcome.submission_id == summary.submission_id,
        )
    )


def has_feedback(submission_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those among the proposals about which a summary was issued."""
    return set(
        db.session.scalars(
            select(AssessmentSummary.submission_id).where(
                AssessmentSummary.submission_id.in_(submission_ids), AssessmentSummary.issued_at.is_not(None)
            )
        )
    )


def recent_feedback(actor: Actor) -> Sequence[AssessmentSummary]:
    """Summaries to the actor's organisation whose decision may still be challenged, newest first."""
    found = db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .join(AssessmentSummary.decision)
        .where(
            AssessmentSummary.issued_at.is_not(None),
            Decision.state.in_((DecisionState.SUMMARIES_ISSUED, DecisionState.STANDSTILL, DecisionState.SUSPENDED)),
            acts_for_team(actor),
        )
        .options(
            contains_eager(AssessmentSummary.decision).joinedload(Decision.challenge),
            contains_eager(AssessmentSummary.submission),
        )
        .order_by(AssessmentSummary.issued_at.desc(), AssessmentSummary.id)
    )
    return found.unique().all()


def _one(*conditions: ColumnElement[bool]) -> AssessmentSummary | None:
    found = db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .join(AssessmentSummary.decision)
        .where(*conditions)
        .options(*_around())
        .execution_options(populate_existing=True)
    )
    return found.unique().one_or_none()


def _around() -> tuple[ORMOption, ...]:
    return (
        contains_eager(AssessmentSummary.decision).options(
            joinedload(Decision.challenge).joinedload(Challenge.council), joinedload(Decision.lot)
        ),
        contains_eager(AssessmentSummary.submission).options(
            joinedload(Submission.supplier), joinedload(Submission.members).joinedload(SubmissionMember.body)
        ),
    )
