"""Every legal move of seats, declarations and assessments, written by hand; every other is refused."""

import itertools

import pytest

from core.errors import IllegalMove
from scoring.states import (
    ASSESSMENT_LIFECYCLE,
    DECLARATION_LIFECYCLE,
    SEAT_LIFECYCLE,
    AssessmentAction,
    AssessmentState,
    DeclarationAction,
    DeclarationState,
    SeatAction,
    SeatState,
)
from scoring.states.interview import INTERVIEW_LIFECYCLE, InterviewAction, InterviewState

SEAT = {
    ("invited", "accept"): "accepted",
    ("invited", "refuse"): "refused",
    ("invited", "withdraw"): "withdrawn",
    ("refused", "invite_again"): "invited",
    ("withdrawn", "invite_again"): "invited",
    ("accepted", "leave"): "left",
}
DECLARATION = {
    ("clear", "report_conflict"): "conflict",
    ("clear", "mitigate"): "mitigated",
    ("clear", "recuse"): "recused",
    ("mitigated", "report_conflict"): "conflict",
    ("mitigated", "recuse"): "recused",
    ("conflict", "mitigate"): "mitigated",
    ("conflict", "recuse"): "recused",
}
ASSESSMENT = {
    ("assigned", "declare_clear"): "clear",
    ("assigned", "mitigate"): "mitigated",
    ("assigned", "recuse"): "recused",
    ("clear", "mitigate"): "mitigated",
    ("clear", "begin"): "in_progress",
    ("clear", "recuse"): "recused",
    ("mitigated", "begin"): "in_progress",
    ("mitigated", "recuse"): "recused",
    ("in_progress", "submit"): "submitted",
    ("in_progress", "recuse"): "recused",
    ("submitted", "reopen"): "reopened",
    ("submitted", "finalise"): "final",
    ("reopened", "submit"): "submitted",
    ("reopened", "recuse"): "recused",
}
INTERVIEW = {
    ("invited", "confirm"): "confirmed",
    ("confirmed", "confirm"): "confirmed",
    ("change_asked", "confirm"): "confirmed",
    ("invited", "ask_change"): "change_asked",
    ("confirmed", "ask_change"): "change_asked",
    ("invited", "move"): "invited",
    ("confirmed", "move"): "invited",
    ("change_asked", "move"): "invited",
    ("invited", "cancel"): "cancelled",
    ("confirmed", "cancel"): "cancelled",
    ("change_asked", "cancel"): "cancelled",
    ("cancelled", "invite_again"): "invited",
}
LIFECYCLES = (
    (INTERVIEW_LIFECYCLE, INTERVIEW, InterviewState, InterviewAction),
    (SEAT_LIFECYCLE, SEAT, SeatState, SeatAction),
    (DECLARATION_LIFECYCLE, DECLARATION, DeclarationState, DeclarationAction),
    (ASSESSMENT_LIFECYCLE, ASSESSMENT, AssessmentState, AssessmentAction),
)
MOVES = [
    pytest.param(lifecycle, expected, state, action, id=f"{lifecycle.name}-{state.value}-{action.value}")
    for lifecycle, expected, states, actions in LIFECYCLES
    for state, action in itertools.product(states, actions)
]


class Thing:
    __tablename__ = "things"
    id = None

    def __init__(self, state):
        self.state = state


@pytest.mark.parametrize(("lifecycle", "expected", "state", "action"), MOVES)
def test_a_move_is_legal_exactly_if_it_stands_in_the_table(lifecycle, expected, state, action):
    target = expected.get((state.value, action.value))
    thing = Thing(state)

    if target is None:
        with pytest.raises(IllegalMove):
            lifecycle.check(thing, action)
    else:
        assert lifecycle.check(thing, action).value == target


@pytest.mark.parametrize(("lifecycle", "expected"), [(one[0], one[1]) for one in LIFECYCLES])
def test_the_table_has_no_more_moves(lifecycle, expected):
    assert {(state.value, action.value): to.value for (state, action), to in lifecycle.moves.items()} == expected
