"""What the pages draw from a pilot: its way, its measures, its money."""

import datetime as dt
from decimal import Decimal
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from core.formats import date_short, money
from pilots.models import Kpi, Observation, Pilot, Variation
from pilots.states import AdoptionState, ObservationState, PilotState

# The way of a pilot that works; what lies beside it is shown at the step that it belongs to.
WAY = (
    PilotState.CONTRACTING,
    PilotState.MOBILISING,
    PilotState.ACTIVE,
    PilotState.EVALUATING,
    PilotState.SCALING,
    PilotState.IN_USE,
)
BESIDE = {PilotState.PAUSED: PilotState.ACTIVE, PilotState.EXTENDED: PilotState.EVALUATING}


def state_named(value: str | None) -> PilotState | None:
    """The state with this value; an address may carry one that does not exist."""
    return next((state for state in PilotState if state.value == value), None)


def adoption_state_named(value: object) -> AdoptionState | None:
    return value if isinstance(value, AdoptionState) else None


def way_of(pilot: Pilot) -> list[dict[str, Any]]:
    """The steps of the timeline."""
    dates = {
        PilotState.MOBILISING: _("signed %(day)s", day=date_short(pilot.signed_on)) if pilot.signed_on else "",
        PilotState.ACTIVE: _(
            "%(first)s to %(last)s", first=date_short(pilot.starts_on), last=date_short(pilot.ends_on)
        ),
        PilotState.IN_USE: date_short(pilot.in_use_on),
    }
    if pilot.stop_reason is not None:
        return [
            *[_step(state, "done", dates) for state in WAY[: _reached_before_stopping(pilot)]],
            {"label": PilotState.STOPPED.label, "when": date_short(pilot.stopped_on), "state": "stopped"},
        ]
    here = WAY.index(PilotState.IN_USE if pilot.state is PilotState.CLOSED else BESIDE.get(pilot.state, pilot.state))
    steps = [
        _step(state, "done" if number < here else "current" if number == here else "todo", dates)
        for number, state in enumerate(WAY)
    ]
    if pilot.state in BESIDE:
        steps[here]["label"] = pilot.state.label
    if pilot.state is PilotState.CLOSED:
        steps[-1]["state"] = "done"
    return steps


def _reached_before_stopping(pilot: Pilot) -> int:
    if pilot.in_use_on:
        return len(WAY)
    return 4 if pilot.evaluated_by else 3


def _step(state: PilotState, kind: str, dates: dict[PilotState, str]) -> dict[str, Any]:
    return {"label": state.label, "when": dates.get(state, ""), "state": kind}


def counted(kpi: Kpi) -> list[Observation]:
    """The values that an officer has checked, in order of their days."""
    return [found for found in kpi.observations if found.state is ObservationState.VERIFIED]


def measures_of(pilot: Pilot) -> list[dict[str, Any]]:
    """Baseline, target and the last checked value of each KPI."""
    return [
        {
            "name": kpi.title,
            "unit": kpi.unit,
            "baseline": kpi.baseline,
            "target": kpi.target,
            "actual": found[-1].value if (found := counted(kpi)) else None,
        }
        for kpi in pilot.kpis
    ]


def series_of(pilot: Pilot) -> list[dict[str, Any]]:
    """The course of each KPI that has more than one checked value."""
    return [
        {
            "name": kpi.title,
            "unit": kpi.unit,
            "points": [(one.observed_on, one.value) for one in found],
            "baseline": kpi.baseline,
            "target": kpi.target,
        }
        for kpi in pilot.kpis
        if len(found := counted(kpi)) > 1
    ]


def reached(pilot: Pilot) -> int:
    """How many KPIs were at their target when they were last checked."""
    return sum(1 for kpi in pilot.kpis if (found := counted(kpi)) and kpi.meets_target(found[-1].value))


def alarms_of(pilot: Pilot) -> list[Kpi]:
    """KPIs whose last checked value is at or beyond the stop threshold."""
    return [kpi for kpi in pilot.kpis if (found := counted(kpi)) and kpi.passes_stop_threshold(found[-1].value)]


def planned_money(pilot: Pilot) -> Decimal:
    """What the milestones pay, together."""
    return sum((milestone.amount for milestone in pilot.milestones), Decimal(0))


def changes_of(variation: Variation) -> list[tuple[str, str, str]]:
    """What a variation changes, before and after, in words."""
    names = {
        "target": _("Target"),
        "target_on": _("Target to be reached by"),
        "due_on": _("Due on"),
        "amount": _("Amount"),
        "ends_on": _("Last day"),
    }
    return [
        (names[field], _in_words(field, change["before"], variation), _in_words(field, change["after"], variation))
        for change in variation.changes
        for field in (change["field"],)
    ]


def _in_words(field: str, value: str, variation: Variation) -> str:
    if field.endswith("_on"):
        return date_short(dt.date.fromisoformat(value))
    if field == "amount":
        return money(Decimal(value), variation.pilot.currency)
    unit = f" {variation.kpi.unit}" if variation.kpi else ""
    return str(format_decimal(Decimal(value))) + unit
