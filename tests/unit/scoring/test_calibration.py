"""How far assessors are from what was agreed about a sample."""

import uuid
from decimal import Decimal

from scoring.calibration import Given, lines, readings

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
