"""What an anonymised proposal is called for one assessor."""

import uuid

import pytest

from scoring.services.assigning import _Codes

SEAT = uuid.UUID(int=1)


@pytest.mark.parametrize(("count", "length"), [(3, 2), (84, 2), (200, 3)])
def test_the_length_of_a_code_does_not_tell_which_proposal_came_last(count, length):
    pairs = [(SEAT, uuid.UUID(int=number)) for number in range(2, count + 2)]
    codes = _Codes({}, pairs)
    taken = [codes.take(*pair) for pair in pairs]
    assert {len(code) for code in taken} == {length}
    assert len(set(taken)) == count
    assert codes.take(*pairs[0]) == taken[0]
