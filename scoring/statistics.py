"""What a panel's scores say about the panel. Advisory: nothing here ever changes a decision score. Pure.

    y_ij = mean + quality_i + severity_j + noise_ij

with crossed random effects for proposals and assessors, fitted by restricted maximum likelihood (REML). The proposals
are eliminated from Henderson's mixed-model equations, which leaves a dense system as large as the panel: the cost grows
with the cube of the assessors, and only linearly with the proposals. docs/scoring.md has the formulas and sources.
"""

import enum
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import LinAlgError, cho_factor, cho_solve, lapack
from scipy.optimize import minimize
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Two-sided 90 % of a normal distribution.
QUANTILE_90 = 1.6448536269514722
MIN_PROPOSALS = 3
# What is left to estimate the noise from, once every proposal and every assessor has its own mean.
MIN_FREEDOM = 2
# Square roots of ratios to the noise: above it, the noise is a ten-thousandth of the rest, and as good as none.
_LARGEST = 100.0
_ROWS_AT_ONCE = 4096


class Obstacle(enum.Enum):
    """Why there are no figures."""

    NOBODY = "nobody"
    ONE_ASSESSOR = "one_assessor"
    FEW_PROPOSALS = "few_proposals"
    ALL_EQUAL = "all_equal"
    SEPARATE_GROUPS = "separate_groups"
    LITTLE_OVERLAP = "little_overlap"


class Band(enum.Enum):
    """How good an agreement is called (Cicchetti 1994)."""

    POOR = "poor"
    FAIR = "fair"
    GOOD = "good"
    EXCELLENT = "excellent"


@dataclass(frozen=True)
class Marks:
    """One total for each assessment: `scores[k]` was given to proposal `proposals[k]` by assessor `assessors[k]`.

    Both count from 0 without gaps; nobody has scored the same proposal twice.
    """

    proposals: Whole
    assessors: Whole
    scores: Floats

    @property
    def counts(self) -> tuple[int, int]:
        """How many proposals, and how many assessors."""
        if not len(self.scores):
            return 0, 0
        return int(self.proposals.max()) + 1, int(self.assessors.max()) + 1


@dataclass(frozen=True)
class Components:
    """The mean and where the differences between scores come from, as variances in squared score points."""

    mean: float
    quality: float
    severity: float
    noise: float

    @property
    def total(self) -> float:
        return self.quality + self.severity + self.noise


@dataclass(frozen=True)
class Predictions:
    """By proposal the adjusted score, by assessor how much more (+) or less (-) they give; with standard errors."""

    adjusted: Floats
    adjusted_error: Floats
    offsets: Floats
    offset_errors: Floats


@dataclass(frozen=True)
class Agreement:
    """Intraclass correlations, 0 to 1: of one assessor's score, and of the mean of as many as a proposal has.

    ICC(2,1) and ICC(2,k) of Shrout and Fleiss (1979), case 2: two-way random effects, absolute agreement.
    """

    one: float
    mean: float
    each: float


def obstacle(marks: Marks) -> Obstacle | None:
    """What stands in the way of figures that mean something; None when nothing does."""
    proposals, assessors = marks.counts
    if not len(marks.scores):
        return Obstacle.NOBODY
    if assessors < 2:
        return Obstacle.ONE_ASSESSOR
    if proposals < MIN_PROPOSALS:
        return Obstacle.FEW_PROPOSALS
    if np.ptp(marks.scores) < 1e-9:
        return Obstacle.ALL_EQUAL
    groups = connected_components(_both_ways(marks), directed=False, return_labels=False)
    freedom = len(marks.scores) - (proposals + assessors - groups)
    if freedom < MIN_FREEDOM:
        return Obstacle.LITTLE_OVERLAP
    return Obstacle.SEPARATE_GROUPS if groups > 1 else None


def components(marks: Marks) -> Components:
    """The REML estimates; a variance that the scores do not show is exactly 0."""
    sums = _Sums.of(marks)
    start = np.array([1.0, 0.7])
    found = minimize(
        lambda roots: sums.deviance(*np.abs(roots)),
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-4, "fatol": 1e-6, "maxiter": 400, "initial_simplex": [start, [0.3, 0.7], [1.0, 0.2]]},
    )
    quality, severity = sums.settled(*np.minimum(np.abs(found.x), _LARGEST))
    profile = sums.profile(quality, severity)
    noise = profile.residual / (sums.count - 1)
    return Components(
        mean=profile.mean + sums.centre,
        quality=float(noise * quality**2),
        severity=float(noise * severity**2),
        noise=float(noise),
    )


