"""Sharing out at three sizes: how long, how much memory, and how evenly pairs of assessors meet (docs/scoring.md)."""

import random
import time
import tracemalloc
import uuid
from collections import Counter
from itertools import combinations

import pytest

from scoring.assignment import Proposal, Seat, share_out

pytestmark = pytest.mark.bench

THEMES = ("climate", "homes", "streets", "care")
SIZES = [(60, 12, 3), (400, 30, 3), (1600, 60, 3)]


def panel(proposals, seats, each, *, seed):
    """A fifth of the assessors reads Welsh, as one proposal in fifty needs; one pair in a hundred has a conflict."""
    chance = random.Random(seed)
    sitting = [
        Seat(
            uuid.UUID(int=number + 1),
            capacity=-(-proposals * each // seats) + 2,
            languages=frozenset(["en", "cy"] if number % 5 == 0 else ["en"]),
            expertise=frozenset(chance.sample(THEMES, 2)),
        )
        for number in range(seats)
    ]
    received = [
        Proposal(
            uuid.UUID(int=10_000 + number),
            language="cy" if number % 50 == 0 else "en",
            topics=frozenset([chance.choice(THEMES)]),
        )
        for number in range(proposals)
    ]
    pairs = [(seat.id, one.id) for seat in sitting for one in received]
    return sitting, received, frozenset(chance.sample(pairs, len(pairs) // 100))


def by_chance(sitting, received, each, barred, *, seed):
    """The largest overlap when each proposal draws its assessors, around conflicts and languages only."""
    chance, met = random.Random(seed), Counter()
    for one in received:
        able = [seat for seat in sitting if one.language in seat.languages and (seat.id, one.id) not in barred]
        met.update(combinations(sorted(seat.id for seat in chance.sample(able, each)), 2))
    return max(met.values()), min(met[pair] for pair in combinations([seat.id for seat in sitting], 2))


@pytest.mark.parametrize(("proposals", "seats", "each"), SIZES)
def test_sharing_out(proposals, seats, each):
    sitting, received, barred = panel(proposals, seats, each, seed=1)
    began = time.perf_counter()
    plan = share_out(seats=sitting, proposals=received, each=each, barred=barred, seed=1)
    seconds = time.perf_counter() - began
    tracemalloc.start()
    share_out(seats=sitting, proposals=received, each=each, barred=barred, seed=1)
    megabytes = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    largest, smallest = by_chance(sitting, received, each, barred, seed=1)
    met, loads = plan.overlap, plan.loads.values()
    print(
        f"\n| {proposals:,} x {seats} x {each} | {seconds:.1f} | {megabytes:.0f} | {min(loads)} to {max(loads)} "
        f"| {met.mean:.2f} | {met.bound} | {met.smallest} to {met.largest} | {smallest} to {largest} |"
    )
    assert not set(plan.pairs) & barred
    reads = {seat.id: seat.languages for seat in sitting}
    written = {one.id: one.language for one in received}
    assert all(written[one] in reads[seat] for seat, one in plan.pairs)
    assert max(loads) <= sitting[0].capacity
    assert not plan.missing
    assert met.largest <= 1.2 * met.bound
    assert seconds < 30
    assert megabytes < 1000
