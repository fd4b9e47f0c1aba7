"""When the daily mail is due."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.services import last_hour

LONDON = "Europe/London"


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (utc(2026, 1, 10, 7, 0), utc(2026, 1, 10, 7, 0)),
        (utc(2026, 1, 10, 6, 59), utc(2026, 1, 9, 7, 0)),
        # Summer time begins on 29 March 2026, and ends on 25 October.
        (utc(2026, 3, 29, 6, 30), utc(2026, 3, 29, 6, 0)),
        (utc(2026, 3, 29, 5, 30), utc(2026, 3, 28, 7, 0)),
        (utc(2026, 10, 25, 6, 30), utc(2026, 10, 24, 6, 0)),
        (utc(2026, 10, 25, 7, 30), utc(2026, 10, 25, 7, 0)),
    ],
)
def test_it_is_due_at_the_same_hour_of_the_wall_clock_all_year(now, due):
    assert last_hour(now, hour=7, zone=LONDON) == due


@given(st.integers(min_value=0, max_value=20 * 366 * 24 * 60))
def test_it_was_due_within_the_last_day_and_an_hour(minutes):
    now = utc(2020, 1, 1) + dt.timedelta(minutes=minutes)
    due = last_hour(now, hour=7, zone=LONDON)

    assert due <= now < due + dt.timedelta(hours=25)
    assert due.astimezone(ZoneInfo(LONDON)).hour == 7
