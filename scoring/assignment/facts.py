"""What the plan is made from, and what it says."""

import enum
import uuid
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Pair = tuple[uuid.UUID, uuid.UUID]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Kind = TypeVar("Kind", bound=Hashable)


@dataclass(frozen=True)
class Seat:
    """An assessor: how many proposals they take at most (None for as many as come), what they read and know."""

    id: uuid.UUID
    capacity: int | None = None
    languages: frozenset[str] | None = None
    expertise: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """What is to be assessed. `topics` are what an expert would know; any of them makes one."""

    id: uuid.UUID
    language: str = ""
    topics: frozenset[str] = frozenset()


class Shortage(enum.Enum):
    """Why proposals get fewer assessors than planned, the first that explains it."""

    PANEL = "panel"
    LANGUAGE = "language"
    CONFLICT = "conflict"
    CAPACITY = "capacity"
    GROUP = "group"
    EXPERT = "expert"


@dataclass(frozen=True)
class Obstacle:
    """A wish that cannot be met, and for whom. `available` of what there is against `needed`.

    PANEL and CONFLICT count assessors of one proposal, LANGUAGE those who read `key`; CAPACITY and GROUP count
    assessments, of the whole panel or of `seats` alone; EXPERT says which proposals nobody who knows `key` assesses.
    """

    kind: Shortage
    proposals: tuple[uuid.UUID, ...]
    available: int = 0
    needed: int = 0
    key: str = ""
    seats: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class Overlap:
    """How often two assessors meet, over all pairs of seats; `bound` is the least that the largest can be."""

    smallest: int = 0
    mean: float = 0.0
    largest: int = 0
    bound: int = 0
    is_connected: bool = True


@dataclass(frozen=True)
class Plan:
    """`pairs` are (seat, submission) to add; `missing` says how many assessors a submission still lacks."""

    pairs: list[Pair] = field(default_factory=list)
    missing: dict[uuid.UUID, int] = field(default_factory=dict)
    loads: dict[uuid.UUID, int] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)
    overlap: Overlap = Overlap()


@dataclass(frozen=True)
class Table:
    """The facts as tables of proposals x seats. `takes` tells who takes any new work at all,
    `room` how much more, `lacking` what is to fill."""

    seats: Sequence[Seat]
    proposals: Sequence[Proposal]
    each: int
    readable: Bools
    unbarred: Bools
    held: Bools
    expert: Bools
    takes: Bools
    room: Ints
    lacking: Ints

    @classmethod
    def of(
        cls,
        seats: Sequence[Seat],
        proposals: Sequence[Proposal],
        *,
        each: int,
        barred: Collection[Pair],
        held: Collection[Pair],
    ) -> "Table":
        rows = {one.id: place for place, one in enumerate(proposals)}
        columns = {one.id: place for place, one in enumerate(seats)}
        shape = (len(proposals), len(seats))
        has = _marked(held, rows, columns, shape)
        load = has.sum(axis=0)
        capacity = np.array([shape[0] if one.capacity is None else one.capacity for one in seats], dtype=np.int64)
        return cls(
            seats=seats,
            proposals=proposals,
            each=each,
            readable=_by_kind(
                [one.language for one in proposals],
                lambda language: [not language or one.languages is None or language in one.languages for one in seats],
            ),
            unbarred=~_marked(barred, rows, columns, shape),
            held=has,
            expert=_by_kind(
                [one.topics for one in proposals], lambda topics: [bool(topics & one.expertise) for one in seats]
            ),
            takes=capacity > 0,
            room=np.maximum(capacity - load, 0),
            lacking=np.maximum(each - has.sum(axis=1), 0),
        )

    @property
    def free(self) -> Bools:
        """Who may be added to what."""
        return self.readable & self.unbarred & self.takes & ~self.held


def _marked(
    pairs: Collection[Pair], rows: dict[uuid.UUID, int], columns: dict[uuid.UUID, int], shape: tuple[int, int]
) -> Bools:
    found = np.zeros(shape, dtype=bool)
    places = [(rows[one], columns[seat]) for seat, one in pairs if seat in columns and one in rows]
    if places:
        found[tuple(np.array(places).T)] = True
    return found


def _by_kind(kinds: Sequence[Kind], row_of: Callable[[Kind], list[bool]]) -> Bools:
    """Proposals of one kind share a row."""
    known = {kind: np.array(row_of(kind), dtype=bool) for kind in set(kinds)}
    return np.stack([known[kind] for kind in kinds])
