"""`make mutate`: turns every policy round, one at a time, and looks whether a test marked `access` notices.

The tests run once as they are, and it is noted which policies each of them asks. Then each policy is inverted, and
the tests that ask it run until one fails. What no test notices is printed, and the exit code is 1. A marked test must
ask its policies when it is run, not in a fixture that is made once for all. Two processes share the work.

Afterwards the same is done to the tables of legal moves (`tests.support.mutate_moves`).
"""

import functools
import importlib.abc
import importlib.machinery
import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.support import mutate_moves

PARTS = 2
PATIENCE_SECONDS = 900
POLICY_MODULE = re.compile(r"^\w+\.policies(\.\w+)*$")
inverted: set[str] = set()
asked: set[str] = set()
known: set[str] = set()


class PolicyFinder(importlib.abc.MetaPathFinder):
    """Wraps each policy as its module is loaded, before anybody has imported it from there."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not POLICY_MODULE.match(fullname):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def load_and_wrap(module: ModuleType) -> None:
                load(module)
                _wrap_policies(module)

            spec.loader.exec_module = load_and_wrap  # type: ignore[method-assign]
        return spec


def _wrap_policies(module: ModuleType) -> None:
    """Everything in it that answers yes or no, helpers included."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        is_own = function.__module__ == module.__name__
        if is_own and inspect.signature(function).return_annotation in (bool, "bool"):
            setattr(module, name, _invertible(f"{module.__name__}.{name}", function))


def _invertible(name: str, policy: Callable[..., bool]) -> Callable[..., bool]:
    known.add(name)

    @functools.wraps(policy)
    def asking(*args: Any, **kwargs: Any) -> bool:
        asked.add(name)
        return policy(*args, **kwargs) is not (name in inverted)

    return asking


class Mutator:
    """Runs the collected tests in its own way: every `parts`-th of them as they are, then those that a policy needs.

    What the parts learn in the first round they tell each other by files in `folder`.
    """

    def __init__(self, part: int, folder: Path) -> None:
        self.part, self.folder = part, folder
        self.survivors: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = session.items
        self._tell(_askers(items[self.part :: PARTS]))
        asked_by = self._hear()
        for policy in sorted(known)[self.part :: PARTS]:
            witnesses = [item for item in items if policy in asked_by.get(item.nodeid, [])]
            # Who asks little depends on the answer.
            witnesses.sort(key=lambda item: len(asked_by[item.nodeid]))
            began = time.monotonic()
            noticed = self._is_noticed(policy, witnesses)
            took = time.monotonic() - began
            verdict = "noticed" if noticed else "SURVIVES"
            print(f"{policy}: {verdict} ({len(witnesses)} tests ask it, {took:.1f} s)", flush=True)
            if not noticed:
                self.survivors.append(policy)
        return True

    def _is_noticed(self, policy: str, witnesses: Sequence[pytest.Item]) -> bool:
        inverted.add(policy)
        try:
            return any(_failures(item) for item in witnesses)
        finally:
            inverted.clear()

    def _tell(self, learnt: dict[str, list[str]]) -> None:
        half_written = self.folder / f"{self.part}.part"
        half_written.write_text(json.dumps(learnt))
        half_written.rename(self.folder / f"{self.part}.json")

    def _hear(self) -> dict[str, list[str]]:
        told = [self.folder / f"{part}.json" for part in range(PARTS)]
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while not all(path.exists() for path in told):
            if time.monotonic() > give_up_at:
                raise pytest.UsageError("The other process has not said which policies its tests ask.")
            time.sleep(0.2)
        return {item: names for path in told for item, names in json.loads(path.read_text()).items()}


def _askers(mine: Sequence[pytest.Item]) -> dict[str, list[str]]:
    """Which policies each of my tests asks; all of them must pass as things are."""
    found = {}
    for item in mine:
        asked.clear()
        if failed := _failures(item):
            raise pytest.UsageError(f"{item.nodeid} fails as things are; mend that first.\n{failed[0].longreprtext}")
        found[item.nodeid] = sorted(asked)
    return found


class AnyTest:
    """Named as the next test: fixtures of the session stay up, and all others go."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[pytest.Session]:
        return [self.session]


def _failures(item: pytest.Item) -> list[pytest.TestReport]:
    following: Any = AnyTest(item.session)
    return [report for report in runtestprotocol(item, log=False, nextitem=following) if report.failed]


def _run_part(part: int, folder: Path) -> int:
    sys.meta_path.insert(0, PolicyFinder())
    mutator = Mutator(part, folder)
    code = pytest.main(["-q", "-m", "access", "--tb=short", "tests"], plugins=[mutator])
    if code != pytest.ExitCode.OK:
        return int(code)
    (folder / f"{part}.survivors").write_text(json.dumps([len(known), mutator.survivors]))
    return 0


def _lines_of(parts: Sequence[subprocess.Popen[str]]) -> Iterator[str]:
    for part in parts:
        assert part.stdout is not None
        yield from part.stdout


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="townlab-mutate-") as name:
        folder = Path(name)
        command = [sys.executable, "-m", "tests.support.mutate"]
        environment = os.environ | {"ASK_EVERYBODY": "yes"}
        parts = [
            subprocess.Popen(
                [*command, str(part), name],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for part in range(PARTS)
        ]
        for line in _lines_of(parts):
            print(line, end="", flush=True)
        if any(part.wait() for part in parts):
            return 1
        found = [json.loads((folder / f"{part}.survivors").read_text()) for part in range(PARTS)]
    policies, survivors = found[0][0], [policy for _, missed in found for policy in missed]
    moves = mutate_moves.main()
    print(f"{policies} policies, survivors: {', '.join(survivors) or 'none'}")
    return 1 if survivors or moves else 0


if __name__ == "__main__":
    sys.exit(_run_part(int(sys.argv[1]), Path(sys.argv[2])) if len(sys.argv) > 1 else main())
