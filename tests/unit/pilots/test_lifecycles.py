"""Every legal move of a pilot and its parts, written down by hand from docs: any other move is refused."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from core import audit
from core.access import SYSTEM
from core.errors import IllegalMove
from core.workflow import Lifecycle
from pilots import states

LEGAL: dict[str, set[tuple[str, str, str]]] = {
    "pilot": {
        ("contracting", "sign", "mobilising"),
        ("mobilising", "begin", "active"),
        ("active", "pause", "paused"),
        ("paused", "resume", "active"),
        ("active", "evaluate", "evaluating"),
        ("evaluating", "scale", "scaling"),
        ("evaluating", "extend", "extended"),
        ("extended", "continue", "active"),
        ("scaling", "put-in-use", "in_use"),
        ("mobilising", "stop", "stopped"),
        ("active", "stop", "stopped"),
        ("paused", "stop", "stopped"),
        ("evaluating", "stop", "stopped"),
        ("extended", "stop", "stopped"),
        ("scaling", "stop", "stopped"),
        ("in_use", "stop", "stopped"),
        ("in_use", "close", "closed"),
        ("stopped", "close", "closed"),
    },
    "stage": {
        ("planned", "begin", "active"),
        ("active", "review", "gate_review"),
        ("gate_review", "pass", "passed"),
        ("gate_review", "pass_with_conditions", "conditional"),
        ("gate_review", "fail", "failed"),
    },
    "milestone": {
        ("scheduled", "meet", "met"),
        ("scheduled", "meet_partly", "partially_met"),
        ("scheduled", "miss", "not_met"),
        ("partially_met", "meet", "met"),
        ("not_met", "meet", "met"),
    },
    "payment": {
        ("due", "accept", "accepted"),
        ("accepted", "invoice", "invoiced"),
        ("invoiced", "pay", "paid"),
    },
    "kpi": {
        ("proposed", "agree", "agreed"),
        ("agreed", "start", "active"),
        ("active", "close", "closed"),
    },
    "observation": {
        ("reported", "verify", "verified"),
        ("reported", "dispute", "disputed"),
        ("disputed", "verify", "verified"),
        ("disputed", "reject", "rejected"),
    },
    "variation": {
        ("proposed", "approve", "approved"),
        ("proposed", "refuse", "refused"),
    },
    "adoption": {
        ("interested", "evaluate", "evaluating"),
        ("evaluating", "procure", "procuring"),
        ("procuring", "go-live", "live"),
        ("live", "discontinue", "discontinued"),
    },
}
STATES = {
    "pilot": "contracting mobilising active paused evaluating extended scaling in_use stopped closed",
    "stage": "planned active gate_review passed conditional failed",
    "milestone": "scheduled met partially_met not_met",
    "payment": "due accepted invoiced paid",
    "kpi": "proposed agreed active closed",
    "observation": "reported verified disputed rejected",
    "variation": "proposed approved refused",
    "adoption": "interested evaluating procuring live discontinued",
}
MACHINES: dict[str, tuple[Lifecycle[Any, Any], Any, Any]] = {
    "pilot": (states.PILOT_LIFECYCLE, states.PilotState, states.PilotAction),
    "stage": (states.STAGE_LIFECYCLE, states.StageState, states.StageAction),
    "milestone": (states.MILESTONE_LIFECYCLE, states.MilestoneState, states.MilestoneAction),
    "payment": (states.PAYMENT_LIFECYCLE, states.PaymentState, states.PaymentAction),
    "kpi": (states.KPI_LIFECYCLE, states.KpiState, states.KpiAction),
    "observation": (states.OBSERVATION_LIFECYCLE, states.ObservationState, states.ObservationAction),
    "variation": (states.VARIATION_LIFECYCLE, states.VariationState, states.VariationAction),
    "adoption": (states.ADOPTION_LIFECYCLE, states.AdoptionState, states.AdoptionAction),
}
REASONS = (
    "not_feasible not_desirable not_viable no_budget priority_changed supplier_exit data_or_security "
    "procurement_barrier sponsor_left"
)


@dataclass
class Thing:
    state: Any
    id: Any = field(default_factory=uuid4)
    __tablename__ = "things"


@pytest.fixture
def _events_are_not_kept(monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *_args, **_facts: None)


def every_try() -> list[tuple[str, str, str]]:
    return [
        (name, state, action.value)
        for name, (_machine, _states, actions) in MACHINES.items()
        for state in STATES[name].split()
        for action in actions
    ]


@pytest.mark.parametrize("name", LEGAL)
def test_a_machine_has_exactly_the_states_of_the_domain(name):
    _machine, known, _actions = MACHINES[name]
    assert {state.value for state in known} == set(STATES[name].split())


@pytest.mark.parametrize("name", LEGAL)
def test_the_table_has_no_row_that_the_domain_does_not_know(name):
    machine, _states, _actions = MACHINES[name]
    rows = {(state.value, action.value, target.value) for (state, action), target in machine.moves.items()}
    assert rows == LEGAL[name]


@pytest.mark.parametrize(("name", "state", "action"), every_try())
@pytest.mark.usefixtures("_events_are_not_kept")
def test_a_move_leads_where_the_domain_says_or_is_refused(name, state, action):
    machine, known, actions = MACHINES[name]
    thing = Thing(known(state))
    targets = {target for source, move, target in LEGAL[name] if (source, move) == (state, action)}
    if targets:
        machine.move(thing, actions(action), by=SYSTEM, event="MOVED")
        assert {thing.state.value} == targets
    else:
        with pytest.raises(IllegalMove):
            machine.move(thing, actions(action), by=SYSTEM, event="MOVED")
        assert thing.state.value == state


def test_the_reasons_to_stop_are_those_of_the_domain():
    assert {reason.value for reason in states.StopReason} == set(REASONS.split())
