"""Who assesses what. Pure: facts in, a plan out; the same seed gives the same plan.

Never broken: a person and a proposal that must not meet, a language that the assessor does not read, what a seat can
take, and each person once for each proposal. What is held already stays. Among the plans that are left, in this order:

1. as many assessments as can be had at all (maximum flow from proposals to seats), and no seat fuller than it must be
   (the lowest cap at which that flow is still reached); then work is moved along chains from fuller to emptier seats;
2. at least one expert for each proposal, where an expert may assess it;
3. pairs of assessors meeting as evenly as possible, so that the severity of each can be told from the others': swaps
   of two places lower the sum, over all pairs, of what is above the bound, squared, and then of all squares. The best
   swap is taken even where it makes things worse for a while, and is not taken back at once (tabu search).

The bound that the largest overlap is compared with is a count: n proposals with k assessors each hold n k (k - 1) / 2
pairs, there are m (m - 1) / 2 pairs of assessors, so some pair meets at least n k (k - 1) / (m (m - 1)) times, rounded
up. The same count holds for the proposals that only some of the seats may assess (those in one language, say), over the
pairs of these seats alone; the bound is the largest of these counts. Conflicts and held work may make it unreachable.
"""

from collections.abc import Collection, Sequence

import numpy as np

from scoring.assignment.balancing import Balance
from scoring.assignment.facts import Obstacle, Overlap, Pair, Plan, Proposal, Seat, Shortage, Table
from scoring.assignment.filling import even_out, filled
from scoring.assignment.telling import plan_of

__all__ = ["Obstacle", "Overlap", "Pair", "Plan", "Proposal", "Seat", "Shortage", "share_out"]


def share_out(
    *,
    seats: Sequence[Seat],
    proposals: Sequence[Proposal],
    each: int,
    barred: Collection[Pair] = (),
    held: Collection[Pair] = (),
    seed: int = 0,
) -> Plan:
    """Fill every proposal up to `each` assessors, around what is `barred`, keeping what is `held`."""
    if not seats or not proposals:
        return Plan(missing={one.id: each for one in proposals}, loads={seat.id: 0 for seat in seats})
    table = Table.of(seats, proposals, each=each, barred=barred, held=held)
    rng = np.random.default_rng(seed)
    chosen = filled(table, rng)
    even_out(table, chosen, rng)
    Balance(table, chosen, rng).improve()
    return plan_of(table, chosen)
