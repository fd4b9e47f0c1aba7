"""Every legal move of a proposal, written by hand from the domain; all others are illegal."""

import itertools
from types import SimpleNamespace

import pytest

from core.errors import IllegalMove
from submissions.states import (
    CLARIFICATION_LIFECYCLE,
    IDEA_LIFECYCLE,
    SUBMISSION_LIFECYCLE,
    ClarificationAction,
    ClarificationState,
    IdeaAction,
    IdeaState,
    SubmissionAction,
    SubmissionState,
)

LEGAL = """
draft          submit                submitted
draft          withdraw              withdrawn
draft          void                  void
submitted      submit                submitted
submitted      reopen                submitted
submitted      withdraw              withdrawn
submitted      void                  void
locked         mark_eligible         eligible
locked         mark_ineligible       ineligible
locked         withdraw              withdrawn
locked         disqualify            disqualified
locked         void                  void
eligible       enter_assessment      in_assessment
eligible       withdraw              withdrawn
eligible       disqualify            disqualified
eligible       void                  void
in_assessment  shortlist             shortlisted
in_assessment  recommend             recommended
in_assessment  reserve               reserve
in_assessment  not_select            not_selected
in_assessment  withdraw              withdrawn
in_assessment  disqualify            disqualified
in_assessment  void                  void
shortlisted    recommend             recommended
shortlisted    reserve               reserve
shortlisted    not_select            not_selected
shortlisted    return_to_assessment  in_assessment
shortlisted    withdraw              withdrawn
shortlisted    disqualify            disqualified
shortlisted    void                  void
recommended    offer                 offered
recommended    return_to_assessment  in_assessment
recommended    withdraw              withdrawn
recommended    disqualify            disqualified
recommended    void                  void
reserve        offer                 offered
reserve        return_to_assessment  in_assessment
reserve        withdraw              withdrawn
reserve        disqualify            disqualified
reserve        void                  void
not_selected   return_to_assessment  in_assessment
offered        accept                accepted
offered        decline_offer         declined
offered        lapse                 lapsed
offered        withdraw              withdrawn
offered        disqualify            disqualified
accepted       contract              contracted
accepted       withdraw              withdrawn
accepted       disqualify            disqualified
"""
EXPECTED = {(source, action): target for source, action, target in map(str.split, LEGAL.strip().splitlines())}


@pytest.mark.parametrize(("state", "action"), list(itertools.product(SubmissionState, SubmissionAction)))
def test_a_move_is_legal_exactly_if_the_domain_says_so(state, action):
    thing = SimpleNamespace(__tablename__="submissions", id=None, state=None, state_at=None)
    thing.state = state
    wanted = EXPECTED.get((state.value, action.value))
    if wanted is None:
        with pytest.raises(IllegalMove):
            SUBMISSION_LIFECYCLE.check(thing, action)
    else:
        assert SUBMISSION_LIFECYCLE.check(thing, action).value == wanted


def test_the_table_knows_no_move_that_this_one_does_not():
    table = {
        (source.value, action.value): target.value for (source, action), target in SUBMISSION_LIFECYCLE.moves.items()
    }
    assert table == EXPECTED


ASKED = {("asked", "answer"): "answered", ("asked", "withdraw"): "withdrawn"}


@pytest.mark.parametrize(("state", "action"), list(itertools.product(ClarificationState, ClarificationAction)))
def test_what_the_council_asks_is_answered_once_in_time_or_taken_back(state, action):
    thing = SimpleNamespace(__tablename__="clarifications", id=None, state=state, state_at=None)
    wanted = ASKED.get((state.value, action.value))
    if wanted is None:
        with pytest.raises(IllegalMove):
            CLARIFICATION_LIFECYCLE.check(thing, action)
    else:
        assert CLARIFICATION_LIFECYCLE.check(thing, action).value == wanted


def test_the_table_of_clarifications_knows_no_other_move():
    table = {
        (source.value, action.value): target.value for (source, action), target in CLARIFICATION_LIFECYCLE.moves.items()
    }
    assert table == ASKED


IDEAS = {
    ("sent", "withdraw"): "withdrawn",
    ("received", "withdraw"): "withdrawn",
    ("received", "take_up"): "taken_up",
    ("received", "leave"): "not_taken_up",
}


@pytest.mark.parametrize(("state", "action"), list(itertools.product(IdeaState, IdeaAction)))
def test_an_idea_is_answered_once_after_the_deadline(state, action):
    thing = SimpleNamespace(__tablename__="ideas", id=None, state=state, state_at=None)
    wanted = IDEAS.get((state.value, action.value))
    if wanted is None:
        with pytest.raises(IllegalMove):
            IDEA_LIFECYCLE.check(thing, action)
    else:
        assert IDEA_LIFECYCLE.check(thing, action).value == wanted


def test_the_table_of_ideas_knows_no_other_move():
    table = {(source.value, action.value): target.value for (source, action), target in IDEA_LIFECYCLE.moves.items()}
    assert table == IDEAS
