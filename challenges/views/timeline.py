"""The way of a challenge, as a picture and as a table."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import get_timezone
from flask_babel import gettext as _

from challenges.models.challenge import Challenge
from challenges.states.builder import FIELD_LABELS
from challenges.states.challenge import ChallengeState as State
from core.formats import date_long, date_short, datetime_long

SATURDAY, EVENING, SHORT = 5, 18, 7
# How far along the way each state is: the number of the step that is under way.
_STEP = {
    State.DRAFT: 0,
    State.IN_APPROVAL: 0,
    State.APPROVED: 0,
    State.SCHEDULED: 0,
    State.OPEN: 1,
    State.CLOSED: 2,
    State.ASSESSING: 2,
    State.DECIDED: 3,
    State.STANDSTILL: 3,
    State.AWARDED: 4,
    State.DELIVERING: 4,
    State.COMPLETED: 5,
}


def steps_of(challenge: Challenge, state: State) -> list[dict[str, Any]]:
    """As the timeline takes it. `challenge` has its phases loaded."""
    labels = [_("Opens"), _("Closes"), _("Decision"), _("Award"), _("Pilots end")]
    last = challenge.phases[-1].ends_on if challenge.phases else None
    whens = [
        date_short(challenge.opens_at),
        date_short(challenge.closes_at),
        date_short(challenge.decision_expected_on),
        "",
        date_short(last),
    ]
    if state in (State.CANCELLED, State.UNSUCCESSFUL):
        return _stopped(challenge, labels, whens, state)
    now_at = _STEP[state]
    return [
        {"label": label, "when": when, "state": "done" if place < now_at else "current" if place == now_at else "todo"}
        for place, (label, when) in enumerate(zip(labels, whens, strict=True))
    ]


def dates_of(challenge: Challenge) -> list[tuple[str, str]]:
    """The same as rows of a table, to the minute."""
    rows: list[tuple[str, Any]] = [
        (_("Opens"), challenge.opens_at),
        (_("Questions close"), challenge.questions_close_at),
        (_("Deadline for proposals"), challenge.closes_at),
        (str(FIELD_LABELS["decision_expected_on"]), challenge.decision_expected_on),
    ]
    for phase in challenge.phases:
        rows += [
            (_("%(phase)s: starts", phase=phase.title), phase.starts_on),
            (_("%(phase)s: ends", phase=phase.title), phase.ends_on),
        ]
    return [(label, _moment(when)) for label, when in rows if when is not None]


def _moment(when: dt.date | dt.datetime) -> str:
    return datetime_long(when) if isinstance(when, dt.datetime) else date_long(when)


def _stopped(challenge: Challenge, labels: list[str], whens: list[str], state: State) -> list[dict[str, Any]]:
    """Up to where it came, then the end."""
    ended = challenge.cancelled_at
    reached = [moment is not None and (ended is None or moment <= ended) for moment in _moments(challenge)]
    steps = [
        {"label": label, "when": when, "state": "done"}
        for label, when, was in zip(labels, whens, reached, strict=False)
        if was
    ]
    return [*steps, {"label": state.label, "when": date_short(ended), "state": "stopped"}]


def _moments(challenge: Challenge) -> tuple[dt.datetime | None, dt.datetime | None]:
    return challenge.opens_at, challenge.closes_at


def picture_of(challenge: Challenge, dates: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The stretches of the way as bars on one axis: for each, its name, its dates in words, and where on the axis it
    lies (`start` and `length` in per cent). `dates` has what was typed or stored, by the names of the columns; what is
    missing or ends before it begins is left out. `challenge` has its phases loaded."""
    opens, closes, decided = (_day(dates.get(name)) for name in ("opens_at", "closes_at", "decision_expected_on"))
    stretches = [
        (_("Open for proposals"), opens, closes),
        (_("Questions can be asked"), opens, _day(dates.get("questions_close_at"))),
        (_("Proposals are assessed"), closes, decided),
        *((phase.title, phase.starts_on, phase.ends_on) for phase in challenge.phases),
    ]
    drawn = [(name, start, end) for name, start, end in stretches if start and end and start <= end]
    if not drawn:
        return []
    first, last = min(start for _name, start, _end in drawn), max(end for _name, _start, end in drawn)
    whole = max((last - first).days, 1)
    return [
        {
            "name": name,
            "from": date_short(start),
            "to": date_short(end),
            "days": (end - start).days,
            "start": round(100 * (start - first).days / whole, 2),
            "length": max(round(100 * (end - start).days / whole, 2), 0.5),
        }
        for name, start, end in drawn
    ]


def worth_a_look(dates: Mapping[str, Any]) -> list[str]:
    """What is allowed, and often a mistake."""
    opens, closes = _local(dates.get("opens_at")), _local(dates.get("closes_at"))
    found = []
    if closes and closes.weekday() >= SATURDAY:
        found.append(_("The deadline is at a weekend, when nobody of the council can help."))
    if closes and closes.hour >= EVENING:
        found.append(_("The deadline is in the evening, when nobody of the council can help."))
    if opens and closes and dt.timedelta(0) < closes - opens < dt.timedelta(days=SHORT):
        found.append(_("It is open for less than a week. Small suppliers cannot answer so soon."))
    return found


def _local(value: Any) -> dt.datetime | None:
    return value.astimezone(get_timezone()) if isinstance(value, dt.datetime) else None


def _day(value: Any) -> dt.date | None:
    local = _local(value)
    return local.date() if local else value if isinstance(value, dt.date) else None
