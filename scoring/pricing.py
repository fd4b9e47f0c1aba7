"""How a price becomes a score, by the formula that was published before anybody proposed. Pure and exact.

The lowest price among those that are compared gets the highest score of the scale. Scores have two decimals, halves up.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from challenges.states import PriceFormula
from scoring.ranking import Key, rounded


def price_scores(prices: Mapping[Key, Decimal | None], *, formula: PriceFormula, score_max: int) -> dict[Key, Decimal]:
    """The score of each price, on 0 to `score_max`. What has no price above 0 gets 0, and is compared with nothing."""
    known = {key: Fraction(price) for key, price in prices.items() if price is not None and price > 0}
    lowest = min(known.values(), default=Fraction(0))
    return {
        key: rounded(_part(known[key], lowest, formula) * score_max) if key in known else Decimal("0.00")
        for key in prices
    }


def _part(price: Fraction, lowest: Fraction, formula: PriceFormula) -> Fraction:
    """How much of the highest score this price gets, from 0 to 1."""
    if formula is PriceFormula.PROPORTIONAL:
        return lowest / price
    return max(Fraction(0), 1 - (price - lowest) / lowest)
