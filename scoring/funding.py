"""Where the funding line lies in a ranking: from the number of awards, and from the money where there is any. Pure.

Proposals are taken in their order. The line is drawn before the first one that misses a threshold, that is one too
many, or that the money no longer reaches for. Nobody further down is moved up because they ask for less.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.ranking import Key, Ranked


class DrawnBy(enum.Enum):
    """What ended the list above the line."""

    AWARDS = "awards"
    MONEY = "money"
    THRESHOLDS = "thresholds"


@dataclass(frozen=True)
class Budget:
    """What can be given: at most `awards`, out of `pot` where the money is known.

    `asked` by proposal is what an award to it would cost, or None where that cannot be told: then the number decides.
    """

    awards: int
    pot: Decimal | None = None
    asked: Mapping[Key, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True)
class FundingLine:
    """`places` proposals are above it. `used` of `pot` goes to them; both None where the money is not known."""

    places: int
    drawn_by: DrawnBy
    awards: int
    pot: Decimal | None = None
    used: Decimal | None = None


def funding_line(ranked: Sequence[Ranked], budget: Budget) -> FundingLine:
    """The line below the best that can be paid for. `ranked` in its order."""
    passed = [one for one in ranked if one.rank is not None]
    costs = [budget.asked.get(one.key) for one in passed]
    known = budget.pot is not None and bool(costs) and None not in costs
    used, places = Decimal(0), 0
    drawn_by = DrawnBy.THRESHOLDS
    for cost in costs:
        if places == budget.awards:
            drawn_by = DrawnBy.AWARDS
            break
        if known and used + (cost or 0) > (budget.pot or 0):
            drawn_by = DrawnBy.MONEY
            break
        used += (cost or 0) if known else 0
        places += 1
    return FundingLine(
        places=places,
        drawn_by=drawn_by,
        awards=budget.awards,
        pot=budget.pot if known else None,
        used=used if known else None,
    )
