"""How scores become an order. Pure: no clock, no database, exact arithmetic, so that anybody can do the sum again.

Decision score = weighted mean of raw scores (or of the consensus score, where the chair recorded one), on 0-100, to two
decimals. Raw scores are never adjusted: no z-scores, no correction for severe or lenient assessors.

What is published is what is compared: thresholds and ties look at the rounded figures that people read.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from challenges.states.builder import PUBLIC_SHARE_AT_MOST
from scoring.draw import draw_ticket

Key = uuid.UUID | str
OVERALL = "overall"
DRAW = "draw"


@dataclass(frozen=True)
class Criterion:
    """`weight` in percent; `threshold` on 0-100, or None."""

    key: Key
    weight: Decimal
    threshold: Decimal | None = None


@dataclass(frozen=True)
class Method:
    """What was published before anybody scored.

    `rounds` maps each round to its weight; `tie_break` names criteria in the order in which they settle a tie;
    `public_share` in percent.
    """

    criteria: Sequence[Criterion]
    rounds: Mapping[Key, Decimal]
    score_max: int
    quality_threshold: Decimal | None = None
    tie_break: Sequence[Key] = ()
    draw_seed: str = ""
    public_share: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.score_max < 1:
            raise ValueError("the scale ends below 1")
        if not self.criteria or sum(criterion.weight for criterion in self.criteria) <= 0:
            raise ValueError("criteria need weight")
        if not self.rounds or sum(self.rounds.values()) <= 0:
            raise ValueError("rounds need weight")
        if not 0 <= self.public_share <= PUBLIC_SHARE_AT_MOST:
            raise ValueError(f"the public share lies between 0 and {PUBLIC_SHARE_AT_MOST} percent")


@dataclass(frozen=True)
class RawScore:
    """What one assessor gave for one criterion in one round, on 0 to `score_max`."""

    round: Key
    criterion: Key
    score: int


@dataclass(frozen=True)
class Entry:
    """One proposal as the panel left it. `consensus` is by (round, criterion); `public_score` is on 0-100.

    `given` holds the scores, on 0 to `score_max`, that nobody gave: those of prices, worked out by formula.
    """

    key: Key
    reference: str
    scores: Sequence[RawScore]
    consensus: Mapping[tuple[Key, Key], int] = field(default_factory=dict)
    public_score: Decimal | None = None
    given: Mapping[Key, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Ranked:
    """A proposal in its place. All figures on 0-100, two decimals.

    `rank` is None for a proposal that missed a threshold or has nothing scored; `missed` names the criteria, or
    `OVERALL`. `settled_by` says what parted it from an equal decision score: "", "draw", or the criterion's key.
    `public_score` is None where the public did not vote.
    """

    key: Key
    reference: str
    rank: int | None
    score: Decimal | None
    panel_score: Decimal | None
    by_criterion: Mapping[Key, Decimal]
    missed: tuple[Key, ...] = ()
    settled_by: Key = ""
    public_score: Decimal | None = None

    @property
    def meets_thresholds(self) -> bool:
        return self.score is not None and not self.missed


def seed_from(parts: Iterable[str]) -> str:
    """A draw seed out of facts that were fixed before anybody scored and that nobody chose alone.

    `parts` are the challenge's reference and the digests of what was submitted; their order does not matter.
    """
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def rounded(value: Fraction) -> Decimal:
    """To two decimals, halves up, from the exact value."""
    hundredths = (value * 200 + 1).numerator // ((value * 200 + 1).denominator * 2)
    return (Decimal(hundredths) / 100).quantize(Decimal("0.01"))


def criterion_scores(entry: Entry, method: Method) -> dict[Key, Fraction]:
    """Per criterion the mean of the assessors (or the consensus) in each round, rounds combined, on 0-100.

    Rounds and criteria without any score are left out; the caller knows whether all assessments are in. What was
    worked out by formula counts once somebody has scored the rest: a price alone ranks nobody.
    """
    found: dict[Key, Fraction] = {}
    for criterion in method.criteria:
        if criterion.key in entry.given:
            if entry.scores or entry.consensus:
                found[criterion.key] = Fraction(entry.given[criterion.key]) * 100 / method.score_max
            continue
        weighted, weight = Fraction(0), Fraction(0)
        for round_key, round_weight in method.rounds.items():
            mean = _mean(entry, round_key, criterion.key)
            if mean is not None:
                weighted += Fraction(round_weight) * mean
                weight += Fraction(round_weight)
        if weight:
            found[criterion.key] = weighted / weight * 100 / method.score_max
    return found


def panel_score(by_criterion: Mapping[Key, Fraction], method: Method) -> Fraction | None:
    """Criteria combined by their weights, on 0-100; None when nothing is scored."""
    pairs = [(Fraction(c.weight), by_criterion[c.key]) for c in method.criteria if c.key in by_criterion]
    weight = sum((weight for weight, _ in pairs), Fraction(0))
    return sum((weight * score for weight, score in pairs), Fraction(0)) / weight if weight else None


def public_score(votes: int, voters: int) -> Decimal:
    """What the public says of a proposal, on 0-100: the share of those who voted that chose it."""
    return rounded(Fraction(votes * 100, voters)) if voters else Decimal("0.00")


def decision_score(panel: Fraction, public: Decimal | None, share: Decimal) -> Fraction:
    """(1 - s) x panel + s x public, both on 0-100.

    Raises `ValueError` when a share was published and nobody counted the public's voice.
    """
    if not share:
        return panel
    if public is None:
        raise ValueError("a public share was published, but there is no public score")
    part = Fraction(share) / 100
    return (1 - part) * panel + part * Fraction(public)


def rank(entries: Iterable[Entry], method: Method) -> list[Ranked]:
    """Everything in order: first what meets every threshold, with its rank, then the rest without one."""
    scored = [_score(entry, method) for entry in entries]
    scored.sort(key=lambda one: _order(one, method))
    placed: list[Ranked] = []
    for position, one in enumerate(scored, start=1):
        ahead = scored[position - 2] if position > 1 else None
        behind = scored[position] if position < len(scored) else None
        settled = _settled_by(one, ahead, method) or _settled_by(one, behind, method)
        placed.append(
            Ranked(
                key=one.key,
                reference=one.reference,
                rank=position if one.meets_thresholds else None,
                score=one.score,
                panel_score=one.panel_score,
                by_criterion=one.by_criterion,
                missed=one.missed,
                settled_by=settled,
                public_score=one.public_score,
            )
        )
    return placed


def spread(scores: Iterable[int]) -> int:
    """The distance between the highest and the lowest score; 0 for fewer than two."""
    given = list(scores)
    return max(given) - min(given) if given else 0


def wide_spreads(scores: Iterable[RawScore], limit: int) -> dict[tuple[Key, Key], int]:
    """By (round, criterion), each spread above the published limit."""
    together: dict[tuple[Key, Key], list[int]] = {}
    for one in scores:
        together.setdefault((one.round, one.criterion), []).append(one.score)
    return {place: spread(given) for place, given in together.items() if spread(given) > limit}


def drawn_groups(ranked: Iterable[Ranked], method: Method) -> list[list[str]]:
    """References that nothing but the draw parted: each group of equals in the order in which it was drawn."""
    groups: dict[tuple[Decimal | None, ...], list[str]] = {}
    for one in ranked:
        if one.rank is not None:
            groups.setdefault((one.score, *(one.by_criterion.get(key) for key in method.tie_break)), []).append(
                one.reference
            )
    return [group for group in groups.values() if len(group) > 1]


def suggest(ranked: Sequence[Ranked], *, awards: int, reserves: int) -> dict[Key, str]:
    """The outcome that follows from the order alone: recommended, reserve or not_selected."""
    outcomes: dict[Key, str] = {}
    for one in ranked:
        if one.rank is None or one.rank > awards + reserves:
            outcomes[one.key] = "not_selected"
        else:
            outcomes[one.key] = "recommended" if one.rank <= awards else "reserve"
    return outcomes


def _mean(entry: Entry, round_key: Key, criterion_key: Key) -> Fraction | None:
    agreed = entry.consensus.get((round_key, criterion_key))
    if agreed is not None:
        return Fraction(agreed)
    given = [one.score for one in entry.scores if (one.round, one.criterion) == (round_key, criterion_key)]
    return Fraction(sum(given), len(given)) if given else None


def _score(entry: Entry, method: Method) -> Ranked:
    exact = criterion_scores(entry, method)
    panel = panel_score(exact, method)
    by_criterion = {key: rounded(value) for key, value in exact.items()}
    if panel is None:
        return Ranked(entry.key, entry.reference, None, None, None, by_criterion, public_score=entry.public_score)
    score = rounded(decision_score(panel, entry.public_score, method.public_share))
    missed: list[Key] = [
        criterion.key
        for criterion in method.criteria
        if criterion.threshold is not None and by_criterion.get(criterion.key, Decimal(0)) < criterion.threshold
    ]
    if method.quality_threshold is not None and rounded(panel) < method.quality_threshold:
        missed.append(OVERALL)
    return Ranked(
        entry.key,
        entry.reference,
        None,
        score,
        rounded(panel),
        by_criterion,
        tuple(missed),
        public_score=entry.public_score,
    )


def _order(one: Ranked, method: Method) -> tuple[bool, Decimal, list[Decimal], str]:
    return (
        not one.meets_thresholds,
        -(one.score if one.score is not None else Decimal(-1)),
        [-one.by_criterion.get(key, Decimal(0)) for key in method.tie_break],
        draw_ticket(method.draw_seed, one.reference),
    )


def _settled_by(one: Ranked, other: Ranked | None, method: Method) -> Key:
    if other is None or not (one.meets_thresholds and other.meets_thresholds) or one.score != other.score:
        return ""
    for key in method.tie_break:
        if one.by_criterion.get(key) != other.by_criterion.get(key):
            return key
    return DRAW
