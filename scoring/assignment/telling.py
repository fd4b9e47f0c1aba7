"""What came of it: the plan, how even the pairs are, and which wish cannot be met for whom."""

import uuid
from collections import defaultdict

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from scoring.assignment.facts import Bools, Ints, Obstacle, Overlap, Plan, Shortage, Table
from scoring.assignment.pairs import bound_of, meetings


def plan_of(table: Table, chosen: Bools) -> Plan:
    everything = chosen | table.held
    short = table.lacking - chosen.sum(axis=1)
    return Plan(
        pairs=[(table.seats[seat].id, table.proposals[row].id) for row, seat in np.argwhere(chosen).tolist()],
        missing={table.proposals[row].id: int(short[row]) for row in np.nonzero(short > 0)[0].tolist()},
        loads=dict(zip((seat.id for seat in table.seats), everything.sum(axis=0).tolist(), strict=True)),
        obstacles=_obstacles(table, chosen, short),
        overlap=_overlap(table, everything),
    )


def _overlap(table: Table, everything: Bools) -> Overlap:
    meet = meetings(everything[:, table.takes | everything.any(axis=0)])
    if len(meet) < 2:
        return Overlap()
    pairs = meet[np.triu_indices(len(meet), 1)]
    busy = meet.any(axis=0)
    groups, _ = connected_components(csr_array(meet[np.ix_(busy, busy)]), directed=False)
    return Overlap(
        smallest=int(pairs.min()),
        mean=float(pairs.mean()),
        largest=int(pairs.max()),
        bound=bound_of(table, everything),
        is_connected=groups == 1 and int(busy.sum()) == int(everything.any(axis=0).sum()),
    )


def _obstacles(table: Table, chosen: Bools, short: Ints) -> list[Obstacle]:
    """Each proposal that lacks somebody is explained once, by the first of these that explains it.

    Only of a panel that is too small it is said as well where nobody on it may: a larger one alone would not help.
    """
    left = short > 0
    found: list[Obstacle] = []
    readers = (table.readable & table.takes | table.held).sum(axis=1)
    clear = (table.free | table.held).sum(axis=1)
    few = left & ((table.takes | table.held).sum(axis=1) < table.each)
    if few.any():
        found.append(_told(table, Shortage.PANEL, few, available=int(table.takes.sum()), needed=table.each))
        if (nobody := few & (readers > 0) & (clear == 0)).any():
            found.append(_told(table, Shortage.CONFLICT, nobody, available=0, needed=table.each))
        left &= ~few
    for language in sorted({one.language for one in table.proposals}):
        spoken = np.array([one.language == language for one in table.proposals])
        if (few := left & spoken & (readers < table.each)).any():
            available = int(readers[few].min())
            found.append(_told(table, Shortage.LANGUAGE, few, available=available, needed=table.each, key=language))
            left &= ~few
    for count in sorted(set(clear[left & (clear < table.each)].tolist())):
        few = left & (clear == count)
        found.append(_told(table, Shortage.CONFLICT, few, available=count, needed=table.each))
        left &= ~few
    if left.any():
        found.extend(_full(table, chosen, left))
    return [*found, *_without_experts(table, chosen)]


def _full(table: Table, chosen: Bools, left: Bools) -> list[Obstacle]:
    """Nobody has room: on the whole panel, or among those who may take these proposals or hand on what they have."""
    needed, room = int(table.lacking.sum()), int(table.room.sum())
    if room < needed:
        return [_told(table, Shortage.CAPACITY, left, available=room, needed=needed)]
    rows: Bools = left.copy()
    seats: Bools = np.zeros(len(table.seats), dtype=bool)
    while True:
        reached: Bools = np.asarray((table.free & ~chosen)[rows].any(axis=0))
        if (reached == seats).all():
            break
        seats = reached
        rows = np.array(left | chosen[:, seats].any(axis=1), dtype=bool)
    return [
        Obstacle(
            Shortage.GROUP,
            proposals=_ids(table, left),
            available=int(table.room[seats].sum()),
            needed=int(table.room[seats].sum() + (table.lacking - chosen.sum(axis=1))[left].sum()),
            seats=tuple(table.seats[seat].id for seat in np.nonzero(seats)[0].tolist()),
        )
    ]


def _without_experts(table: Table, chosen: Bools) -> list[Obstacle]:
    """By topic. Proposals that nobody assesses are spoken of already."""
    everything = chosen | table.held
    alone = everything.any(axis=1) & ~(everything & table.expert).any(axis=1)
    rows: dict[str, list[uuid.UUID]] = defaultdict(list)
    for row in np.nonzero(alone)[0].tolist():
        for topic in table.proposals[row].topics:
            rows[topic].append(table.proposals[row].id)
    return [
        Obstacle(
            Shortage.EXPERT,
            proposals=tuple(rows[topic]),
            available=sum(topic in seat.expertise for seat in table.seats),
            key=topic,
        )
        for topic in sorted(rows)
    ]


def _ids(table: Table, which: Bools) -> tuple[uuid.UUID, ...]:
    return tuple(table.proposals[row].id for row in np.nonzero(which)[0].tolist())


def _told(table: Table, kind: Shortage, which: Bools, *, available: int, needed: int, key: str = "") -> Obstacle:
    return Obstacle(kind, proposals=_ids(table, which), available=available, needed=needed, key=key)
