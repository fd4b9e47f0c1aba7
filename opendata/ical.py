"""iCalendar (RFC 5545): instants that people put into their own calendar. Knows nothing of what they are about."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

REFRESH: dt.timedelta = dt.timedelta(hours=6)
_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class Entry:
    """An instant in `zone`, or a whole day. The same `uid` is the same entry, wherever it moves to."""

    uid: str
    title: str
    url: str
    when: dt.datetime | dt.date
    zone: str
    updated: dt.datetime
    words: str = ""
    cancelled: bool = False


@dataclass(frozen=True)
class Timetable:
    """What a calendar program shows as one calendar."""

    title: str
    url: str
    service: str
    entries: Sequence[Entry]


def render(timetable: Timetable) -> bytes:
    """The document, the same bytes for the same timetable, with the time zones that it speaks of."""
    made = Calendar()
    made.add("prodid", f"-//{timetable.service}//Deadlines//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.calendar_name = timetable.title
    made.refresh_interval = REFRESH
    made.url = timetable.url
    for entry in timetable.entries:
        made.add_component(_event(entry))
    days = [entry.when.date() if isinstance(entry.when, dt.datetime) else entry.when for entry in timetable.entries]
    if days:
        made.add_missing_timezones(min(days) - _YEAR, max(days) + _YEAR)
    return bytes(made.to_ical())


def _event(entry: Entry) -> Event:
    made = Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", entry.updated.astimezone(dt.UTC))
    made.add("last-modified", entry.updated.astimezone(dt.UTC))
    when = entry.when
    made.add("dtstart", when.astimezone(ZoneInfo(entry.zone)) if isinstance(when, dt.datetime) else when)
    made.add("summary", entry.title)
    made.add("url", entry.url)
    if entry.words:
        made.add("description", entry.words)
    # Nobody is busy because a deadline passes.
    made.add("transp", "TRANSPARENT")
    if entry.cancelled:
        made.add("status", "CANCELLED")
    return made