def predictions(marks: Marks, found: Components) -> Predictions:
    """Best linear unbiased predictions with the standard errors of their prediction, the variances taken as known."""
    sums = _Sums.of(marks)
    ratio, severity = _ratios(found)
    shrink = ratio / (1 + ratio * sums.per_proposal)
    root = math.sqrt(severity)
    left, right = sums.reduced(ratio, root)
    inverse = cho_solve(cho_factor(left), np.eye(len(left)))
    solved = inverse @ right
    mean, offsets = solved[-1], root * solved[:-1]
    quality = shrink * (sums.totals - sums.per_proposal * mean - sums.incidence @ offsets)
    noise = found.noise
    return Predictions(
        adjusted=sums.centre + mean + quality,
        adjusted_error=np.sqrt(noise * _spread(sums, shrink, root, inverse)),
        offsets=offsets,
        offset_errors=np.sqrt(np.maximum(noise * severity * np.diag(inverse)[:-1], 0)),
    )


def beside_others(marks: Marks) -> tuple[Floats, Whole]:
    """By assessor: how far what they gave is from the mean of the others on the same proposals, over how many of them.

    Plain differences, which say nothing of chance; what nobody else has scored is left out.
    """
    proposals, assessors = marks.counts
    total = np.bincount(marks.proposals, weights=marks.scores, minlength=proposals)
    others = np.bincount(marks.proposals, minlength=proposals)[marks.proposals] - 1
    used = others > 0
    gaps = marks.scores[used] - (total[marks.proposals] - marks.scores)[used] / others[used]
    met = np.bincount(marks.assessors[used], minlength=assessors)
    sums = np.bincount(marks.assessors[used], weights=gaps, minlength=assessors)
    return sums / np.maximum(met, 1), met


def agreement(marks: Marks, found: Components) -> Agreement:
    """`each` is the harmonic mean of how many have scored a proposal."""
    per_proposal = np.bincount(marks.proposals)
    each = float(len(per_proposal) / np.sum(1 / per_proposal))
    others = found.severity + found.noise
    return Agreement(
        one=_share(found.quality, others),
        mean=_share(found.quality, others / each),
        each=each,
    )


def band(agreed: float) -> Band:
    """The words for an agreement: below 0.40 poor, to 0.59 fair, to 0.74 good, above it excellent."""
    limits = ((0.40, Band.POOR), (0.60, Band.FAIR), (0.75, Band.GOOD))
    return next((name for limit, name in limits if agreed < limit), Band.EXCELLENT)


@dataclass(frozen=True)
class _Profile:
    """For given ratios: the mean, the residual sum of squares, and the logarithms that the likelihood needs."""

    mean: float
    residual: float
    log_determinant: float
    log_weight: float


@dataclass(frozen=True)
class _Class:
    """Sums over the proposals with equally many assessments (`each`)."""

    each: int
    count: int
    shared: Floats
    met: Floats
    met_totals: Floats
    total: float
    squares: float


