"""What the assessors of a panel gave, without a row of the mapper for each score.

A panel may have ten thousand proposals and a hundred and fifty thousand scores: columns are read, not entities.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import aggregate_order_by, array_agg

from core.database import db
from scoring import ranking
from scoring.models import Assessment, Panel, Score
from scoring.states import AssessmentState


class Given(NamedTuple):
    criterion_id: uuid.UUID
    score: int


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What one assessor gave one proposal in one round; counted or not is for `state` to say."""

    id: uuid.UUID
    submission_id: uuid.UUID
    round_id: uuid.UUID
    seat_id: uuid.UUID
    state: AssessmentState
    scores: tuple[Given, ...]


class Scored(Protocol):
    """An assessment, as an entity or as facts."""

    @property
    def round_id(self) -> Any: ...

    @property
    def scores(self) -> Any: ...


def raw_scores(assessments: Iterable[Scored]) -> list[ranking.RawScore]:
    return [
        ranking.RawScore(round=one.round_id, criterion=score.criterion_id, score=score.score)
        for one in assessments
        for score in one.scores
        if score.score is not None
    ]


def assessments_given(panel: Panel) -> list[AssessmentFacts]:
    """All that are not recused, by proposal; what is not handed in is among them."""
    given = [array_agg(aggregate_order_by(column, Score.criterion_id)) for column in (Score.criterion_id, Score.score)]
    rows = db.session.execute(
        select(
            Assessment.id, Assessment.submission_id, Assessment.round_id, Assessment.seat_id, Assessment.state, *given
        )
        .outerjoin(Score, (Score.assessment_id == Assessment.id) & Score.score.is_not(None))
        .where(Assessment.round_id.in_([one.id for one in panel.rounds]), Assessment.state != AssessmentState.RECUSED)
        .group_by(Assessment.id)
        .order_by(Assessment.submission_id, Assessment.id)
    )
    # The same few ids come again and again: one object for each.
    named: list[Any] = [*panel.lot.criteria, *panel.rounds, *panel.seats]
    one_of: dict[Any, uuid.UUID] = {key: key for key in (one.id for one in named)}
    return [
        AssessmentFacts(
            id=row[0],
            submission_id=row[1],
            round_id=one_of[row[2]],
            seat_id=one_of[row[3]],
            state=row[4],
            scores=tuple(
                Given(one_of.get(criterion, criterion), score)
                for criterion, score in zip(row[5], row[6], strict=True)
                if criterion is not None
            ),
        )
        for row in rows
    ]
