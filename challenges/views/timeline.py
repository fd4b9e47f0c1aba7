"""The way of a challenge, as a picture and as a table."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _

from challenges.models.challenge import Challenge
from challenges.states.builder import FIELD_LABELS
from challenges.states.challenge import ChallengeState as State
from core.formats import date_long, date_short, datetime_long

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
