"""How far assessors are from what was agreed about a sample."""

import uuid
from decimal import Decimal

import pytest

from scoring.calibration import Beside, Given, Manner, lines, manner, readings, together

FIRST, SECOND = uuid.UUID(int=1), uuid.UUID(int=2)
AGREED = {FIRST: 3, SECOND: 2}


def test_whoever_is_furthest_comes_first():
    given = [Given("Exact", {FIRST: 3, SECOND: 2}), Given("Mild", {FIRST: 5, SECOND: 3}), Given("Hard", {FIRST: 2})]
    found = [(one.name, one.above, one.exact, one.of) for one in readings(AGREED, given)]
    assert found == [
        ("Mild", Decimal("1.5"), 0, 2),
        ("Hard", Decimal("-1.0"), 0, 1),
        ("Exact", Decimal("0.0"), 2, 2),
    ]


def test_each_criterion_says_what_was_given_how_often():
    given = [Given("One", {FIRST: 3}), Given("Two", {FIRST: 3}), Given("Three", {FIRST: 5})]
    first, second = lines(AGREED, given)
    assert (first.counts, first.mean) == ({3: 2, 5: 1}, Decimal("3.7"))
    assert (second.counts, second.mean) == ({}, None)


def test_nobody_has_handed_in_yet():
    assert readings(AGREED, []) == []


@pytest.mark.parametrize(
    ("offset", "low", "high", "met", "said"),
    [
        (8.0, 4.0, 12.0, 20, Manner.MORE),
        (3.0, 1.0, 5.0, 20, Manner.A_LITTLE_MORE),
        (-8.0, -12.0, -4.0, 20, Manner.LESS),
        (-3.0, -5.0, -1.0, 20, Manner.A_LITTLE_LESS),
        (0.5, -3.0, 4.0, 20, Manner.ALIKE),
        (0.5, -9.0, 10.0, 20, Manner.UNSURE),
        (8.0, 4.0, 12.0, 2, Manner.TOO_FEW),
        (None, None, None, 20, Manner.TOO_FEW),
    ],
)
def test_what_may_be_chance_is_called_so(offset, low, high, met, said):
    assert manner(Beside(1.0, met, offset, low, high)) is said


def test_panels_count_by_how_many_proposals_they_are_about():
    assert together([]) is None
    found = together([Beside(4.0, 30, 4.0, 1.0, 7.0), Beside(0.0, 10), Beside(-4.0, 10, -4.0, -8.0, 0.0)])
    assert (found.above, found.met) == (pytest.approx(1.6), 50)
    assert found.offset == pytest.approx(2.0)
    assert found.high - found.offset == pytest.approx(((30 * 3) ** 2 + (10 * 4) ** 2) ** 0.5 / 40)
    assert together([Beside(4.0, 2)]) == Beside(4.0, 2)
