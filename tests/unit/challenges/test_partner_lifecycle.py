"""The answers of a partner against a table written by hand."""

import itertools
from types import SimpleNamespace

import pytest

from challenges.states.challenge import PARTNER_LIFECYCLE, PartnerAction, PartnerState
from core.errors import IllegalMove

# state: {action: state afterwards}; what is not here is refused.
LEGAL = {
    "invited": {"confirm": "confirmed", "decline": "declined"},
    "confirmed": {"confirm": "confirmed", "decline": "declined"},
    "declined": {"invite_again": "invited"},
}
ACTIONS = ("confirm", "decline", "invite_again")


@pytest.mark.parametrize(("state", "action"), list(itertools.product(LEGAL, ACTIONS)))
def test_a_partner_moves_as_the_table_says(state: str, action: str):
    partner = SimpleNamespace(state=PartnerState(state))
    wanted = LEGAL[state].get(action)
    if wanted is None:
        with pytest.raises(IllegalMove):
            PARTNER_LIFECYCLE.check(partner, PartnerAction(action))
    else:
        assert PARTNER_LIFECYCLE.check(partner, PartnerAction(action)) is PartnerState(wanted)


def test_no_state_and_no_action_is_forgotten():
    assert {state.value for state in PartnerState} == set(LEGAL)
    assert {action.value for action in PartnerAction} == set(ACTIONS)
    assert len(PARTNER_LIFECYCLE.moves) == sum(map(len, LEGAL.values()))
