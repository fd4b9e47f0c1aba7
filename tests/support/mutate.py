"""`make mutate`: turns every access policy round, one at a time, and looks whether a test marked `access` notices.

The tests run once as they are, and it is noted which policies each of them asks. Then each policy is inverted, and
the tests that ask it run until one fails. What no test notices is printed, and the exit code is 1. A marked test must
ask its policies when it is run, not in a fixture that is made once for all.
"""

import functools
import importlib.abc
import importlib.machinery
import inspect
import re
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

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
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_") and _is_policy(function):
            setattr(module, name, _invertible(f"{module.__name__}.{name}", function))


def _is_policy(function: Callable[..., Any]) -> bool:
    """Whether it answers yes or no about an actor."""
    signature = inspect.signature(function)
    first = next(iter(signature.parameters), "")
    return signature.return_annotation in (bool, "bool") and first.lstrip("_") == "actor"


def _invertible(name: str, policy: Callable[..., bool]) -> Callable[..., bool]:
    known.add(name)

    @functools.wraps(policy)
    def asking(*args: Any, **kwargs: Any) -> bool:
        asked.add(name)
        return policy(*args, **kwargs) is not (name in inverted)

    return asking


class Mutator:
    """Runs the collected tests in its own way."""

    survivors: list[str]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        asked_by: dict[pytest.Item, set[str]] = {}
        for item in session.items:
            asked.clear()
            if not _passes(item, session.items[-1]):
                raise pytest.UsageError(f"{item.nodeid} fails as things are; mend that first.")
            asked_by[item] = set(asked)
        self.survivors = []
        for number, policy in enumerate(sorted(known), 1):
            witnesses = [item for item in session.items if policy in asked_by[item]]
            noticed = self._is_noticed(policy, witnesses, session.items[-1])
            verdict = "noticed" if noticed else "SURVIVES"
            print(f"{number:4}/{len(known)} {policy}: {verdict} ({len(witnesses)} tests ask it)")
            if not noticed:
                self.survivors.append(policy)
        return True

    def _is_noticed(self, policy: str, witnesses: Sequence[pytest.Item], keeps_fixtures: pytest.Item) -> bool:
        inverted.add(policy)
        try:
            return not all(_passes(item, keeps_fixtures) for item in witnesses)
        finally:
            inverted.clear()


def _passes(item: pytest.Item, next_item: pytest.Item) -> bool:
    """Run a test; a next one is named so that fixtures of the session stay up."""
    reports = runtestprotocol(item, log=False, nextitem=next_item)
    return not any(report.failed for report in reports)


def main() -> int:
    sys.meta_path.insert(0, PolicyFinder())
    mutator = Mutator()
    code = pytest.main(["-q", "-m", "access", "-p", "no:xdist", "tests"], plugins=[mutator])
    if code != pytest.ExitCode.OK:
        return int(code)
    print(f"{len(known)} policies, {len(mutator.survivors)} survivors: {', '.join(mutator.survivors) or 'none'}")
    return 1 if mutator.survivors else 0


if __name__ == "__main__":
    sys.exit(main())
