"""What the prices of a lot's proposals come to, for the criteria that nobody scores."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from challenges.models import Criterion, Question
from challenges.queries.challenge import asked_in
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

    `prices` and `scores` by submission, over all that are compared: whoever a shortlist leaves out is among them, so
    that the lowest price stays the lowest (docs/adr/0020-the-lowest-price.md). Scores on 0 to the highest of the scale.
    """

    criterion: Criterion
    question: Question
    prices: dict[ranking.Key, Decimal | None]
    scores: dict[ranking.Key, Decimal]

    @property
    def lowest(self) -> Decimal | None:
        return min((price for price in self.prices.values() if price), default=None)


def questions_about_money(panel: Panel) -> Sequence[Question]:
    """Those that bidders for the panel's lot answer, by number."""
    return db.session.scalars(
        select(Question)
        .where(Question.challenge_id == panel.challenge_id, Question.kind.in_(PRICED), asked_in(panel.lot_id))
        .order_by(Question.number)
    ).all()


def prices_of(panel: Panel, asked: Sequence[Question], compared: Collection[uuid.UUID]) -> list[PricedCriterion]:
    """For each criterion with a formula, from the answers to the question (of those `asked`) that is scored on it.

    `compared` are all bids of the lot that were found eligible and are still in the race.
    """
    formulas = {criterion.id: criterion for criterion in panel.lot.criteria if criterion.price_formula is not None}
    return [_priced(formulas[one.criterion_id], one, panel, compared) for one in asked if one.criterion_id in formulas]


def amounts_asked(
    asked: Sequence[Question],
    prices: Sequence[PricedCriterion],
    submissions: Collection[uuid.UUID],
    *,
    vat_included: bool,
) -> dict[uuid.UUID, Decimal | None]:
    """What an award to each would cost: the price that is scored, or else the answer to the only question about money.

    Nothing where there is no such question, or where it says otherwise whether VAT is in than `vat_included` does.
    """
    if len(prices) == 1:
        question, known = prices[0].question, prices[0].prices
        return {key: known.get(key) for key in submissions} if _same_vat(question, vat_included) else {}
    if prices or len(asked) != 1 or not _same_vat(asked[0], vat_included):
        return {}
    words = answers_to(submissions, asked[0].number)
    return {key: price_in(asked[0].kind, words.get(key, "")) for key in submissions}


def _same_vat(question: Question, vat_included: bool) -> bool:
    return question.vat_included in (None, vat_included)


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
