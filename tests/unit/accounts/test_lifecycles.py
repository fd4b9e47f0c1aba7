"""Every legal move of invitations and requests, written by hand; all others are illegal."""

import datetime as dt
import itertools
from types import SimpleNamespace

import pytest

from accounts.models import Invitation
from accounts.states import (
    INVITATION_LIFECYCLE,
    REQUEST_LIFECYCLE,
    InvitationAction,
    InvitationState,
    RequestAction,
    RequestState,
)
from core.errors import IllegalMove

INVITATION = """
open     accept    accepted
open     refuse    refused
open     withdraw  withdrawn
expired  withdraw  withdrawn
expired  renew     open
"""
REQUEST = """
asked  let_in     let_in
asked  turn_down  turned_down
asked  take_back  taken_back
"""
KINDS = {
    "invitation": (INVITATION_LIFECYCLE, INVITATION, InvitationState, InvitationAction),
    "request": (REQUEST_LIFECYCLE, REQUEST, RequestState, RequestAction),
}
CASES = [
    (kind, state, action)
    for kind, (_table, _legal, states, actions) in KINDS.items()
    for state, action in itertools.product(states, actions)
]


@pytest.mark.parametrize(("kind", "state", "action"), CASES)
def test_a_move_is_legal_exactly_if_it_is_listed(kind, state, action):
    table, legal, states, _actions = KINDS[kind]
    rows = {(row.split()[0], row.split()[1]): row.split()[2] for row in legal.strip().splitlines()}
    thing = SimpleNamespace(state=state, state_at=None)
    wanted = rows.get((state.value, action.value))
    if wanted is None:
        with pytest.raises(IllegalMove):
            table.check(thing, action)
    else:
        assert table.check(thing, action) is states(wanted)


def test_an_invitation_that_nobody_answers_expires_at_its_instant():
    end = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    invitation = Invitation(state=InvitationState.OPEN, expires_at=end)
    assert invitation.state_at(end - dt.timedelta(microseconds=1)) is InvitationState.OPEN
    assert invitation.state_at(end) is InvitationState.EXPIRED
    invitation.state = InvitationState.REFUSED
    assert invitation.state_at(end) is InvitationState.REFUSED
