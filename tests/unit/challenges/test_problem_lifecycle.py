"""Every move of a problem and of a clarification question, against a table written by hand."""

import pytest

from challenges.states import (
    PROBLEM_LIFECYCLE,
    QUESTION_LIFECYCLE,
    ProblemAction,
    ProblemState,
    QuestionAction,
    QuestionState,
)

# From state -> {action: state it leads to}. What is not here must be refused.
PROBLEM = {
    "raised": {"start_review": "under_review", "refer": "referred"},
    "under_review": {
        "accept": "accepted",
        "answer": "answered",
        "decline": "declined",
        "transfer": "transferred",
        "merge": "merged",
        "refer": "referred",
    },
    "accepted": {},
    "answered": {},
    "declined": {},
    "transferred": {},
    "merged": {},
    "referred": {},
}
QUESTION = {
    "asked": {"answer": "answered", "join": "joined", "withhold": "not_published"},
    "answered": {},
    "joined": {},
    "not_published": {},
}


def test_the_tables_know_all_states_of_a_problem():
    assert {state.value for state in ProblemState} == set(PROBLEM)


def test_the_tables_know_all_states_of_a_question():
    assert {state.value for state in QuestionState} == set(QUESTION)


@pytest.mark.parametrize("action", [action.value for action in ProblemAction])
@pytest.mark.parametrize("state", list(PROBLEM))
def test_a_problem_moves_exactly_as_the_table_says(state: str, action: str):
    target = PROBLEM_LIFECYCLE.moves.get((ProblemState(state), ProblemAction(action)))
    assert (target.value if target else None) == PROBLEM[state].get(action)


@pytest.mark.parametrize("action", [action.value for action in QuestionAction])
@pytest.mark.parametrize("state", list(QUESTION))
def test_a_question_moves_exactly_as_the_table_says(state: str, action: str):
    target = QUESTION_LIFECYCLE.moves.get((QuestionState(state), QuestionAction(action)))
    assert (target.value if target else None) == QUESTION[state].get(action)


@pytest.mark.parametrize(("lifecycle", "table"), [(PROBLEM_LIFECYCLE, PROBLEM), (QUESTION_LIFECYCLE, QUESTION)])
def test_there_are_no_other_rows(lifecycle, table):
    rows = {(state.value, action.value): to.value for (state, action), to in lifecycle.moves.items()}
    assert rows == {(state, action): to for state, moves in table.items() for action, to in moves.items()}
