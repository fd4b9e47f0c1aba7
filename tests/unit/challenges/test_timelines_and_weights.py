"""Whatever dates and weights somebody enters: what is accepted is in order, what is not is refused with its field."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from challenges.policies import readiness
from challenges.presets import PRESETS
from challenges.services import builder
from challenges.services.drafting import Durations, suggested_timeline
from challenges.states.builder import Section
from core.errors import Refused
from core.fields.zones import Doubled, Skipped, is_doubled, moment_at

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
ZONES = st.sampled_from([ZoneInfo("Europe/London"), ZoneInfo("Europe/Madrid")])
HOURS = st.integers(min_value=-2_000, max_value=20_000)
# Without a zone: what stands on a wall.
LOCAL = tuple(dt.datetime.combine(dt.date(year, 1, 1), dt.time()) for year in (2025, 2045))
FIELDS = {"opens_at", "questions_close_at", "closes_at", "decision_expected_on"}


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    """The clock is asked for the time, and is not what is looked at here."""
    monkeypatch.setattr(builder, "clock", SimpleNamespace(exactly_now=lambda: NOW))


def after(hours: int) -> dt.datetime:
    return NOW + dt.timedelta(hours=hours)


def refused_field(dates) -> str | None:
    """The field that a refusal names; nothing when the dates are taken."""
    try:
        builder.check_timeline(**dates)
    except Refused as refusal:
        return refusal.field if refusal.field in FIELDS else "no field"
    return None


def meanings(local: dt.datetime, zone: ZoneInfo) -> list[dt.datetime]:
    """The moments that a time on a wall can mean."""
    try:
        return [moment_at(local, zone)]
    except Doubled:
        return [moment_at(local, zone, fold=fold) for fold in (0, 1)]
    except Skipped:
        return []


def on_the_wall(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


@given(HOURS, HOURS, HOURS, st.integers(min_value=-60, max_value=900))
def test_a_timeline_is_taken_exactly_if_it_is_to_come_and_in_order(opens, questions, closes, decided):
    dates = {
        "opens_at": after(opens),
        "questions_close_at": after(questions),
        "closes_at": after(closes),
        "decision_expected_on": NOW.date() + dt.timedelta(days=decided),
    }
    in_order = 0 < opens < questions <= closes and dates["decision_expected_on"] >= dates["closes_at"].date()
    assert (refused_field(dates) is None) == in_order
    lacking = list(readiness._timeline(SimpleNamespace(**dates), NOW))
    assert bool(lacking) == (not in_order)


@given(
    st.dates(min_value=dt.date(2025, 1, 1), max_value=dt.date(2045, 1, 1)),
    ZONES,
    st.one_of(
        st.sampled_from(list(PRESETS.values())),
        st.builds(Durations, st.integers(1, 400), st.integers(0, 400), st.integers(1, 400)),
    ),
)
def test_a_suggested_timeline_is_in_order_on_working_days_whatever_the_day(today, zone, plan):
    found = suggested_timeline(plan, today=today, zone=zone)
    assert found.opens_at < found.questions_close_at <= found.closes_at
    assert found.closes_at.astimezone(zone).date() <= found.decision_expected_on
    local = [found.opens_at.astimezone(zone), found.closes_at.astimezone(zone)]
    assert [moment.hour for moment in local] == [9, 12]
    assert all(day.weekday() < 5 for day in (*local, found.decision_expected_on))


@given(st.datetimes(*LOCAL), ZONES)
def test_a_time_on_a_wall_is_one_moment_two_or_none_and_never_guessed(local, zone):
    local = local.replace(second=0, microsecond=0)
    found = meanings(local, zone)
    assert [on_the_wall(moment, zone) for moment in found] == [local] * len(found)
    assert is_doubled(local, zone) == (len(found) == 2)
    if len(found) == 2:
        assert found[1] - found[0] == dt.timedelta(hours=1)


@pytest.mark.parametrize(("month", "count"), [(3, 0), (10, 2)])
@given(year=st.integers(2025, 2045), minute=st.integers(0, 59), zone=ZONES)
def test_every_minute_of_an_hour_of_change_means_none_or_two(month, count, year, minute, zone):
    day = max(day for day in range(25, 32) if dt.date(year, month, day).weekday() == 6)
    hour = 1 if zone.key == "Europe/London" else 2
    local = dt.datetime.combine(dt.date(year, month, day), dt.time(hour, minute))
    assert len(meanings(local, zone)) == count


@given(year=st.integers(2025, 2045), minute=st.integers(0, 59), zone=ZONES)
def test_of_a_time_that_is_skipped_the_next_one_is_told(year, minute, zone):
    day = max(day for day in range(25, 32) if dt.date(year, 3, day).weekday() == 6)
    hour = 1 if zone.key == "Europe/London" else 2
    with pytest.raises(Skipped) as skipped:
        moment_at(dt.datetime.combine(dt.date(year, 3, day), dt.time(hour, minute)), zone)
    assert (skipped.value.resumes.hour, skipped.value.resumes.minute) == (hour + 1, 0)


WEIGHT = st.decimals(min_value=Decimal("0.01"), max_value=100, places=2)


def lot(weights: list[Decimal]) -> SimpleNamespace:
    anchors = [SimpleNamespace(score=score, words="Words") for score in range(6)]
    criteria = [SimpleNamespace(title="A", weight=weight, anchors=anchors, price_formula=None) for weight in weights]
    return SimpleNamespace(lots=[SimpleNamespace(criteria=criteria)], score_max=5, questions=[])


def lacks_weights(weights: list[Decimal]) -> bool:
    return any(lack.section is Section.CRITERIA for lack in readiness._criteria(lot(weights)))


@given(st.lists(WEIGHT, min_size=1, max_size=12))
def test_weights_are_ready_exactly_if_they_sum_to_100(weights):
    assert lacks_weights(weights) == (sum(weights) != 100)


@given(st.lists(WEIGHT, min_size=1, max_size=11))
def test_weights_with_the_rest_added_are_always_ready(weights):
    rest = 100 - sum(weights)
    assume(rest > 0)
    assert not lacks_weights([*weights, rest])
