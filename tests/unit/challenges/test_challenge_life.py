"""The life of a challenge against a table written by hand from the domain's description."""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest

from challenges.models import Challenge
from challenges.states import CHALLENGE_LIFECYCLE, ChallengeAction, ChallengeState
from core.errors import IllegalMove

# state: {action: state that is stored afterwards}; what is not here is refused.
LEGAL = {
    "draft": {"submit": "in_approval", "cancel": "cancelled"},
    "in_approval": {"approve": "approved", "send_back": "draft", "cancel": "cancelled"},
    "approved": {},
    "scheduled": {"amend": "approved", "extend": "approved", "cancel": "cancelled"},
    "open": {"amend": "approved", "extend": "approved", "cancel": "cancelled"},
    "closed": {
        "amend": "approved",
        "start_assessment": "assessing",
        "cancel": "cancelled",
        "declare_unsuccessful": "unsuccessful",
    },
    "assessing": {
        "amend": "assessing",
        "record_decision": "decided",
        "cancel": "cancelled",
        "declare_unsuccessful": "unsuccessful",
    },
    "decided": {"start_standstill": "standstill", "cancel": "cancelled", "declare_unsuccessful": "unsuccessful"},
    "standstill": {
        "set_aside": "assessing",
        "award": "awarded",
        "cancel": "cancelled",
        "declare_unsuccessful": "unsuccessful",
    },
    "awarded": {"start_delivery": "delivering", "declare_unsuccessful": "unsuccessful"},
    "delivering": {"complete": "completed"},
    "completed": {},
    "cancelled": {},
    "unsuccessful": {},
}
ACTIONS = (
    "submit",
    "approve",
    "send_back",
    "amend",
    "extend",
    "start_assessment",
    "record_decision",
    "start_standstill",
    "set_aside",
    "award",
    "start_delivery",
    "complete",
    "cancel",
    "declare_unsuccessful",
)


def thing_in(state: str) -> SimpleNamespace:
    return SimpleNamespace(__tablename__="challenges", id=uuid.uuid4(), state=ChallengeState(state))


def test_the_table_names_every_state_and_every_action():
    assert set(LEGAL) == {state.value for state in ChallengeState}
    assert set(ACTIONS) == {action.value for action in ChallengeAction}


@pytest.mark.parametrize("state", LEGAL)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_move_is_legal_or_refused_as_written(state: str, action: str):
    thing = thing_in(state)
    expected = LEGAL[state].get(action)
    assert CHALLENGE_LIFECYCLE.allows(thing, ChallengeAction(action)) is (expected is not None)
    if expected is None:
        with pytest.raises(IllegalMove):
            CHALLENGE_LIFECYCLE.check(thing, ChallengeAction(action))
    else:
        assert CHALLENGE_LIFECYCLE.check(thing, ChallengeAction(action)).value == expected


def test_there_are_no_other_moves():
    rows = {(state.value, action.value): to.value for (state, action), to in CHALLENGE_LIFECYCLE.moves.items()}
    assert rows == {(state, action): to for state, moves in LEGAL.items() for action, to in moves.items()}


OPENS = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
CLOSES = dt.datetime(2026, 3, 31, 11, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (OPENS - dt.timedelta(days=400), ChallengeState.SCHEDULED),
        (OPENS - TICK, ChallengeState.SCHEDULED),
        (OPENS, ChallengeState.OPEN),
        (OPENS + TICK, ChallengeState.OPEN),
        (CLOSES - TICK, ChallengeState.OPEN),
        (CLOSES, ChallengeState.CLOSED),
        (CLOSES + dt.timedelta(days=400), ChallengeState.CLOSED),
    ],
)
def test_an_approved_challenge_is_in_the_state_that_its_dates_say(moment: dt.datetime, state: ChallengeState):
    challenge = Challenge(state=ChallengeState.APPROVED, opens_at=OPENS, closes_at=CLOSES)
    assert challenge.state_at(moment) is state


@pytest.mark.parametrize("state", [state for state in ChallengeState if state is not ChallengeState.APPROVED])
def test_dates_move_nothing_but_an_approved_challenge(state: ChallengeState):
    challenge = Challenge(state=state, opens_at=OPENS, closes_at=CLOSES)
    assert challenge.state_at(CLOSES + TICK) is state
