"""Deletes, adds and bends every row of every table of legal moves, one at a time; the unit tests must notice each.

The unit tests compare each table with one that was written by hand. They may not read the tables while they are
collected: a test that takes its expectations from what it checks would follow every change.
"""

import enum
import importlib
import itertools
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.workflow import Lifecycle

ROOT = Path(__file__).parents[2]
Row = tuple[Any, Any]


class Watched(dict[Row, Any]):
    """A table that notes when it is read."""

    readers: set[str] = set()

    def __init__(self, name: str, rows: dict[Row, Any]) -> None:
        super().__init__(rows)
        self.name = name

    def get(self, key: Row, default: Any = None) -> Any:
        self.readers.add(self.name)
        return super().get(key, default)

    def items(self) -> Any:
        self.readers.add(self.name)
        return super().items()

    def __iter__(self) -> Iterator[Row]:
        self.readers.add(self.name)
        return super().__iter__()

    def __getitem__(self, key: Row) -> Any:
        self.readers.add(self.name)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.readers.add(self.name)
        return super().__contains__(key)

    def __len__(self) -> int:
        self.readers.add(self.name)
        return super().__len__()


def lifecycles() -> dict[str, Lifecycle[Any, Any]]:
    """Every lifecycle that a module of states declares, by module and name."""
    modules = [_module(path) for path in sorted([*ROOT.glob("*/states.py"), *ROOT.glob("*/states/*.py")])]
    found: dict[int, tuple[str, Lifecycle[Any, Any]]] = {}
    for module in modules:
        for name, value in vars(module).items():
            if isinstance(value, Lifecycle):
                found.setdefault(id(value), (f"{module.__name__}.{name}", value))
    return dict(found.values())


def _module(path: Path) -> ModuleType:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return importlib.import_module(".".join(part for part in parts if part != "__init__"))


def _members(one: enum.Enum) -> list[Any]:
    """`one` and all of its kind."""
    return list(type(one))


def _bent(moves: dict[Row, Any]) -> Iterator[tuple[str, dict[Row, Any]]]:
    """Every table that differs from this one in one row, with words for the difference."""
    some_state, some_action = next(iter(moves))
    states, actions = _members(some_state), _members(some_action)
    for row in itertools.product(states, actions):
        words = f"{row[0].value} + {row[1].value}"
        if row in moves:
            yield f"{words} deleted", {key: target for key, target in moves.items() if key != row}
            other = next(state for state in states if state is not moves[row])
            yield f"{words} leads elsewhere", moves | {row: other}
        else:
            yield f"{words} added", moves | {row: states[0]}


class MoveMutator:
    """Runs the collected tests in its own way."""

    def __init__(self, known: dict[str, Lifecycle[Any, Any]]) -> None:
        self.known = known
        self.survivors: list[str] = []
        self.tried = 0

    def pytest_collection_finish(self) -> None:
        if Watched.readers:
            raise pytest.UsageError(f"Read while tests were collected: {sorted(Watched.readers)}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        asked_by: dict[str, list[pytest.Item]] = {name: [] for name in self.known}
        for item in session.items:
            Watched.readers.clear()
            if not _passes(item):
                raise pytest.UsageError(f"{item.nodeid} fails as things are; mend that first.")
            for name in Watched.readers:
                asked_by[name].append(item)
        for name, lifecycle in self.known.items():
            missed = list(self._missed(name, lifecycle, asked_by[name]))
            self.survivors += missed
            print(f"{name}: {len(lifecycle.moves)} moves, {len(missed)} changes unnoticed")
        return True

    def _missed(self, name: str, lifecycle: Lifecycle[Any, Any], witnesses: Sequence[pytest.Item]) -> Iterator[str]:
        usual, queue = lifecycle.moves, list(reversed(witnesses))
        noticed_by: Counter[pytest.Item] = Counter()
        for words, bent in _bent(dict(usual)):
            self.tried += 1
            lifecycle.moves = Watched(name, bent)
            noticed = next((item for item in queue if not _passes(item)), None)
            lifecycle.moves = usual
            if noticed is None:
                yield f"{name}: {words}"
            else:
                # Whoever notices most is asked first.
                noticed_by[noticed] += 1
                queue.sort(key=lambda item: -noticed_by[item])


def _passes(item: pytest.Item) -> bool:
    """Run a test without writing a report about it."""
    state = item.session._setupstate
    item._initrequest()  # type: ignore[attr-defined]  # pytest's own runner does the same
    try:
        state.setup(item)
        item.runtest()
    except (Exception, pytest.fail.Exception):
        return False
    finally:
        state.teardown_exact(None)
    return True


def main() -> int:
    known = lifecycles()
    for name, lifecycle in known.items():
        lifecycle.moves = Watched(name, lifecycle.moves)
    mutator = MoveMutator(known)
    files = [str(path) for path in sorted((ROOT / "tests" / "unit").rglob("*.py")) if "_LIFECYCLE" in path.read_text()]
    code = pytest.main(
        ["-q", "--noconftest", "--assert=plain", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:faker", *files],
        plugins=[mutator],
    )
    if code != pytest.ExitCode.OK:
        return int(code)
    print("\n".join(mutator.survivors))
    print(f"{len(known)} lifecycles, {mutator.tried} changes, survivors: {len(mutator.survivors) or 'none'}")
    return 1 if mutator.survivors else 0


if __name__ == "__main__":
    sys.exit(main())
