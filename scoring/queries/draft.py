"""An assessment while it is being written: for the saves, which come often and must be quick."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from challenges.models import Challenge, Criterion
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from scoring.models import Assessment, Panel, Score
from scoring.queries.assessment import own_assessments, with_context
from scoring.states import HANDED_IN, AssessmentState


@dataclass(frozen=True)
class Draft:
    """One's own assessment with the criteria that it is about; its scores are not read."""

    assessment: Assessment
    criteria: Sequence[Criterion]


def own_draft(actor: Actor, assessment_id: uuid.UUID) -> Draft | None:
    """As `own_assessment`, in one query, for who sends a single field."""
    rows = db.session.execute(
        own_assessments(actor)
        .join(Criterion, (Criterion.lot_id == Panel.lot_id) & Criterion.price_formula.is_(None))
        .add_columns(Criterion)
        .where(Assessment.id == assessment_id)
        .options(*with_context())
        .order_by(Criterion.number)
    ).all()
    return Draft(rows[0][0], [row[1] for row in rows]) if rows else None


@dataclass(frozen=True)
class Held:
    """What a save has to know, as it stands now that nobody else can change it."""

    state: AssessmentState
    version: int
    challenge_state: ChallengeState
    score_max: int
    criterion_ids: frozenset[uuid.UUID]


def held_draft(actor: Actor, assessment_id: uuid.UUID) -> Held | None:
    """Lock the assessment until the end of the transaction; nothing when it is not open to the actor. One query."""
    criteria = select(Criterion.id).where(Criterion.lot_id == Panel.lot_id, Criterion.price_formula.is_(None))
    row = db.session.execute(
        own_assessments(actor)
        .with_only_columns(
            Assessment.state,
            Assessment.version,
            Challenge.state,
            Challenge.score_max,
            func.array(criteria.scalar_subquery()),
        )
        .where(Assessment.id == assessment_id)
        .with_for_update(of=Assessment)
    ).one_or_none()
    return Held(row[0], row[1], row[2], row[3], frozenset(row[4])) if row is not None else None


def written_in(assessment_id: uuid.UUID) -> dict[uuid.UUID, tuple[int | None, str]]:
    """Score and reason by criterion, as they are saved now."""
    rows = db.session.execute(
        select(Score.criterion_id, Score.score, Score.reason).where(Score.assessment_id == assessment_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def current_version(assessment_id: uuid.UUID) -> int:
    return db.session.scalar(select(Assessment.version).where(Assessment.id == assessment_id)) or 0


@dataclass(frozen=True)
class Place:
    """Where an assessment stands among those of the same seat and round, in the order of their codes."""

    before: uuid.UUID | None
    after: uuid.UUID | None
    handed_in: int
    total: int


def place_of(actor: Actor, assessment: Assessment) -> Place:
    """In one query."""
    rows = db.session.execute(
        own_assessments(actor)
        .with_only_columns(Assessment.id, Assessment.state)
        .where(Assessment.seat_id == assessment.seat_id, Assessment.round_id == assessment.round_id)
        .order_by(Assessment.code)
    ).all()
    at = [row.id for row in rows].index(assessment.id)
    return Place(
        before=rows[at - 1].id if at else None,
        after=rows[at + 1].id if at + 1 < len(rows) else None,
        handed_in=sum(1 for row in rows if row.state in HANDED_IN),
        total=len(rows),
    )
