"""Each preset is complete enough that an officer has only the council's own words left to write."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from challenges.presets import PRESETS, SCORE_MAX, Preset
from challenges.services.drafting import suggested_timeline

ALL = pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))


def test_the_three_presets_are_there():
    assert list(PRESETS) == ["catalyst", "rapid", "city_lab"]


@ALL
def test_weights_sum_to_100(preset: Preset):
    assert sum(criterion.weight for criterion in preset.criteria) == 100


@ALL
def test_every_score_has_words(preset: Preset):
    for criterion in preset.criteria:
        assert len(criterion.anchors) == SCORE_MAX + 1
        assert all(str(words) for words in criterion.anchors)


@ALL
def test_payments_of_each_phase_sum_to_100(preset: Preset):
    for phase in preset.phases:
        assert sum(percent for percent, _title in phase.payments) == 100


@ALL
def test_the_pot_pays_for_all_awards(preset: Preset):
    for phase in preset.phases:
        assert phase.awards_up_to * phase.amount_each <= phase.pot


@ALL
@pytest.mark.parametrize(
    "day",
    [dt.date(2026, 1, 1) + dt.timedelta(days=days) for days in range(0, 371, 7)]
    + [dt.date(2026, 3, 1) + dt.timedelta(days=days) for days in range(7)],
)
def test_suggested_dates_are_in_order_on_working_days(preset: Preset, day: dt.date):
    zone = ZoneInfo("Europe/London")
    dates = suggested_timeline(preset, today=day, zone=zone)
    assert dates.opens_at < dates.questions_close_at < dates.closes_at
    assert dates.decision_expected_on > dates.closes_at.date()
    assert dates.closes_at.astimezone(zone).time() == dt.time(12)
    days = (dates.opens_at, dates.questions_close_at, dates.closes_at, dates.decision_expected_on)
    assert all(each.weekday() < 5 for each in days)
    assert (dates.closes_at - dates.opens_at).days >= preset.open_days
