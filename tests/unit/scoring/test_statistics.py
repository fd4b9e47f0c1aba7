"""What the statistics say of a panel, held against statsmodels and against panels whose truth is known."""

import warnings

import numpy as np
import pandas
import pytest
from statsmodels.regression.mixed_linear_model import MixedLM

from scoring.statistics import (
    QUANTILE_90,
    Band,
    Components,
    Marks,
    Obstacle,
    agreement,
    band,
    components,
    obstacle,
    predictions,
)


def simulated(rng, *, proposals, assessors, each, quality, severity, noise) -> tuple[Marks, np.ndarray]:
    """Scores around 60 with these standard deviations, everybody with the same load; and the true qualities."""
    load = np.zeros(assessors)
    people = []
    for _ in range(proposals):
        chosen = np.lexsort((rng.random(assessors), load))[:each]
        load[chosen] += 1
        people.extend(chosen)
    which, who = np.repeat(np.arange(proposals), each), np.array(people)
    truth = rng.normal(0, quality, proposals)
    strict = rng.normal(0, severity, assessors)
    return Marks(which, who, 60 + truth[which] + strict[who] + rng.normal(0, noise, len(which))), truth


def by_statsmodels(marks: Marks) -> tuple[np.ndarray, np.ndarray]:
    """Adjusted scores and assessors' offsets of the same crossed model, by REML."""
    data = pandas.DataFrame({"score": marks.scores, "what": marks.proposals, "who": marks.assessors, "one": 1})
    with warnings.catch_warnings():
        # It says so when a variance is at its limit of 0, which is what is tested.
        warnings.simplefilter("ignore")
        fitted = MixedLM.from_formula(
            "score ~ 1",
            groups="one",
            re_formula="0",
            vc_formula={"what": "0 + C(what)", "who": "0 + C(who)"},
            data=data,
        ).fit(reml=True)
        assert fitted.converged
        effects = fitted.random_effects[1]
    proposals, assessors = marks.counts
    quality = np.array([effects[f"what[C(what)[{number}]]"] for number in range(proposals)])
    offsets = np.array([effects[f"who[C(who)[{number}]]"] for number in range(assessors)])
    return fitted.params["Intercept"] + quality, offsets


@pytest.mark.parametrize(
    ("seed", "sizes"),
    [
        (1, {"proposals": 40, "assessors": 8, "each": 3, "quality": 8, "severity": 6, "noise": 9}),
        (2, {"proposals": 30, "assessors": 6, "each": 4, "quality": 7, "severity": 0.01, "noise": 8}),
        (11, {"proposals": 36, "assessors": 9, "each": 3, "quality": 0.01, "severity": 9, "noise": 6}),
    ],
    ids=["all three", "nobody is strict", "all proposals are alike"],
)
def test_adjusted_scores_are_those_of_statsmodels(seed, sizes):
    marks, _ = simulated(np.random.default_rng(seed), **sizes)
    adjusted, offsets = by_statsmodels(marks)
    found = predictions(marks, components(marks))
    assert np.abs(found.adjusted - adjusted).max() < 0.02
    assert np.abs(found.offsets - offsets).max() < 0.02


def test_in_300_panels_the_adjusted_order_finds_the_best_five_at_least_as_often():
    rng = np.random.default_rng(4)
    raw, adjusted = 0, 0
    for _ in range(300):
        marks, truth = simulated(rng, proposals=60, assessors=12, each=3, quality=8, severity=8, noise=8)
        best = set(np.argsort(-truth)[:5])
        means = np.bincount(marks.proposals, weights=marks.scores) / np.bincount(marks.proposals)
        raw += len(best & set(np.argsort(-means)[:5]))
        adjusted += len(best & set(np.argsort(-predictions(marks, components(marks)).adjusted)[:5]))
    assert adjusted >= raw


def test_nine_of_ten_intervals_hold_the_true_score():
    marks, truth = simulated(
        np.random.default_rng(5), proposals=2000, assessors=40, each=3, quality=8, severity=6, noise=9
    )
    found = predictions(marks, components(marks))
    held = np.abs(found.adjusted - 60 - truth) < QUANTILE_90 * found.adjusted_error
    assert 0.87 < held.mean() < 0.93


def test_an_assessor_who_gives_ten_less_is_found_to_be_strict():
    rng = np.random.default_rng(6)
    marks, _ = simulated(rng, proposals=60, assessors=6, each=3, quality=8, severity=0, noise=3)
    strict = Marks(marks.proposals, marks.assessors, marks.scores - 10 * (marks.assessors == 2))
    found = predictions(strict, components(strict))
    assert int(np.argmin(found.offsets)) == 2
    assert found.offsets[2] < np.delete(found.offsets, 2).max() - 7


def marked(*rows: tuple[int, int, float]) -> Marks:
    """(proposal, assessor, score)"""
    table = np.array(rows, dtype=float).reshape(-1, 3)
    return Marks(table[:, 0].astype(int), table[:, 1].astype(int), table[:, 2])


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        (marked(), Obstacle.NOBODY),
        (marked((0, 0, 60), (1, 0, 70), (2, 0, 80), (3, 0, 40)), Obstacle.ONE_ASSESSOR),
        (marked((0, 0, 60), (0, 1, 70), (0, 2, 50)), Obstacle.FEW_PROPOSALS),
        (marked(*((what, who, 60) for what in range(4) for who in range(3))), Obstacle.ALL_EQUAL),
        (marked(*((what, what // 3, 40 + what) for what in range(9))), Obstacle.LITTLE_OVERLAP),
        (
            marked(*((what, who, 40 + 7 * what % 5 + who) for what in range(6) for who in (0, 1)),
                   *((what, who, 40 + 5 * what % 7 + who) for what in range(6, 12) for who in (2, 3))),
            Obstacle.SEPARATE_GROUPS,
        ),
        (marked(*((what, who, 40 + 7 * what % 5 + who * what % 3) for what in range(6) for who in range(2))), None),
    ],
)  # fmt: skip
def test_where_figures_would_mean_nothing_there_are_none(marks, why):
    assert obstacle(marks) is why


def test_scores_without_any_noise_make_no_trouble():
    marks = marked(*((what, who, 50 + 5 * what - 3 * who) for what in range(5) for who in range(3)))
    assert obstacle(marks) is None
    found = predictions(marks, components(marks))
    assert np.isfinite(found.adjusted).all()
    assert np.diff(found.adjusted) == pytest.approx(5, abs=0.05)


def test_agreement_is_the_share_of_the_differences_that_the_proposals_make():
    # ICC(2,1) = 40 / (40 + 10 + 50), ICC(2,k) = 40 / (40 + 60 / 2)
    marks = marked(*((what, who, 0) for what in range(4) for who in range(2)))
    found = agreement(marks, Components(mean=60, quality=40, severity=10, noise=50))
    assert (found.one, found.mean, found.each) == (0.4, pytest.approx(40 / 70), 2)


@pytest.mark.parametrize(
    ("agreed", "name"),
    [(0.0, Band.POOR), (0.39, Band.POOR), (0.4, Band.FAIR), (0.6, Band.GOOD), (0.75, Band.EXCELLENT)],
)
def test_each_agreement_has_a_word(agreed, name):
    assert band(agreed) is name
