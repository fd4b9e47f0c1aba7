"""How long nobody may sign. Pure: dates in, dates out.

Standstill is N working days counting the day of the notice (Procurement Act 2023, section 51: eight for the UK), over
the bank holidays of the council's nation; it ends at the end of its last day in the council's zone. A notice given on a
day that is no working day begins to count on the next one.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.working_days import is_working_day


@dataclass(frozen=True)
class Day:
    """One day from the notice to the end. `number` is which working day it is, none on one that does not count."""

    on: dt.date
    number: int | None

    @property
    def is_weekend(self) -> bool:
        return self.on.weekday() >= _SATURDAY


_SATURDAY = 5


def applies(
    *, standstill_days: int, instrument: str, value: Decimal | None = None, above: Decimal | None = None
) -> bool:
    """Whether the council's setting knows a standstill for this: contracts do, grants do not.

    With `above` set, a contract whose `value` is known and no more than that has none.
    """
    small = above is not None and value is not None and value <= above
    return standstill_days > 0 and instrument != "grant" and not small


def counted_days(notice_on: dt.date, *, days: int, nation: str) -> Sequence[Day]:
    """Each day from the notice to the last one, those that do not count among them."""
    return days_until(notice_on, last_day(notice_on, days=days, nation=nation), nation=nation)


def days_until(notice_on: dt.date, last: dt.date, *, nation: str) -> Sequence[Day]:
    """The same where the last day is known."""
    found, counted = [], 0
    for place in range((last - notice_on).days + 1):
        day = notice_on + dt.timedelta(days=place)
        counts = is_working_day(day, nation)
        counted += counts
        found.append(Day(day, counted if counts else None))
    return found


def last_day(notice_on: dt.date, *, days: int, nation: str) -> dt.date:
    """The last day of `days` working days, of which the day of the notice is the first if it is one."""
    if days < 1:
        raise ValueError("a standstill has at least one day")
    day, counted = notice_on, 0
    while True:
        counted += is_working_day(day, nation)
        if counted == days:
            return day
        day += dt.timedelta(days=1)


def ends_at(notice_at: dt.datetime, *, days: int, nation: str, timezone: str) -> dt.datetime:
    """The first instant at which the standstill is over, in UTC: the midnight that ends its last day there."""
    zone = ZoneInfo(timezone)
    over = last_day(notice_at.astimezone(zone).date(), days=days, nation=nation) + dt.timedelta(days=1)
    return dt.datetime.combine(over, dt.time(), tzinfo=zone).astimezone(dt.UTC)


def is_over(ends: dt.datetime | None, now: dt.datetime) -> bool:
    """No end means that no standstill applies."""
    return ends is None or ends <= now
