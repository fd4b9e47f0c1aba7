"""How long the database works for one page, and with how many statements."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

from tests.support.queries import BOOKKEEPING


@dataclass
class Visit:
    """One request: milliseconds at the database, from sending a statement to having its rows; and the statements."""

    milliseconds: float = 0
    statements: list[tuple[str, Any]] = field(default_factory=list)


@contextmanager
def watched() -> Iterator[Visit]:
    """What reaches the database within the block."""
    visit, begun = Visit(), [0.0]

    def before(*_: Any) -> None:
        begun[0] = time.perf_counter()

    def after(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        visit.milliseconds += (time.perf_counter() - begun[0]) * 1000
        if not statement.startswith(BOOKKEEPING):
            visit.statements.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield visit
    finally:
        event.remove(Engine, "before_cursor_execute", before)
        event.remove(Engine, "after_cursor_execute", after)


@dataclass(frozen=True)
class Figures:
    """Of many visits to pages of one kind."""

    name: str
    visits: int
    median: float
    p95: float
    slowest: float
    statements: int

    def row(self, limit: float, statements: int | None) -> str:
        too_many = statements is not None and self.statements > statements
        kept = "missed" if self.p95 > limit or too_many else ""
        return (
            f"| {self.name} | {self.statements} | {self.median:.1f} | {self.p95:.1f} | {self.slowest:.1f} "
            f"| {limit:.0f} | {kept} |"
        )


HEADING = """\
| page | statements, at most | median ms | p95 ms | slowest ms | limit of p95 | |
|---|---:|---:|---:|---:|---:|---|"""


def measure(name: str, visits: int, go: Callable[[int], Visit]) -> Figures:
    """`go(number)` makes one request; the first few warm up what a running server has warm."""
    for number in range(min(5, visits)):
        go(number)
    seen = [go(number) for number in range(visits)]
    times = sorted(visit.milliseconds for visit in seen)
    return Figures(
        name=name,
        visits=visits,
        median=statistics.median(times),
        p95=times[max(0, -(-len(times) * 95 // 100) - 1)],
        slowest=times[-1],
        statements=max(len(visit.statements) for visit in seen),
    )
