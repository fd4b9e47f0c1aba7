"""How an assessor reads the scale, against what was agreed about a sample. Pure.

A difference of one assessor on one sample says little: it is for talking about, and never changes a score.
"""

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


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))
