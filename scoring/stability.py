"""How much the order hangs on single assessors: the ranking worked out again without each of them in turn. Pure.

The same rules as `scoring.ranking` (rounds, weights, consensus, thresholds, order of ties, draw, funding line), in
floats and for all proposals at once. `tests/unit/scoring/test_stability.py` holds the two against each other.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from scoring.draw import draw_ticket
from scoring.funding import Budget
from scoring.ranking import Entry, Key, Method

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
# Halves are rounded up; this much below a half is a half that floats could not hold.
_HAIR = 1e-7


@dataclass(frozen=True)
class Sheet:
    """All scores as columns: `scores[k]` by `assessors[k]` for (`proposals[k]`, `rounds[k]`, `criteria[k]`).

    All count from 0. `agreed` has what the panel agreed on and `given` what follows from a price, NaN elsewhere.
    `public` is what the public gave each proposal, on 0-100.
    """

    method: Method
    keys: tuple[Key, ...]
    assessors: Whole
    proposals: Whole
    rounds: Whole
    criteria: Whole
    scores: Floats
    agreed: Floats
    given: Floats
    drawn: Whole
    budget: Budget
    assessor_keys: tuple[Key, ...] = ()
    costs: Floats = field(default_factory=lambda: np.zeros(0))
    public: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True)
class Stability:
    """By proposal, in how many of `of` rankings, each without one assessor, it is above the funding line."""

    above: Whole
    of: int


def sheet(entries: list[Entry], seats: list[list[Key]], method: Method, budget: Budget) -> Sheet:
    """`seats[i]` names who gave each of `entries[i].scores`."""
    rounds = {key: place for place, key in enumerate(method.rounds)}
    criteria = {one.key: place for place, one in enumerate(method.criteria)}
    people: dict[Key, int] = {}
    columns: list[tuple[int, int, int, int, int]] = []
    agreed = np.full((len(entries), len(rounds), len(criteria)), np.nan)
    given = np.full((len(entries), len(criteria)), np.nan)
    for place, entry in enumerate(entries):
        for one, seat in zip(entry.scores, seats[place], strict=True):
            if one.round in rounds and one.criterion in criteria:
                person = people.setdefault(seat, len(people))
                columns.append((person, place, rounds[one.round], criteria[one.criterion], one.score))
        for (in_round, criterion), score in entry.consensus.items():
            if in_round in rounds and criterion in criteria:
                agreed[place, rounds[in_round], criteria[criterion]] = score
        for criterion, worth in entry.given.items():
            given[place, criteria[criterion]] = float(worth)
    table = np.array(columns, dtype=np.int64).reshape(-1, 5)
    tickets = [draw_ticket(method.draw_seed, entry.reference) for entry in entries]
    return Sheet(
        method=method,
        keys=tuple(entry.key for entry in entries),
        assessors=table[:, 0],
        proposals=table[:, 1],
        rounds=table[:, 2],
        criteria=table[:, 3],
        scores=table[:, 4].astype(float),
        agreed=agreed,
        given=given,
        drawn=np.argsort(np.argsort(np.array(tickets, dtype=str))) if tickets else np.zeros(0, dtype=np.int64),
        budget=budget,
        assessor_keys=tuple(people),
        costs=np.array([_cost(budget.asked.get(entry.key)) for entry in entries]),
        public=np.array([float(entry.public_score or 0) for entry in entries]),
    )


def above_line(found: Sheet, *, without: int | None = None) -> NDArray[np.bool_]:
    """Which proposals are above the funding line, with everybody's scores or without those of one assessor."""
    kept = slice(None) if without is None else found.assessors != without
    order, passes = _order(found, _by_criterion(found, kept))
    places = _places(found, order[: int(passes.sum())])
    above = np.zeros(len(found.keys), dtype=bool)
    above[order[:places]] = True
    return above


def stability(found: Sheet) -> Stability:
    """Leaves out each assessor once. What nobody else has scored is then above no line."""
    people = len(found.assessor_keys)
    above = np.zeros(len(found.keys), dtype=np.int64)
    for person in range(people):
        above += above_line(found, without=person)
    return Stability(above=above, of=people)


def _by_criterion(found: Sheet, kept: slice | NDArray[np.bool_]) -> Floats:
    """On 0-100, NaN where nothing is scored."""
    shape = found.agreed.shape
    cells = np.ravel_multi_index((found.proposals[kept], found.rounds[kept], found.criteria[kept]), shape)
    size = found.agreed.size
    count = np.bincount(cells, minlength=size).reshape(shape)
    total = np.bincount(cells, weights=found.scores[kept], minlength=size).reshape(shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(np.isnan(found.agreed), total / count, found.agreed)
        weight = np.array([float(one) for one in found.method.rounds.values()])[None, :, None] * ~np.isnan(mean)
        combined = np.nansum(mean * weight, axis=1) / weight.sum(axis=1)
    somebody = (count.sum(axis=(1, 2)) > 0) | ~np.isnan(found.agreed).all(axis=(1, 2))
    priced = ~np.isnan(found.given)
    combined = np.where(priced, np.where(somebody[:, None], found.given, np.nan), combined)
    return np.asarray(combined * 100 / found.method.score_max)


def _order(found: Sheet, by_criterion: Floats) -> tuple[Whole, NDArray[np.bool_]]:
    """The places of the proposals, best first, and which of them meet every threshold."""
    method = found.method
    weights = np.array([float(one.weight) for one in method.criteria]) * ~np.isnan(by_criterion)
    with np.errstate(invalid="ignore", divide="ignore"):
        exact = np.nansum(by_criterion * weights, axis=1) / weights.sum(axis=1)
    share = float(method.public_share) / 100
    panel, score = _hundredths(exact), _hundredths((1 - share) * exact + share * found.public)
    rounded = np.nan_to_num(_hundredths(by_criterion), nan=0.0)
    passes = ~np.isnan(panel)
    for place, one in enumerate(method.criteria):
        if one.threshold is not None:
            passes &= rounded[:, place] >= float(one.threshold) * 100
    if method.quality_threshold is not None:
        passes &= np.nan_to_num(panel, nan=-1.0) >= float(method.quality_threshold) * 100
    places = {one.key: place for place, one in enumerate(method.criteria)}
    keys = [found.drawn, *(-rounded[:, places[key]] for key in reversed(method.tie_break))]
    return np.lexsort([*keys, -np.nan_to_num(score, nan=-100.0), ~passes]), passes


def _places(found: Sheet, passed: Whole) -> int:
    """How many of those that passed, in their order, are above the line."""
    budget, costs = found.budget, found.costs[passed]
    most = min(budget.awards, len(passed))
    if budget.pot is None or not len(passed) or np.isnan(costs).any():
        return most
    reached = np.cumsum(costs) <= float(budget.pot) + _HAIR
    return min(most, int(np.argmin(reached)) if not reached.all() else len(passed))


def _hundredths(values: Floats) -> Floats:
    """Halves up, as whole numbers."""
    return np.asarray(np.floor(values * 100 + 0.5 + _HAIR))


def _cost(asked: Decimal | None) -> float:
    return float("nan") if asked is None else float(asked)
