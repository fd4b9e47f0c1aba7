"""How long nobody may sign. Pure: dates in, dates out.

Standstill is N working days counting the day of the notice (Procurement Act 2023, section 51: eight for the UK), over
the bank holidays of the council's nation; it ends at the end of its last day in the council's zone. A notice given on a
day that is no working day begins to count on the next one.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from core.working_days import is_working_day


def applies(*, standstill_days: int, instrument: str) -> bool:
    """Whether the council's setting knows a standstill for this: contracts do, grants do not."""
    return standstill_days > 0 and instrument != "grant"


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
