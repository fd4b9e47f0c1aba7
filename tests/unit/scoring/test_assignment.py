"""Sharing proposals among assessors."""

import uuid
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.assignment import Plan, Proposal, Seat, Shortage, share_out

LANGUAGES = ("en", "cy")
TOPICS = ("homes", "climate")


def ids(count, start=1):
    return [uuid.UUID(int=number) for number in range(start, start + count)]


def seats(count, **facts):
    return [Seat(one, **facts) for one in ids(count)]


def proposals(count, start=100, **facts):
    return [Proposal(one, **facts) for one in ids(count, start)]


def causes(plan):
    return [(one.kind, len(one.proposals), one.available, one.needed) for one in plan.obstacles]


def overlaps(plan):
    by_proposal: dict[uuid.UUID, set[uuid.UUID]] = {}
    for seat, proposal in plan.pairs:
        by_proposal.setdefault(proposal, set()).add(seat)
    return Counter(pair for found in by_proposal.values() for pair in combinations(sorted(found), 2))


some = st.sets(st.sampled_from(TOPICS)).map(frozenset)


@given(
    sitting=st.lists(st.tuples(st.none() | st.integers(0, 12), st.sets(st.sampled_from(LANGUAGES)), some), max_size=7),
    received=st.lists(st.tuples(st.sampled_from(LANGUAGES), some), max_size=20),
    each=st.integers(1, 4),
    data=st.data(),
)
@settings(max_examples=80, deadline=None)
def test_no_rule_is_ever_broken(sitting, received, each, data):
    people = [Seat(one, *facts) for one, facts in zip(ids(len(sitting)), sitting, strict=True)]
    bids = [Proposal(one, *facts) for one, facts in zip(ids(len(received), 100), received, strict=True)]
    pairs = [(seat.id, bid.id) for seat in people for bid in bids]
    some_pairs = st.sets(st.sampled_from(pairs), max_size=25) if pairs else st.just(set())
    barred, held = data.draw(some_pairs), data.draw(some_pairs)

    plan = share_out(seats=people, proposals=bids, each=each, barred=barred, held=held, seed=data.draw(st.integers(0)))

    languages, capacity = {one.id: one.languages for one in people}, {one.id: one.capacity for one in people}
    written = {one.id: one.language for one in bids}
    assert len(plan.pairs) == len(set(plan.pairs))
    assert not set(plan.pairs) & (barred | held)
    assert all(written[bid] in languages[seat] for seat, bid in plan.pairs)
    before = Counter(seat for seat, _ in held)
    for seat, load in Counter(seat for seat, _ in (*held, *plan.pairs)).items():
        assert plan.loads[seat] == load
        assert capacity[seat] is None or load <= max(capacity[seat], before[seat])
    has, had = Counter(bid for _, bid in (*held, *plan.pairs)), Counter(bid for _, bid in held)
    for bid in written:
        assert has[bid] <= max(each, had[bid])
        assert plan.missing.get(bid, 0) == max(0, each - has[bid])
    if people:
        told = {bid for one in plan.obstacles if one.kind is not Shortage.EXPERT for bid in one.proposals}
        assert told == set(plan.missing)


