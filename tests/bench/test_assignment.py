"""Sharing out at three sizes: how long, how much memory, and how evenly pairs of assessors meet (docs/scoring.md)."""

import random
import time
import tracemalloc
import uuid
from collections import Counter
from itertools import combinations

import pytest

from accounts.models import Body, Supplier
from core.database import db, new_id
from scoring.assignment import Proposal, Seat, share_out
from scoring.models import Assessment
from scoring.services import sharing
from submissions.models import Submission
from tests.factories.interests import no_interest
from tests.factories.panels import panel_with

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


def copies(model, row_id, count, **changes):
    """More rows like this one, each with its own id; `changes` are values by number."""
    tables = [model.__table__] if model.__table__.name != "suppliers" else [Body.__table__, model.__table__]
    ids = [new_id() for _ in range(count)]
    for table in tables:
        like = dict(db.session.execute(table.select().where(table.c.id == row_id)).mappings().one())
        rows = [
            like | {"id": one} | {name: of(number) for name, of in changes.items() if name in like}
            for number, one in enumerate(ids)
        ]
        for row in rows:
            for column in table.columns:
                if column.computed is not None:
                    row.pop(column.name, None)
        db.session.execute(table.insert(), rows)
    return ids


def test_sharing_out_in_life(db_session):
    """1,600 proposals among 60 people, through the services: the plan by one job, the assessments by ten."""
    scene = panel_with(assessors=60, submissions=1, each=3)
    known = scene.submissions[0]
    names = {"slug": lambda number: f"bidder-{number}", "name": lambda number: f"Bidder {number}"}
    suppliers = copies(Supplier, known.supplier_id, 1599, identifier=lambda number: f"9{number:07}", **names)
    copies(
        Submission, known.id, 1599, supplier_id=lambda number: suppliers[number],
        reference=lambda number: f"SUB-9{number:06}",
    )  # fmt: skip
    db.session.expire_all()
    no_interest(scene.challenge, scene.officer)

    began = time.perf_counter()
    plan = sharing.plan(scene.reload(), by=scene.officer)
    sharing.reckon(plan.id)
    planned = time.perf_counter()
    sharing.confirm(scene.reload(), plan.id, by=scene.officer)
    confirmed = time.perf_counter()
    pieces = 1
    while sharing.carry_out(plan.id):
        pieces += 1
    done = time.perf_counter()
    made = db.session.scalar(db.select(db.func.count(Assessment.id)))
    print(
        f"\n| plan | {planned - began:.1f} s |\n| confirm | {confirmed - planned:.1f} s |"
        f"\n| {made:,} assessments in {pieces} pieces | {done - confirmed:.1f} s |"
    )
    assert made == 4800
    assert plan.done_at is not None
