"""Which: swaps of two places that even out the pairs."""

import numpy as np

from scoring.assignment.facts import Bools, Ints, Table
from scoring.assignment.pairs import bound_of, meetings, smallest

# How often a swap is looked for, for each place that is to be filled; enough for 1,600 proposals in some seconds.
TRIES_EACH_PLACE = 3
AT_LEAST_TRIES = 2_000
# This many tries that make nothing more even are enough; as many as there are places, while a pair is above the bound.
IN_VAIN = 400
# Of so many places at most is each the best partner for a swap.
LOOKED_AT = 1_200
# A proposal without an expert weighs more than any overlap of pairs.
WITHOUT_EXPERT = 100_000
ABOVE_BOUND = 50


class Balance:
    """Swaps two places at a time: the seat of one proposal for the seat of another. Loads stay as they are.

    `places` holds the seats of each proposal, those that may move first; an empty place holds `nobody`.
    """

    def __init__(self, table: Table, chosen: Bools, rng: np.random.Generator) -> None:
        self.table, self.chosen, self.rng = table, chosen, rng
        self.nobody = len(table.seats)
        everything = chosen | table.held
        self.places = np.full((len(chosen), int(everything.sum(axis=1).max())), self.nobody)
        movable = np.zeros(self.places.shape, dtype=bool)
        for row in range(len(chosen)):
            mine, theirs = np.nonzero(chosen[row])[0], np.nonzero(table.held[row])[0]
            self.places[row, : len(mine) + len(theirs)] = np.concatenate([mine, theirs])
            movable[row, : len(mine)] = True
        self.rows, self.columns = np.nonzero(movable)
        self.free = np.pad(table.free, ((0, 0), (0, 1)))
        self.expert = np.pad(table.expert, ((0, 0), (0, 1)))
        self.experts = (everything & table.expert).sum(axis=1)
        # An expert might come: one is free, or one is there.
        self.may_have: Bools = np.asarray((table.expert & (table.free | table.held)).any(axis=1))
        self.meet = np.pad(meetings(everything), ((0, 1), (0, 1)))
        self.bound = bound_of(table, everything)
        self.until = np.zeros(self.free.shape, dtype=np.int64)

    def improve(self) -> None:
        """Leaves the best that was found in `chosen`."""
        least, kept, since = self._cost(), self.places.copy(), 0
        tries = max(AT_LEAST_TRIES, TRIES_EACH_PLACE * len(self.rows)) if self.nobody > 2 else 0
        for time in range(tries):
            bad = self._bad_places()
            if not bad.size or time - since > (IN_VAIN if self._is_good() else max(IN_VAIN, len(self.rows))):
                break
            if self._swap(int(self.rng.choice(bad)), time) and (now := self._cost()) < least:
                least, kept, since = now, self.places.copy(), time
        self._keep(kept)

    def _is_good(self) -> bool:
        return int(self.meet.max()) <= self.bound

    def _lonely(self) -> Bools:
        return np.asarray((self.experts == 0) & self.may_have)

    def _cost(self) -> int:
        above = np.maximum(self.meet - self.bound, 0)
        pairs = int((ABOVE_BOUND * above**2 + self.meet**2).sum()) // 2
        return WITHOUT_EXPERT * int(self._lonely().sum()) + pairs

    def _bad_places(self) -> Ints:
        """Where a swap is worth a try: no expert, in a pair above the bound, or else in one that meets most often."""
        meet = self.meet[: self.nobody, : self.nobody]
        largest = int(meet.max())
        if not self._lonely().any() and largest - smallest(meet) <= 1:
            return np.array([], dtype=np.int64)
        often = self.meet > (self.bound if largest > self.bound else largest - 1)
        places = self.places[self.rows]
        bad = often[self.places[self.rows, self.columns][:, None], places].any(axis=1) | self._lonely()[self.rows]
        return np.nonzero(bad)[0]

    def _swap(self, place: int, time: int) -> bool:
        """The best swap of this place with any other that is not taken back; False when there is none."""
        row, seat = int(self.rows[place]), int(self.places[self.rows[place], self.columns[place]])
        others = self._looked_at()
        rows = self.rows[others]
        mine, theirs = self.places[row], self.places[rows]
        takers = self.places[rows, self.columns[others]]
        can = (
            self.free[row, takers]
            & self.free[rows, seat]
            & ~np.isin(takers, mine)
            & ~(theirs == seat).any(axis=1)
            & (self.until[row, takers] <= time)
            & (self.until[rows, seat] <= time)
        )
        if not can.any():
            return False
        more, less = self._steps()
        change = (more[:, mine].sum(axis=1) - more[:, seat])[takers] + less[seat, mine].sum()
        change = change + more[seat][theirs].sum(axis=1) - more[seat, takers]
        change = change + less[takers[:, None], theirs].sum(axis=1)
        change = change + self._without_expert(row, seat, rows, takers)
        best = int(np.argmin(np.where(can, change + self.rng.random(len(change)), np.inf)))
        self._apply(place, int(others[best]), time)
        return True

    def _looked_at(self) -> Ints:
        """All places, or a handful of them where there are many."""
        if len(self.rows) <= LOOKED_AT:
            return np.arange(len(self.rows))
        return self.rng.integers(0, len(self.rows), LOOKED_AT)

    def _steps(self) -> tuple[Ints, Ints]:
        """What one meeting more, or less, of each pair costs."""
        now = self._of(self.meet)
        more, less = self._of(self.meet + 1) - now, self._of(np.maximum(self.meet - 1, 0)) - now
        for table in (more, less):
            np.fill_diagonal(table, 0)
            table[self.nobody] = table[:, self.nobody] = 0
        return more, less

    def _of(self, meet: Ints) -> Ints:
        return np.asarray(meet**2 + ABOVE_BOUND * np.maximum(meet - self.bound, 0) ** 2)

    def _without_expert(self, row: int, seat: int, rows: Ints, takers: Ints) -> Ints:
        """What the swaps would cost or win in proposals that have no expert."""
        comes, goes = self.expert[row, takers].astype(np.int64), int(self.expert[row, seat])
        own = self._lacks(self.experts[row] + comes - goes, self.may_have[row])
        there = self.expert[rows, seat].astype(np.int64) - self.expert[rows, takers]
        their = self._lacks(self.experts[rows] + there, self.may_have[rows])
        before = np.where(self._lonely(), 1, 0)
        return np.asarray(WITHOUT_EXPERT * (own + their - before[row] - before[rows]))

    @staticmethod
    def _lacks(experts: Ints, may_have: Bools | np.bool_) -> Ints:
        return np.asarray((experts == 0) & may_have, dtype=np.int64)

    def _apply(self, place: int, other: int, time: int) -> None:
        moves = [(int(self.rows[one]), int(self.columns[one])) for one in (place, other)]
        seats = [int(self.places[where]) for where in moves]
        for (row, column), gone, new in zip(moves, seats, reversed(seats), strict=True):
            for third in np.delete(self.places[row], column):
                if third != self.nobody:
                    self._count(gone, int(third), -1)
                    self._count(new, int(third), +1)
            self.places[row, column] = new
            self.experts[row] += int(self.expert[row, new]) - int(self.expert[row, gone])
            self.until[row, gone] = time + self.rng.integers(5, 20)

    def _count(self, one: int, other: int, change: int) -> None:
        self.meet[one, other] += change
        self.meet[other, one] += change

    def _keep(self, places: Ints) -> None:
        self.chosen[:] = False
        self.chosen[self.rows, places[self.rows, self.columns]] = True
