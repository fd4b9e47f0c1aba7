"""Every legal move of a comment, written by hand; every other is refused."""

import itertools
from types import SimpleNamespace

import pytest

from core.errors import IllegalMove
from participation.states import COMMENT_LIFECYCLE, CommentAction, CommentState

LEGAL = {
    ("published", "hold"): "held",
    ("published", "keep"): "published",
    ("published", "remove"): "removed",
    ("published", "withdraw"): "withdrawn",
    ("held", "publish"): "published",
    ("held", "remove"): "removed",
    ("held", "withdraw"): "withdrawn",
    ("removed", "restore"): "published",
}


@pytest.mark.parametrize(("state", "action"), list(itertools.product(CommentState, CommentAction)))
def test_a_move_is_legal_exactly_if_it_stands_in_the_table(state, action):
    thing = SimpleNamespace(__tablename__="comments", id=None, state=state)
    wanted = LEGAL.get((state.value, action.value))
    if wanted is None:
        with pytest.raises(IllegalMove):
            COMMENT_LIFECYCLE.check(thing, action)
    else:
        assert COMMENT_LIFECYCLE.check(thing, action).value == wanted


def test_the_table_has_no_more_moves():
    moves = COMMENT_LIFECYCLE.moves.items()
    assert {(state.value, action.value): target.value for (state, action), target in moves} == LEGAL