@dataclass(frozen=True)
class _Sums:
    """All that the likelihood needs of the scores. Their own mean (`centre`) is taken off first, for exact sums."""

    centre: float
    count: int
    per_proposal: Floats
    totals: Floats
    incidence: Any
    per_assessor: Floats
    assessor_totals: Floats
    squares: float
    classes: tuple[_Class, ...]

    @classmethod
    def of(cls, marks: Marks) -> "_Sums":
        proposals, assessors = marks.counts
        centre = float(marks.scores.mean())
        scores = marks.scores - centre
        ones = np.ones(len(scores))
        incidence = csr_array((ones, (marks.proposals, marks.assessors)), shape=(proposals, assessors))
        per_proposal = np.bincount(marks.proposals, minlength=proposals).astype(float)
        totals = np.bincount(marks.proposals, weights=scores, minlength=proposals).astype(float)
        return cls(
            centre=centre,
            count=len(scores),
            per_proposal=per_proposal,
            totals=totals,
            incidence=incidence,
            per_assessor=np.bincount(marks.assessors, minlength=assessors).astype(float),
            assessor_totals=np.bincount(marks.assessors, weights=scores, minlength=assessors).astype(float),
            squares=float(scores @ scores),
            classes=tuple(
                _class_of(int(each), per_proposal == each, incidence, totals) for each in np.unique(per_proposal)
            ),
        )

    def reduced(self, ratio: float, root: float) -> tuple[Floats, Floats]:
        """The equations of the severities, in units of `root`, and of the mean, once the proposals are eliminated."""
        size = len(self.per_assessor) + 1
        block, edge, side = np.diag(self.per_assessor), self.per_assessor, self.assessor_totals
        corner, last = float(self.count), 0.0
        for one in self.classes:
            shrink = ratio / (1 + ratio * one.each)
            block = block - shrink * one.shared
            edge = edge - shrink * one.each * one.met
            side = side - shrink * one.met_totals
            corner -= shrink * one.each**2 * one.count
            last -= shrink * one.each * one.total
        left, right = np.empty((size, size), order="F"), np.empty(size)
        left[:-1, :-1] = root**2 * block
        left[:-1, :-1].flat[::size] += 1
        left[-1, :-1] = left[:-1, -1] = root * edge
        left[-1, -1], right[-1] = corner, last
        right[:-1] = root * side
        return left, right

    def profile(self, quality: float, severity: float) -> _Profile:
        """`quality` and `severity` are square roots of the ratios of their variances to the noise."""
        ratio = quality**2
        left, right = self.reduced(ratio, severity)
        # The mean comes last, so that the last pivot is its weight.
        factor, fault = lapack.dpotrf(left, lower=1, overwrite_a=1)
        if fault:
            raise LinAlgError
        half, _ = lapack.dtrtrs(factor, right, lower=1)
        pivots = np.log(np.diag(factor))
        squares = self.squares - sum(ratio / (1 + ratio * one.each) * one.squares for one in self.classes)
        within = sum(one.count * math.log1p(ratio * one.each) for one in self.classes)
        return _Profile(
            mean=float(half[-1] / factor[-1, -1]),
            residual=max(float(squares - half @ half), 1e-12 * max(self.squares, 1e-12)),
            log_determinant=float(within + 2 * pivots[:-1].sum()),
            log_weight=float(2 * pivots[-1]),
        )

    def deviance(self, quality: float, severity: float) -> float:
        """Minus twice the restricted log-likelihood, up to a constant."""
        found = self.profile(min(quality, _LARGEST), min(severity, _LARGEST))
        beyond = max(quality - _LARGEST, 0) + max(severity - _LARGEST, 0)
        freedom = self.count - 1
        return float(freedom * math.log(found.residual / freedom) + found.log_determinant + found.log_weight + beyond)

    def settled(self, quality: float, severity: float) -> tuple[float, float]:
        """The same, or 0 in place of what the scores do not show."""
        best = self.deviance(quality, severity) + 1e-7
        choices = [(0.0, 0.0), (0.0, severity), (quality, 0.0)]
        return next((one for one in choices if self.deviance(*one) <= best), (quality, severity))


def _class_of(each: int, chosen: NDArray[np.bool_], incidence: Any, totals: Floats) -> _Class:
    rows, sums = incidence[chosen], totals[chosen]
    return _Class(
        each=each,
        count=int(chosen.sum()),
        shared=(rows.T @ rows).toarray(),
        met=np.asarray(rows.sum(axis=0)).ravel(),
        met_totals=rows.T @ sums,
        total=float(sums.sum()),
        squares=float(sums @ sums),
    )


def _spread(sums: _Sums, shrink: Floats, root: float, inverse: Floats) -> Floats:
    """The prediction error of mean + quality, by proposal, in units of the noise."""
    found = np.empty(len(shrink))
    for start in range(0, len(shrink), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        part = shrink[rows]
        away = np.column_stack(
            [-root * part[:, None] * sums.incidence[rows].toarray(), 1 - part * sums.per_proposal[rows]]
        )
        found[rows] = part + np.einsum("ij,jk,ik->i", away, inverse, away, optimize=True)
    return np.maximum(found, 0)


def _ratios(found: Components) -> tuple[float, float]:
    noise = max(found.noise, 1e-12)
    return min(found.quality / noise, _LARGEST**2), min(found.severity / noise, _LARGEST**2)


def _both_ways(marks: Marks) -> Any:
    """Who has scored what, as a graph of proposals and assessors."""
    proposals, assessors = marks.counts
    size = proposals + assessors
    return coo_array(
        (np.ones(len(marks.scores)), (marks.proposals, proposals + marks.assessors)), shape=(size, size)
    ).tocsr()


def _share(part: float, others: float) -> float:
    return part / (part + others) if part + others > 0 else 0.0
