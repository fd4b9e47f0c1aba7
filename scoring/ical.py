"""An interview as an entry of a calendar that is sent by mail (iTIP, RFC 5546; iMIP, RFC 6047). Pure."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText


@dataclass(frozen=True)
class Appointment:
    """`sequence` grows with every change: a calendar keeps the highest. Times in `zone`."""

    uid: str
    sequence: int
    title: str
    words: str
    url: str
    where: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    at: dt.datetime
    organiser: str
    organiser_address: str
    cancelled: bool = False

    @property
    def method(self) -> str:
        return "CANCEL" if self.cancelled else "REQUEST"


def invitation(appointment: Appointment, *, attendee: str) -> str:
    """The document for one attendee, who learns of no other."""
    zone = ZoneInfo(appointment.zone)
    made = Calendar()
    made.add("prodid", "-//Townlab//Interviews//EN")
    made.add("version", "2.0")
    made.add("method", appointment.method)
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.at.astimezone(dt.UTC))
    event.add("dtstart", appointment.starts_at.astimezone(zone))
    event.add("dtend", appointment.ends_at.astimezone(zone))
    event.add("summary", appointment.title)
    event.add("description", appointment.words)
    event.add("location", appointment.where)
    event.add("url", appointment.url)
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    organiser = vCalAddress(f"MAILTO:{appointment.organiser_address}")
    organiser.params["cn"] = vText(appointment.organiser)
    event["organizer"] = organiser
    invited = vCalAddress(f"MAILTO:{attendee}")
    invited.params["partstat"] = vText("NEEDS-ACTION")
    event.add("attendee", invited, encode=False)
    made.add_component(event)
    day = appointment.starts_at.date()
    made.add_missing_timezones(day - dt.timedelta(days=366), day + dt.timedelta(days=366))
    return bytes(made.to_ical()).decode()
