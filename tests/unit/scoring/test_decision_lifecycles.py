"""Every move of a case, a decision and a claim, legal or not, as the domain lists them. Written by hand."""

import pytest

from core.workflow import Lifecycle
from scoring.states import (
    CASE_LIFECYCLE,
    CLAIM_LIFECYCLE,
    DECISION_LIFECYCLE,
    PAY_LIFECYCLE,
    CaseAction,
    CaseState,
    ClaimAction,
    ClaimState,
    DecisionAction,
    DecisionState,
    PayAction,
    PayState,
)

CASE = {
    ("open", "close"): "closed",
    ("closed", "reopen"): "open",
}
DECISION = {
    ("drafted", "moderate"): "moderated",
    ("moderated", "send_back"): "drafted",
    ("moderated", "approve"): "approved",
    ("approved", "issue_summaries"): "summaries_issued",
    ("summaries_issued", "start_standstill"): "standstill",
    ("standstill", "suspend"): "suspended",
    ("standstill", "confirm"): "confirmed",
    ("suspended", "confirm"): "confirmed",
    ("suspended", "set_aside"): "set_aside",
}
CLAIM = {
    ("raised", "dismiss"): "dismissed",
    ("raised", "uphold"): "upheld",
    ("raised", "withdraw"): "withdrawn",
}
PAY = {
    ("claimed", "approve"): "approved",
    ("claimed", "refuse"): "refused",
    ("approved", "pay"): "paid",
}
STATES = {
    PayState: {"claimed", "approved", "refused", "paid"},
    CaseState: {"open", "closed"},
    ClaimState: {"raised", "dismissed", "upheld", "withdrawn"},
    DecisionState: {
        "drafted",
        "moderated",
        "approved",
        "summaries_issued",
        "standstill",
        "suspended",
        "confirmed",
        "set_aside",
    },
}
ACTIONS = {
    PayAction: {"approve", "refuse", "pay"},
    CaseAction: {"close", "reopen"},
    ClaimAction: {"dismiss", "uphold", "withdraw"},
    DecisionAction: {
        "moderate",
        "send_back",
        "approve",
        "issue_summaries",
        "start_standstill",
        "suspend",
        "confirm",
        "set_aside",
    },
}


@pytest.mark.parametrize(
    ("lifecycle", "expected"),
    [(CASE_LIFECYCLE, CASE), (DECISION_LIFECYCLE, DECISION), (CLAIM_LIFECYCLE, CLAIM), (PAY_LIFECYCLE, PAY)],
    ids=["case", "decision", "claim", "pay"],
)
def test_exactly_these_moves_are_legal(lifecycle: Lifecycle, expected: dict[tuple[str, str], str]):
    legal = {(source.value, action.value): target.value for (source, action), target in lifecycle.moves.items()}
    assert legal == expected


@pytest.mark.parametrize("states", STATES, ids=lambda states: states.__name__)
def test_these_are_the_states(states):
    assert {state.value for state in states} == STATES[states]


@pytest.mark.parametrize("actions", ACTIONS, ids=lambda actions: actions.__name__)
def test_these_are_the_actions(actions):
    assert {action.value for action in actions} == ACTIONS[actions]
