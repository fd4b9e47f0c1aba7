"""What the jobs read that put summaries together and send them: a batch at a time, however many there are."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select, union
from sqlalchemy.orm import contains_eager, joinedload

from accounts.models import Supplier, SupplierProfile
from challenges.models import Challenge
from core.database import db
from scoring.models import (
    Assessment,
    AssessmentSummary,
    ConsensusScore,
    Decision,
    DecisionOutcome,
    PanelSeat,
    Score,
)
from scoring.states import HANDED_IN, ProposalOutcome
from submissions.models import Submission, SubmissionMember

# For a proposal and a criterion: what the panel agreed on, and what the assessors gave, each once.
Reasons = dict[tuple[uuid.UUID, uuid.UUID], tuple[list[str], list[str]]]
_CHOSEN = (ProposalOutcome.RECOMMENDED, ProposalOutcome.SHORTLISTED)


def hold_decision(decision_id: uuid.UUID) -> None:
    """For this transaction: two people, or a person and a job, cannot move it at once."""
    db.session.scalar(select(Decision.id).where(Decision.id == decision_id).with_for_update())


def decision_told_of(decision_id: uuid.UUID) -> Decision | None:
    """With its challenge and council, and without its proposals."""
    return db.session.scalar(
        select(Decision)
        .where(Decision.id == decision_id)
        .options(joinedload(Decision.challenge).joinedload(Challenge.council))
        .execution_options(populate_existing=True)
    )


def without_summary(decision_id: uuid.UUID, *, limit: int) -> Sequence[uuid.UUID]:
    """Proposals of a decision whose summary is not put together yet, in the order of the ranking."""
    there = select(AssessmentSummary.submission_id).where(AssessmentSummary.decision_id == decision_id)
    return db.session.scalars(
        select(DecisionOutcome.submission_id)
        .where(DecisionOutcome.decision_id == decision_id, DecisionOutcome.submission_id.not_in(there))
        .order_by(DecisionOutcome.position)
        .limit(limit)
    ).all()


def best_chosen(decision_id: uuid.UUID) -> uuid.UUID | None:
    """The proposal that is compared with: the best of those chosen. A decision is about one lot, and so is this."""
    return db.session.scalar(
        select(DecisionOutcome.submission_id)
        .where(DecisionOutcome.decision_id == decision_id, DecisionOutcome.outcome.in_(_CHOSEN))
        .order_by(DecisionOutcome.position)
        .limit(1)
    )


def reasons_about(submission_ids: Collection[uuid.UUID]) -> Reasons:
    """What was written about these proposals, in two queries; who wrote it is not among it."""
    found: Reasons = {}
    agreed = db.session.execute(
        select(ConsensusScore.submission_id, ConsensusScore.criterion_id, ConsensusScore.reason)
        .where(ConsensusScore.submission_id.in_(submission_ids), ConsensusScore.superseded_at.is_(None))
        .order_by(ConsensusScore.id)
    )
    given = db.session.execute(
        select(Assessment.submission_id, Score.criterion_id, Score.reason)
        .join(Score.assessment)
        .where(Assessment.submission_id.in_(submission_ids), Assessment.state.in_(HANDED_IN))
    )
    for kind, rows in enumerate((agreed, given)):
        for submission_id, criterion_id, words in rows:
            if words.strip():
                found.setdefault((submission_id, criterion_id), ([], []))[kind].append(words.strip())
    return found


def bidder_names(decision_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID, str]]:
    """Proposal, organisation and its name, for all bidders of a decision and the members of their consortia.

    Those that are known by another name are there twice.
    """
    of_decision = select(DecisionOutcome.submission_id).where(DecisionOutcome.decision_id == decision_id)
    behind = union(
        select(Submission.id, Submission.supplier_id.label("body_id")).where(Submission.id.in_(of_decision)),
        select(SubmissionMember.submission_id, SubmissionMember.body_id).where(
            SubmissionMember.submission_id.in_(of_decision)
        ),
    ).subquery()
    also = SupplierProfile.trading_name
    rows = db.session.execute(
        union(
            select(behind.c.id, Supplier.id, Supplier.name).join(behind, behind.c.body_id == Supplier.id),
            select(behind.c.id, SupplierProfile.supplier_id, also)
            .join(behind, behind.c.body_id == SupplierProfile.supplier_id)
            .where(also != ""),
        )
    )
    return [(row[0], row[1], row[2]) for row in rows]


def assessor_names(decision_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Seat and name of everybody who is or was on the panel."""
    rows = db.session.execute(
        select(PanelSeat.id, PanelSeat.name)
        .join(Decision, Decision.panel_id == PanelSeat.panel_id)
        .where(Decision.id == decision_id)
    )
    return [(row[0], row[1]) for row in rows]


def contents_to_send(decision_id: uuid.UUID) -> Iterator[tuple[uuid.UUID, uuid.UUID, dict[str, Any]]]:
    """Summary, proposal and words of all that are not sent, read some at a time."""
    rows = db.session.execute(
        select(AssessmentSummary.id, AssessmentSummary.submission_id, AssessmentSummary.content)
        .where(AssessmentSummary.decision_id == decision_id, AssessmentSummary.issued_at.is_(None))
        .order_by(AssessmentSummary.id)
        .execution_options(yield_per=200)
    )
    for row in rows:
        yield row[0], row[1], row[2]


def references_of(summary_ids: Collection[uuid.UUID]) -> Sequence[str]:
    return db.session.scalars(
        select(Submission.reference)
        .join(AssessmentSummary, AssessmentSummary.submission_id == Submission.id)
        .where(AssessmentSummary.id.in_(summary_ids))
        .order_by(Submission.reference)
    ).all()


def next_to_send(decision_id: uuid.UUID, *, limit: int) -> Sequence[AssessmentSummary]:
    """Held for this transaction."""
    return db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .where(AssessmentSummary.decision_id == decision_id, AssessmentSummary.issued_at.is_(None))
        .options(contains_eager(AssessmentSummary.submission))
        .order_by(Submission.reference)
        .limit(limit)
        .with_for_update(of=AssessmentSummary)
        .execution_options(populate_existing=True)
    ).all()


def hold_summary(summary: AssessmentSummary) -> None:
    """Keep it for this transaction, as it is now."""
    db.session.flush()
    db.session.refresh(
        summary,
        attribute_names=["content", "version", "issued_at", "edited_at"],
        with_for_update={"of": AssessmentSummary},
    )


def bidders_in(decision_id: uuid.UUID) -> int:
    return db.session.scalar(select(func.count()).where(DecisionOutcome.decision_id == decision_id)) or 0


def bidders_to_tell(decision_id: uuid.UUID, *, states: Collection[str], after: str, limit: int) -> Sequence[Submission]:
    """The next proposals of a decision after a reference; those in one of `states`, if there are any."""
    query = (
        select(Submission)
        .join(DecisionOutcome, DecisionOutcome.submission_id == Submission.id)
        .where(DecisionOutcome.decision_id == decision_id, Submission.reference > after)
        .order_by(Submission.reference)
        .limit(limit)
    )
    return db.session.scalars(query.where(Submission.state.in_(states)) if states else query).all()
