"""How an assessor reads the scale: against what was agreed about a sample, and beside the others of a panel. Pure.

A difference of one assessor on one sample says little: it is for talking about, and never changes a score.
"""

import enum
import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Given:
    """What one assessor gave the sample, by criterion."""

    name: str
    scores: Mapping[uuid.UUID, int]


@dataclass(frozen=True)
class Line:
    """One criterion: what it deserves, what each score was given how often, and the mean of all."""

    criterion_id: uuid.UUID
    agreed: int
    counts: Mapping[int, int]
    mean: Decimal | None


@dataclass(frozen=True)
class Reading:
    """How far one assessor is from what was agreed: `above` is the mean difference, in points of the scale."""

    name: str
    above: Decimal
    exact: int
    of: int


def lines(agreed: Mapping[uuid.UUID, int], given: Sequence[Given]) -> list[Line]:
    """In the order of `agreed`."""
    found = []
    for criterion_id, score in agreed.items():
        scores = [one.scores[criterion_id] for one in given if criterion_id in one.scores]
        counts = {value: scores.count(value) for value in sorted(set(scores))}
        mean = _tenths(Decimal(sum(scores)) / len(scores)) if scores else None
        found.append(Line(criterion_id, score, counts, mean))
    return found


def readings(agreed: Mapping[uuid.UUID, int], given: Sequence[Given]) -> list[Reading]:
    """Whoever is furthest from what was agreed comes first."""
    found = []
    for one in given:
        differences = [one.scores[key] - score for key, score in agreed.items() if key in one.scores]
        if differences:
            above = _tenths(Decimal(sum(differences)) / len(differences))
            found.append(Reading(one.name, above, differences.count(0), len(differences)))
    return sorted(found, key=lambda reading: (-abs(reading.above), reading.name))


# Points of 100 up to which a difference is called little, and proposals below which nothing is said.
LITTLE = 5.0
AT_LEAST = 3


class Manner(enum.Enum):
    """How somebody scored beside the others, as far as their scores tell."""

    TOO_FEW = "too_few"
    UNSURE = "unsure"
    ALIKE = "alike"
    LESS = "less"
    A_LITTLE_LESS = "a_little_less"
    MORE = "more"
    A_LITTLE_MORE = "a_little_more"


@dataclass(frozen=True)
class Beside:
    """How one assessor scored beside the others, in points of 100: in a round, on a panel, or in all.

    `above` is the plain mean difference over the `met` proposals that somebody else has scored too. `offset` is what
    the statistics estimate, with its 90 % interval; None where there is no estimate.
    """

    above: float
    met: int
    offset: float | None = None
    low: float | None = None
    high: float | None = None


def together(parts: Sequence[Beside]) -> Beside | None:
    """Several in one, by how many proposals each is about; estimates of different panels know nothing of each other."""
    met = sum(one.met for one in parts)
    if not met:
        return None
    above = sum(one.above * one.met for one in parts) / met
    known = [
        (one.met, one.offset, one.high - one.low)
        for one in parts
        if one.offset is not None and one.low is not None and one.high is not None
    ]
    if not known:
        return Beside(above, met)
    weight = sum(count for count, _, _ in known)
    offset = sum(count * value for count, value, _ in known) / weight
    reach = math.sqrt(sum((count * width / 2) ** 2 for count, _, width in known)) / weight
    return Beside(above, met, offset, offset - reach, offset + reach)


def manner(found: Beside) -> Manner:
    """In a word; of what may as well be chance it says so."""
    if found.offset is None or found.low is None or found.high is None or found.met < AT_LEAST:
        return Manner.TOO_FEW
    if found.low > 0:
        return Manner.MORE if found.offset >= LITTLE else Manner.A_LITTLE_MORE
    if found.high < 0:
        return Manner.LESS if found.offset <= -LITTLE else Manner.A_LITTLE_LESS
    return Manner.ALIKE if found.low >= -LITTLE and found.high <= LITTLE else Manner.UNSURE


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))
