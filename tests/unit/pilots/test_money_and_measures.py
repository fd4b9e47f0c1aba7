"""Splitting money, and what a value of a KPI means."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.models import Kpi
from pilots.services.contract import split
from pilots.states import Direction

SHARES = st.lists(st.integers(1, 100), min_size=1, max_size=6).map(
    lambda parts: [Decimal(part) * 100 / sum(parts) for part in parts]
)


def test_a_quarter_first_and_the_rest_later():
    assert split(Decimal(50_000), [Decimal(25), Decimal(75)]) == [Decimal(12_500), Decimal(37_500)]


def test_what_rounding_leaves_goes_to_the_last_part():
    assert split(Decimal(100), [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")])[-1] == Decimal("33.34")


@given(st.decimals(min_value=0, max_value=9_999_999, places=2), SHARES)
def test_the_parts_always_add_up(amount, shares):
    parts = split(amount, shares)
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)


@pytest.mark.parametrize(
    ("direction", "value", "met", "stops"),
    [
        (Direction.INCREASE, 80, True, False),
        (Direction.INCREASE, 79, False, False),
        (Direction.INCREASE, 20, False, True),
        (Direction.DECREASE, 20, True, False),
        (Direction.DECREASE, 21, False, False),
        (Direction.DECREASE, 80, False, True),
    ],
)
def test_a_value_meets_the_target_or_reaches_the_stop_threshold(direction, value, met, stops):
    more = direction is Direction.INCREASE
    kpi = Kpi(
        direction=direction,
        target=Decimal(80 if more else 20),
        stop_threshold=Decimal(20 if more else 80),
    )
    assert kpi.meets_target(Decimal(value)) is met
    assert kpi.passes_stop_threshold(Decimal(value)) is stops


def test_without_a_threshold_nothing_stops():
    assert not Kpi(direction=Direction.INCREASE, stop_threshold=None).passes_stop_threshold(Decimal(-5))
