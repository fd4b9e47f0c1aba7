"""What the prices of a lot's proposals come to, for the criteria that nobody scores."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from challenges.models import Criterion, Question
from challenges.states.challenge import PRICED
from core.database import db
from scoring import ranking
from scoring.models import Panel
from scoring.pricing import price_scores
from submissions.kinds import price_in
from submissions.queries.content import answers_to


@dataclass(frozen=True)
class PricedCriterion:
    """A criterion that nobody scores: the price of each proposal, and the score that follows from it by the formula.

    `prices` and `scores` by submission; scores on 0 to the highest of the scale.
    """

    criterion: Criterion
    question: Question
    prices: dict[ranking.Key, Decimal | None]
    scores: dict[ranking.Key, Decimal]

    @property
    def lowest(self) -> Decimal | None:
        return min((price for price in self.prices.values() if price), default=None)


def prices_of(panel: Panel, submissions: Collection[uuid.UUID]) -> list[PricedCriterion]:
    """For each criterion with a formula, from the answers to the question that is scored on it."""
    formulas = {criterion.id: criterion for criterion in panel.lot.criteria if criterion.price_formula is not None}
    if not formulas:
        return []
    questions = db.session.scalars(
        select(Question).where(Question.criterion_id.in_(formulas), Question.kind.in_(PRICED)).order_by(Question.number)
    ).all()
    return [_priced(formulas[one.criterion_id], one, panel, submissions) for one in questions if one.criterion_id]


def _priced(
    criterion: Criterion, question: Question, panel: Panel, submissions: Collection[uuid.UUID]
) -> PricedCriterion:
    words = answers_to(submissions, question.number)
    prices: dict[ranking.Key, Decimal | None] = {
        key: price_in(question.kind, words.get(key, "")) for key in submissions
    }
    assert criterion.price_formula is not None  # noqa: S101 - asked for by whoever calls
    scores = price_scores(prices, formula=criterion.price_formula, score_max=panel.challenge.score_max)
    return PricedCriterion(criterion=criterion, question=question, prices=prices, scores=scores)
