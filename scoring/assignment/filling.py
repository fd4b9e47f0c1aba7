"""How many: a flow from proposals to seats, then chains that make the loads even."""

from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import maximum_flow

from scoring.assignment.facts import Bools, Ints, Table


def _flow(edges: Bools, lacking: Ints, room: Ints) -> Bools:
    """As many of the edges as can be had, with no proposal above `lacking` and no seat above `room`."""
    count, width = edges.shape
    source, sink = count + width, count + width + 1
    rows, columns = np.nonzero(edges)
    starts = np.concatenate([np.full(count, source), rows, count + np.arange(width)])
    ends = np.concatenate([np.arange(count), count + columns, np.full(width, sink)])
    widths = np.concatenate([lacking, np.ones(len(rows), dtype=np.int64), room]).astype(np.int32)
    graph = csr_array(coo_array((widths, (starts, ends)), shape=(sink + 1, sink + 1)))
    taken = maximum_flow(graph, source, sink).flow.tocoo()
    inside = (taken.data > 0) & (taken.row < count) & (taken.col >= count) & (taken.col < source)
    found = np.zeros_like(edges)
    found[taken.row[inside], taken.col[inside] - count] = True
    return found


def filled(table: Table, rng: np.random.Generator) -> Bools:
    """As many as can be had, experts first where that costs nothing, and no seat fuller than needed."""
    order, turn = rng.permutation(len(table.proposals)), rng.permutation(len(table.seats))
    edges, lacking = table.free[np.ix_(order, turn)], table.lacking[order]
    load, room = table.held.sum(axis=0)[turn], table.room[turn]
    most = int(_flow(edges, lacking, room).sum())
    low, high = 0, int((load + np.minimum(room, len(order))).max())
    while low < high:
        cap = (low + high) // 2
        if int(_flow(edges, lacking, _capped(room, load, cap)).sum()) == most:
            high = cap
        else:
            low = cap + 1
    room = _capped(room, load, high)
    wanting = ((table.held & table.expert).sum(axis=1)[order] == 0) & (lacking > 0)
    experts = _flow(edges & table.expert[np.ix_(order, turn)], wanting.astype(np.int64), room)
    rest = _flow(edges & ~experts, lacking - experts.sum(axis=1), room - experts.sum(axis=0))
    found = experts | rest
    if int(found.sum()) < most:
        found = _flow(edges, lacking, room)
    back = np.zeros_like(found)
    back[np.ix_(order, turn)] = found
    return back


def _capped(room: Ints, load: Ints, cap: int) -> Ints:
    return np.clip(cap - load, 0, room)


def even_out(table: Table, chosen: Bools, rng: np.random.Generator) -> None:
    """Move work along chains from fuller to emptier seats until no chain makes it more even.

    Each chain lowers the sum of squared loads, so this ends.
    """
    load = (chosen | table.held).sum(axis=0)
    while (chain := _chain(table, chosen, load)) is not None:
        for giver, taker in pairwise(chain):
            able = np.nonzero(chosen[:, giver] & table.free[:, taker] & ~chosen[:, taker])[0]
            lone = table.expert[able, giver] & ~table.expert[able, taker]
            best = able[~lone] if (~lone).any() else able
            one = rng.choice(best)
            chosen[one, giver], chosen[one, taker] = False, True
        load[chain[0]] -= 1
        load[chain[-1]] += 1


def _chain(table: Table, chosen: Bools, load: Ints) -> list[int] | None:
    """Seats from one that gives to one, with at least two fewer, that has room: the shortest way, each handing on."""
    has_room = load < table.held.sum(axis=0) + table.room
    hands_on = (chosen.T.astype(np.float32) @ (table.free & ~chosen).astype(np.float32)) > 0
    for start in np.argsort(-load, kind="stable"):
        wanted = has_room & (load < load[start] - 1)
        if not wanted.any():
            return None
        came = np.full(len(load), -1)
        came[start], edge = start, np.array([start])
        while edge.size:
            hit = edge[wanted[edge]]
            if hit.size:
                way = [int(hit[np.argmin(load[hit])])]
                while way[-1] != start:
                    way.append(int(came[way[-1]]))
                return way[::-1]
            new = np.nonzero(hands_on[edge].any(axis=0) & (came < 0))[0]
            came[new] = edge[hands_on[np.ix_(edge, new)].argmax(axis=0)]
            edge = new
    return None
