"""Working days: from Monday to Friday, without the bank holidays of a nation. Pure: dates in, dates out."""

import datetime as dt

import holidays

# A nation as stored with its councils -> country and subdivision of the calendar.
CALENDARS: dict[str, tuple[str, str]] = {
    "ENG": ("GB", "ENG"),
    "WLS": ("GB", "WLS"),
    "SCT": ("GB", "SCT"),
    "NIR": ("GB", "NIR"),
    "CT": ("ES", "CT"),
    "ES": ("ES", ""),
}
_SATURDAY = 5


def is_working_day(day: dt.date, nation: str) -> bool:
    """Raises `ValueError` for a nation whose calendar is not known."""
    return day.weekday() < _SATURDAY and day not in _bank_holidays(nation, day.year)


def after(day: dt.date, *, days: int, nation: str) -> dt.date:
    """The last of so many working days that come after this one."""
    for _ in range(days):
        day += dt.timedelta(days=1)
        while not is_working_day(day, nation):
            day += dt.timedelta(days=1)
    return day


def _bank_holidays(nation: str, year: int) -> holidays.HolidayBase:
    try:
        country, part = CALENDARS[nation]
    except KeyError:
        raise ValueError(f"no calendar of bank holidays is known for {nation!r}") from None
    return _calendar(country, part, year)


def _calendar(country: str, part: str, year: int) -> holidays.HolidayBase:
    # A council's zone may reach into the next year before a loop does, so each year is asked for by itself.
    return _CACHE.setdefault(
        (country, part, year), holidays.country_holidays(country, subdiv=part or None, years=[year])
    )


_CACHE: dict[tuple[str, str, int], holidays.HolidayBase] = {}
