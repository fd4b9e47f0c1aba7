"""Days on which people work."""

import datetime as dt

import pytest

from core import working_days


@pytest.mark.parametrize(
    ("day", "days", "nation", "last"),
    [
        ("2026-03-04", 5, "ENG", "2026-03-11"),
        # Over Easter: Good Friday and Easter Monday count for nobody in England, the Monday does in Scotland.
        ("2026-04-01", 3, "ENG", "2026-04-08"),
        ("2026-04-01", 3, "SCT", "2026-04-07"),
        ("2026-12-31", 1, "WLS", "2027-01-04"),
        ("2026-03-07", 0, "ENG", "2026-03-07"),
    ],
)
def test_working_days_after_a_day(day, days, nation, last):
    found = working_days.after(dt.date.fromisoformat(day), days=days, nation=nation)
    assert found == dt.date.fromisoformat(last)
