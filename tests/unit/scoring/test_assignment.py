"""Sharing proposals among assessors."""

import uuid
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.assignment import balance


def ids(count, start=0):
    return [uuid.UUID(int=number) for number in range(start, start + count)]


@given(
    seats=st.integers(1, 8),
    submissions=st.integers(1, 30),
    each=st.integers(1, 5),
    data=st.data(),
)
@settings(max_examples=150, deadline=None)
def test_nobody_meets_a_conflict_or_the_same_proposal_twice(seats, submissions, each, data):
    people, proposals = ids(seats), ids(submissions, 100)
    pairs = st.tuples(st.sampled_from(people), st.sampled_from(proposals))
    barred = data.draw(st.sets(pairs, max_size=20))
    existing = data.draw(st.sets(pairs, max_size=10)) - barred

    plan = balance(seats=people, submissions=proposals, each=each, barred=barred, existing=existing)

    assert len(set(plan.pairs)) == len(plan.pairs)
    assert not set(plan.pairs) & (barred | existing)
    held = Counter(submission for _, submission in [*plan.pairs, *existing])
    before = Counter(submission for _, submission in existing)
    for submission in proposals:
        free = sum(1 for seat in people if (seat, submission) not in barred | existing)
        added = min(max(0, each - before[submission]), free)
        assert held[submission] == before[submission] + added
        assert plan.missing.get(submission, 0) == max(0, each - before[submission] - free)


@given(seats=st.integers(1, 9), submissions=st.integers(1, 40), each=st.integers(1, 5))
@settings(max_examples=100, deadline=None)
def test_without_conflicts_nobody_has_more_than_one_proposal_more_than_another(seats, submissions, each):
    people = ids(seats)
    plan = balance(seats=people, submissions=ids(submissions, 100), each=min(each, seats))
    loads = Counter(seat for seat, _ in plan.pairs)
    assert max(loads[seat] for seat in people) - min(loads[seat] for seat in people) <= 1


def test_the_same_panel_is_shared_out_the_same_way_each_time():
    arguments = {"seats": ids(5), "submissions": ids(12, 100), "each": 3}
    assert balance(**arguments) == balance(**arguments)


def test_the_same_assessors_do_not_always_meet():
    plan = balance(seats=ids(6), submissions=ids(6, 100), each=2)
    together = {}
    for seat, submission in plan.pairs:
        together.setdefault(submission, set()).add(seat)
    assert len({frozenset(pair) for pair in together.values()}) > 2


def test_what_nobody_can_assess_is_told():
    (seat,), (proposal,) = ids(1), ids(1, 100)
    plan = balance(seats=[seat], submissions=[proposal], each=2, barred={(seat, proposal)})
    assert plan.pairs == []
    assert plan.missing == {proposal: 2}
