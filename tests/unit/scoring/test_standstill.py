"""Standstill over real calendars. The last days were counted by hand on a wall calendar."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import working_days
from scoring import standstill

LONDON = ZoneInfo("Europe/London")
MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("notice_on", "nation", "last_day"),
    [
        # An ordinary week: Monday 2 March 2026 is the first day, Wednesday 11 March the eighth.
        ("2026-03-02", "ENG", "2026-03-11"),
        ("2026-03-02", "WLS", "2026-03-11"),
        # Saint Patrick's Day, Tuesday 17 March 2026, counts only in Northern Ireland.
        ("2026-03-09", "ENG", "2026-03-18"),
        ("2026-03-09", "NIR", "2026-03-19"),
        # Easter 2026: Good Friday 3 April, Easter Monday 6 April; Scotland works on Easter Monday.
        ("2026-03-30", "ENG", "2026-04-10"),
        ("2026-03-30", "SCT", "2026-04-09"),
        ("2026-04-02", "WLS", "2026-04-15"),
        ("2026-04-02", "CT", "2026-04-15"),
        # A notice on Good Friday begins to count on Tuesday 7 April, in Scotland on Monday.
        ("2026-04-03", "ENG", "2026-04-16"),
        ("2026-04-03", "SCT", "2026-04-15"),
        # A notice on a Saturday begins to count on Monday.
        ("2026-03-07", "ENG", "2026-03-18"),
        # Christmas 2026: Friday 25, and Monday 28 for Boxing Day, which is a Saturday; then New Year's Day.
        ("2026-12-18", "ENG", "2026-12-31"),
        ("2026-12-21", "WLS", "2027-01-04"),
        ("2026-12-21", "SCT", "2027-01-05"),
        # Catalonia keeps no day in lieu for Saturday 26 December.
        ("2026-12-21", "CT", "2026-12-31"),
        # Catalonia: 1 May, 24 June (Saint John), 11 September, 12 October, 8 December.
        ("2026-04-27", "CT", "2026-05-07"),
        ("2026-06-22", "CT", "2026-07-02"),
        ("2026-06-22", "ENG", "2026-07-01"),
        ("2026-09-07", "CT", "2026-09-17"),
        ("2026-10-08", "CT", "2026-10-20"),
        ("2026-12-01", "CT", "2026-12-11"),
        # Spain as a whole works on 24 June and 11 September.
        ("2026-06-22", "ES", "2026-07-01"),
        # Real: 18 December was called the worst day of 2025 for a notice; it holds every bank holiday of that month.
        ("2025-12-18", "ENG", "2025-12-31"),
        # Real: from 24 December 2024 it lasts to 7 January 2025.
        ("2024-12-24", "ENG", "2025-01-07"),
        # Real: had Torfaen given notice on 13 September 2019, its standstill would have ended on 24 September.
        ("2019-09-13", "WLS", "2019-09-24"),
        # Real: the city's challenge that closes on 21 May has Whit Monday in no calendar of Catalonia's own.
        ("2026-05-21", "CT", "2026-06-01"),
    ],
)
def test_eight_working_days_count_the_day_of_the_notice(notice_on, nation, last_day):
    found = standstill.last_day(dt.date.fromisoformat(notice_on), days=8, nation=nation)
    assert found == dt.date.fromisoformat(last_day)


def test_it_ends_at_the_end_of_its_last_day_in_summer_time():
    notice = dt.datetime(2026, 6, 1, 9, 30, tzinfo=LONDON)
    ends = standstill.ends_at(notice, days=8, nation="ENG", timezone="Europe/London")
    assert ends == dt.datetime(2026, 6, 10, 23, 0, tzinfo=dt.UTC)
    assert ends == dt.datetime(2026, 6, 11, 0, 0, tzinfo=LONDON)


def test_it_ends_at_midnight_although_the_clocks_change_meanwhile():
    notice = dt.datetime(2026, 3, 24, 12, 0, tzinfo=LONDON)
    ends = standstill.ends_at(notice, days=8, nation="SCT", timezone="Europe/London")
    # Good Friday is 3 April; the eighth day is 2 April, in summer time since 29 March.
    assert ends == dt.datetime(2026, 4, 2, 23, 0, tzinfo=dt.UTC)


def test_it_ends_at_midnight_although_summer_time_ends_meanwhile():
    notice = dt.datetime(2026, 10, 19, 9, 0, tzinfo=MADRID)
    ends = standstill.ends_at(notice, days=8, nation="CT", timezone="Europe/Madrid")
    # Eight days from Monday 19 October end with Wednesday 28; winter time has begun on Sunday 25.
    assert ends == dt.datetime(2026, 10, 28, 23, 0, tzinfo=dt.UTC)
    assert ends == dt.datetime(2026, 10, 29, 0, 0, tzinfo=MADRID)


def test_the_day_of_the_notice_is_the_day_in_the_councils_zone():
    late = dt.datetime(2026, 6, 7, 22, 30, tzinfo=dt.UTC)
    # 23:30 on Sunday in London, 00:30 on Monday in Barcelona: the same first working day.
    assert standstill.ends_at(late, days=1, nation="ENG", timezone="Europe/London") == dt.datetime(
        2026, 6, 8, 23, 0, tzinfo=dt.UTC
    )
    night = dt.datetime(2026, 6, 8, 22, 30, tzinfo=dt.UTC)
    assert standstill.ends_at(night, days=1, nation="ENG", timezone="Europe/London").day == 8
    assert standstill.ends_at(night, days=1, nation="CT", timezone="Europe/Madrid") == dt.datetime(
        2026, 6, 10, 0, 0, tzinfo=MADRID
    )


def test_standstill_is_over_at_its_end_and_not_a_moment_before():
    ends = dt.datetime(2026, 6, 10, 23, 0, tzinfo=dt.UTC)
    assert not standstill.is_over(ends, ends - dt.timedelta(microseconds=1))
    assert standstill.is_over(ends, ends)
    assert standstill.is_over(None, ends)


@pytest.mark.parametrize(
    ("days", "instrument", "applies"),
    [(8, "contract", True), (0, "contract", False), (8, "grant", False), (0, "grant", False)],
)
def test_a_grant_or_a_council_without_standstill_has_none(days, instrument, applies):
    assert standstill.applies(standstill_days=days, instrument=instrument) is applies


def test_an_unknown_nation_is_told_and_not_guessed():
    with pytest.raises(ValueError, match="no calendar of bank holidays"):
        standstill.last_day(dt.date(2026, 3, 2), days=8, nation="Atlantis")


def test_a_standstill_of_no_days_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="at least one day"):
        standstill.last_day(dt.date(2026, 3, 2), days=0, nation="ENG")


@given(
    notice_on=st.dates(dt.date(2025, 1, 1), dt.date(2029, 12, 31)),
    days=st.integers(1, 30),
    nation=st.sampled_from(sorted(working_days.CALENDARS)),
)
def test_it_ends_on_a_working_day_and_holds_exactly_the_days_asked_for(notice_on, days, nation):
    last = standstill.last_day(notice_on, days=days, nation=nation)
    span = [notice_on + dt.timedelta(days=number) for number in range((last - notice_on).days + 1)]
    assert working_days.is_working_day(last, nation)
    assert sum(working_days.is_working_day(day, nation) for day in span) == days


def test_each_day_is_counted_or_says_that_it_does_not_count():
    # Maundy Thursday to the eighth day: Good Friday, Easter Monday and two weekends do not count.
    found = standstill.counted_days(dt.date(2026, 4, 2), days=8, nation="ENG")
    assert [day.number for day in found] == [1, *[None] * 4, 2, 3, 4, 5, None, None, 6, 7, 8]
    assert [day.is_weekend for day in found[:5]] == [False, False, True, True, False]
    assert found[-1].on == dt.date(2026, 4, 15)


def test_a_notice_on_a_weekend_shows_the_days_before_the_first():
    found = standstill.counted_days(dt.date(2026, 3, 7), days=2, nation="SCT")
    assert [day.number for day in found] == [None, None, 1, 2]


@pytest.mark.parametrize(
    ("value", "above", "applies"),
    [
        (None, None, True),
        ("50000", None, True),
        ("50000", "50000", False),
        ("50000.01", "50000", True),
        ("0", "0", False),
        # Nobody said what it is worth: rather wait than sign too early.
        (None, "50000", True),
    ],
)
def test_a_contract_up_to_the_councils_value_has_none(value, above, applies):
    told = {"value": value and Decimal(value), "above": above and Decimal(above)}
    assert standstill.applies(standstill_days=8, instrument="contract", **told) is applies
