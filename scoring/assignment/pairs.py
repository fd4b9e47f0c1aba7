"""How often two assessors meet, and the least that the largest of these can be."""

import numpy as np

from scoring.assignment.facts import Bools, Ints, Table


def meetings(assigned: Bools) -> Ints:
    """How often each two seats assess the same proposal."""
    count = assigned.T.astype(np.float64) @ assigned.astype(np.float64)
    np.fill_diagonal(count, 0)
    return count.astype(np.int64)


def smallest(meet: Ints) -> int:
    return int(meet[np.triu_indices(len(meet), 1)].min()) if len(meet) > 1 else 0


def bound_of(table: Table, assigned: Bools) -> int:
    """The least that the largest overlap can be; see above."""
    sizes = assigned.sum(axis=1)
    able = table.readable | table.held
    groups, member = np.unique(able, axis=0, return_inverse=True)
    counts = [(sizes, len(table.seats))]
    counts += [(sizes[member.ravel() == place], int(group.sum())) for place, group in enumerate(groups)]
    return max(
        (-(-int((sizes * (sizes - 1)).sum()) // (width * (width - 1))) for sizes, width in counts if width > 1),
        default=0,
    )