@given(st.integers(2, 9), st.integers(1, 40), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_without_limits_everything_is_filled_and_nobody_has_two_more_than_another(people, bids, each):
    plan = share_out(seats=seats(people), proposals=proposals(bids), each=min(each, people))
    assert not plan.missing
    assert max(plan.loads.values()) - min(plan.loads.values()) <= 1


def test_the_same_seed_gives_the_same_plan_and_another_another():
    def once(seed):
        return share_out(seats=seats(8), proposals=proposals(20), each=3, seed=seed).pairs

    assert once(1) == once(1) != once(2)


@pytest.mark.parametrize(("people", "bids"), [(12, 60), (7, 7), (9, 30)])
def test_pairs_of_assessors_meet_about_equally_often(people, bids):
    plan = share_out(seats=seats(people), proposals=proposals(bids), each=3)
    met = overlaps(plan)
    assert max(met.values()) == plan.overlap.largest == plan.overlap.bound == -(-bids * 6 // (people * (people - 1)))
    assert plan.overlap.is_connected


def test_assessors_of_one_each_share_no_proposal_and_the_plan_says_so():
    assert not share_out(seats=seats(3), proposals=proposals(9), each=1).overlap.is_connected


def test_each_proposal_has_an_expert_where_one_may_assess_it():
    homes, climate = frozenset({"homes"}), frozenset({"climate"})
    people = [Seat(one, expertise=homes if number < 2 else climate) for number, one in enumerate(ids(8))]
    bids = [*proposals(6, topics=homes), *proposals(6, 200, topics=climate)]
    plan = share_out(seats=people, proposals=bids, each=3)
    experts = {one.id for one in people[:2]}
    assert all(any((seat, bid.id) in plan.pairs for seat in experts) for bid in bids[:6])
    assert plan.obstacles == []


def test_what_is_held_stays_and_only_the_gaps_are_filled():
    people, bids = seats(4), proposals(4)
    held = {(people[0].id, one.id) for one in bids}
    plan = share_out(seats=people, proposals=bids, each=2, held=held)
    assert Counter(bid for _, bid in plan.pairs) == {one.id: 1 for one in bids}
    assert people[0].id not in {seat for seat, _ in plan.pairs}


def test_a_full_seat_hands_on_what_another_can_take_so_that_all_are_filled():
    # Only the first may take the last proposal, and one proposal is all that they take.
    first, second = Seat(uuid.UUID(int=1), capacity=1), Seat(uuid.UUID(int=2))
    bids = proposals(2)
    barred = {(second.id, bids[1].id)}
    plan = share_out(seats=[first, second], proposals=bids, each=1, barred=barred)
    assert set(plan.pairs) == {(first.id, bids[1].id), (second.id, bids[0].id)}


# --- what cannot be met, and for whom ----------------------------------------------------------------------------


def test_nobody_on_the_panel():
    assert share_out(seats=[], proposals=proposals(2), each=2) == Plan(missing=dict.fromkeys(ids(2, 100), 2))


def test_fewer_assessors_than_each_proposal_needs():
    assert causes(share_out(seats=seats(2), proposals=proposals(5), each=3)) == [(Shortage.PANEL, 5, 2, 3)]


def test_a_panel_that_is_too_small_and_may_assess_nothing_is_told_both():
    people, bids = seats(1), proposals(2)
    plan = share_out(seats=people, proposals=bids, each=2, barred={(people[0].id, one.id) for one in bids})
    assert causes(plan) == [(Shortage.PANEL, 2, 1, 2), (Shortage.CONFLICT, 2, 0, 2)]


def test_who_takes_nothing_now_keeps_what_they_hold_and_is_not_counted_on():
    people, bids = [*seats(2), Seat(uuid.UUID(int=3), capacity=0)], proposals(2)
    plan = share_out(seats=people, proposals=bids, each=3, held={(people[2].id, bids[0].id)})
    assert causes(plan) == [(Shortage.PANEL, 1, 2, 3)]
    assert plan.missing == {bids[1].id: 1}


def test_nobody_reads_the_language():
    bids = [*proposals(3, language="en"), *proposals(4, 200, language="cy")]
    plan = share_out(seats=seats(3, languages=frozenset({"en"})), proposals=bids, each=3)
    assert causes(plan) == [(Shortage.LANGUAGE, 4, 0, 3)]
    assert plan.obstacles[0].key == "cy"


def test_too_many_have_a_conflict_of_interest():
    people, bids = seats(3), proposals(3)
    plan = share_out(seats=people, proposals=bids, each=2, barred={(one.id, bids[0].id) for one in people[:2]})
    assert causes(plan) == [(Shortage.CONFLICT, 1, 1, 2)]
    assert plan.obstacles[0].proposals == (bids[0].id,)


def test_the_panel_takes_fewer_than_are_needed():
    plan = share_out(seats=seats(5, capacity=10), proposals=proposals(30), each=3)
    assert [(kind, available, needed) for kind, _, available, needed in causes(plan)] == [(Shortage.CAPACITY, 50, 90)]


def test_those_who_could_take_some_of_them_are_full():
    both, english = frozenset({"cy", "en"}), frozenset({"en"})
    people = [
        Seat(one, 2 if number < 2 else None, both if number < 2 else english) for number, one in enumerate(ids(6))
    ]
    bids = [*proposals(4, language="en"), *proposals(5, 200, language="cy")]
    plan = share_out(seats=people, proposals=bids, each=2)
    (found,) = plan.obstacles
    assert (found.kind, set(found.seats)) == (Shortage.GROUP, {people[0].id, people[1].id})
    assert (found.available, found.needed) == (4, 10)


def test_nobody_knows_the_topic():
    plan = share_out(seats=seats(3), proposals=proposals(4, topics=frozenset({"homes"})), each=2)
    assert causes(plan) == [(Shortage.EXPERT, 4, 0, 0)]
    assert plan.missing == {}
