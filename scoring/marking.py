"""What assessors gave, as columns, a round at a time; and what the statistics say of the rounds, combined. Pure."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from scoring.statistics import Floats, Marks, Whole


class Scored(Protocol):
    """An assessment: whose, of what, in which round, and pairs of criterion and score."""

    @property
    def submission_id(self) -> uuid.UUID: ...

    @property
    def seat_id(self) -> uuid.UUID: ...

    @property
    def round_id(self) -> uuid.UUID: ...

    @property
    def scores(self) -> Iterable[Any]: ...


@dataclass(frozen=True)
class Marking:
    """A row for each assessment. `scores` has a column for each criterion, NaN where nothing was given."""

    submissions: Sequence[uuid.UUID]
    seats: Sequence[uuid.UUID]
    rounds: Sequence[uuid.UUID]
    scores: Floats


@dataclass(frozen=True)
class Panelled:
    """Totals with whose they are: `keys` by number of the proposal, `seats` by number of the assessor."""

    marks: Marks
    keys: Sequence[uuid.UUID]
    seats: Sequence[uuid.UUID]


@dataclass(frozen=True)
class Estimate:
    """A score on 0-100 and its standard error."""

    score: float
    error: float


def marking(assessments: Sequence[Scored], criteria: Sequence[Any]) -> Marking:
    """`criteria` are the keys of the columns."""
    column = {key: place for place, key in enumerate(criteria)}
    scores = np.full((len(assessments), len(criteria)), np.nan)
    for row, one in enumerate(assessments):
        for criterion, score in one.scores:
            if criterion in column:
                scores[row, column[criterion]] = score
    return Marking(
        submissions=[one.submission_id for one in assessments],
        seats=[one.seat_id for one in assessments],
        rounds=[one.round_id for one in assessments],
        scores=scores,
    )


def in_round(found: Marking, round_id: uuid.UUID, weights: Mapping[int, float], score_max: int) -> Panelled:
    """What each assessor gave each proposal in this round, on 0-100: the criteria combined, over what they scored.

    `weights` by number of the criterion. Consensus scores and prices are nobody's own, and left out.
    """
    rows = np.array([row for row, key in enumerate(found.rounds) if key == round_id], dtype=np.int64)
    scores = found.scores[rows]
    weight = np.array([weights.get(place, 0.0) for place in range(scores.shape[1])]) * ~np.isnan(scores)
    total = weight.sum(axis=1)
    rows, scores, weight, total = rows[total > 0], scores[total > 0], weight[total > 0], total[total > 0]
    proposals, keys = _numbered([found.submissions[row] for row in rows])
    people, seats = _numbered([found.seats[row] for row in rows])
    given = np.nansum(scores * weight, axis=1) / total * 100 / score_max
    return Panelled(Marks(proposals, people, given), keys, seats)


def combined(
    rounds: Sequence[tuple[float, Sequence[uuid.UUID], Mapping[uuid.UUID, Estimate] | None]],
) -> dict[uuid.UUID, Estimate]:
    """By proposal, the rounds in which it was scored, by their weights.

    For each round its weight, what was scored in it, and what is estimated, None where nothing can be. A proposal with
    a round of which nothing can be estimated has no estimate. What one round gets wrong about a proposal another may
    get wrong as well, so the errors are added up as if they always did: the widest that they can be.
    """
    parts: dict[uuid.UUID, list[tuple[float, Estimate | None]]] = {}
    for weight, keys, estimates in rounds:
        for key in keys:
            parts.setdefault(key, []).append((weight, None if estimates is None else estimates[key]))
    found = {}
    for key, of_rounds in parts.items():
        known = [(weight, one) for weight, one in of_rounds if one is not None]
        if len(known) == len(of_rounds):
            whole = sum(weight for weight, _ in known)
            found[key] = Estimate(
                score=sum(weight * one.score for weight, one in known) / whole,
                error=sum(weight * one.error for weight, one in known) / whole,
            )
    return found


def _numbered(keys: Sequence[uuid.UUID]) -> tuple[Whole, list[uuid.UUID]]:
    """Each key's number, counted from 0 in the order in which they come, and the keys by number."""
    numbers: dict[uuid.UUID, int] = {}
    places = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
    return places, list(numbers)
