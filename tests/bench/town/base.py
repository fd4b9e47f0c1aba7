"""What a town is grown with: its sizes, its moment, and what writes its rows."""

import datetime as dt
import itertools
import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert

from core.database import Model
from tests.bench.words import Writer

NOW = dt.datetime(2026, 6, 15, 10, 30, tzinfo=dt.UTC)
BEGUN = dt.datetime(2019, 1, 7, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SEED = 2026
BATCH = 2000
SIDE_BATCH, SIDE_BY_SIDE = 250, 3


@dataclass(frozen=True)
class Sizes:
    """How many of each. `proposals` are those to the one challenge that drew most."""

    challenges: int = 2000
    councils: int = 60
    problems: int = 20_000
    proposals: int = 1600
    pilots: int = 400
    suppliers: int = 2000

    def scaled(self, share: float) -> "Sizes":
        """The same town, smaller; the councils stay, so that challenges are still spread over them."""
        parts = {name: max(1, round(count * share)) for name, count in vars(self).items()}
        return Sizes(**{**parts, "councils": max(5, round(self.councils * share))})


@dataclass
class Grown:
    """What a council is known by, while it grows."""

    id: uuid.UUID
    slug: str
    languages: list[str]
    zone: str
    officer: uuid.UUID
    approver: uuid.UUID
    membership: uuid.UUID


@dataclass
class Town:
    """Where a visit can go. `busiest` has most challenges; `crowded` is the challenge with most proposals."""

    sizes: Sizes
    seed: int
    councils: list[Grown] = field(default_factory=list)
    suppliers: list[tuple[uuid.UUID, uuid.UUID, uuid.UUID]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    grown_in: float = 0
    crowded_slug: str = ""
    draft_slugs: list[str] = field(default_factory=list)
    # Of the busiest supplier, each with a long text in answer to its first question.
    own_drafts: list[uuid.UUID] = field(default_factory=list)

    @property
    def busiest(self) -> Grown:
        return self.councils[0]


class Grower:
    """Collects rows and writes them in large statements."""

    def __init__(self, connection: Connection, sizes: Sizes, seed: int) -> None:
        self.connection = connection
        self.sizes = sizes
        self.rng = random.Random(seed)
        self.writer = Writer(self.rng)
        self.town = Town(sizes, seed)
        self.number = itertools.count(1)

    def id_at(self, moment: dt.datetime) -> uuid.UUID:
        """As the service makes them: in the order of time."""
        stamp = int(moment.timestamp() * 1000) << 80
        return uuid.UUID(int=stamp | 0x7 << 76 | self.rng.getrandbits(76) & ~(0x3 << 62) | 0x2 << 62)

    def moment(self, first: dt.datetime = BEGUN, last: dt.datetime = NOW) -> dt.datetime:
        """More of them lately."""
        share = max(self.rng.random(), self.rng.random())
        return first + (last - first) * share

    def write(self, model: type[Model] | Any, rows: Iterable[dict[str, Any]]) -> None:
        table = model.__table__ if hasattr(model, "__table__") else model
        waiting = iter(rows)
        while batch := list(itertools.islice(waiting, BATCH)):
            self.connection.execute(insert(table), batch)

    def write_beside(self, model: type[Model] | Any, rows: Sequence[dict[str, Any]]) -> None:
        """The same by several connections at once, for what makes the database think. What was written is committed."""
        self.connection.commit()
        batches = [rows[start : start + SIDE_BATCH] for start in range(0, len(rows), SIDE_BATCH)]

        def write(batch: Sequence[dict[str, Any]]) -> None:
            with self.connection.engine.begin() as connection:
                connection.execute(insert(model.__table__), batch)

        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            list(pool.map(write, batches))

    def council(self) -> Grown:
        """A few of them do most (Zipf)."""
        weights = [1 / (place + 1) ** 0.9 for place in range(len(self.town.councils))]
        return self.rng.choices(self.town.councils, weights=weights)[0]

    def reference(self, prefix: str) -> str:
        return f"{prefix}-{next(self.number):07d}"

    def slug(self, words: str) -> str:
        plain = "-".join(words.lower().split())[:60].encode("ascii", "ignore").decode()
        return f"{plain}-{next(self.number)}"


def spread(shares: Sequence[tuple[Any, int]], total: int) -> Iterator[Any]:
    """Exactly `total` states, as near to the shares as whole numbers come."""
    given = 0
    so_far = 0
    for state, share in shares:
        so_far += share
        until = round(total * so_far / 100)
        yield from itertools.repeat(state, until - given)
        given = until


def topic(grower: Grower, row: dict[str, Any], kind: str, at: dt.datetime, body_id: uuid.UUID | None) -> dict[str, Any]:
    row["topic_id"] = grower.id_at(at)
    return {
        "id": row["topic_id"],
        "kind": kind,
        "title": row["title"],
        "path": f"/{kind}s/{row['slug']}",
        "council_id": row["council_id"],
        "body_id": body_id,
        "votes_count": int(grower.rng.paretovariate(1.2)) - 1,
    }
