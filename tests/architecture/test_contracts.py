"""The contracts of pyproject.toml hold, and each of them notices what it is there to notice."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Written by hand, top to bottom, not read from the configuration that it checks.
FLOORS = (
    "web",
    "demonstration",
    "opendata",
    "pilots",
    "scoring",
    "submissions",
    "challenges",
    "participation",
    "notifications",
    "accounts",
    "core",
)
FEATURES = ("opendata", "pilots", "scoring", "submissions", "challenges", "participation", "notifications", "accounts")
WITHOUT_FLASK = ("models", "policies", "queries", "services", "signals", "states")
# (a room, one that it may not import)
WRONG_WAYS = (
    ("states", "models"),
    ("models", "queries"),
    ("models", "policies"),
    ("models", "signals"),
    ("policies", "queries"),
    ("queries", "policies"),
    ("queries", "services"),
    ("services", "forms"),
    ("services", "jobs"),
    ("services", "listeners"),
    ("forms", "views"),
    ("jobs", "views"),
    ("listeners", "jobs"),
)


class Copy:
    """A copy of the packages in which wrong imports can be planted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for floor in FLOORS:
            shutil.copytree(
                ROOT / floor, folder / floor, ignore=lambda _, names: [n for n in names if n == "__pycache__"]
            )
        shutil.copy(ROOT / "pyproject.toml", folder)

    def plant(self, module: str, line: str) -> None:
        path = self.folder.joinpath(*module.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        before = file.read_text() if file.exists() else ""
        file.write_text(f"{before}\n{line}\n")

    def judge(self, *contracts: str) -> tuple[int, str]:
        """The exit code and the words of import-linter, without its line breaks."""
        chosen = [word for contract in contracts for word in ("--contract", contract)]
        done = subprocess.run(
            [Path(sys.executable).with_name("lint-imports"), "--no-cache", *chosen],
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "500"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def copy(tmp_path) -> Copy:
    return Copy(tmp_path)


def test_all_contracts_hold_and_every_floor_is_bound_by_them(copy):
    with (ROOT / "pyproject.toml").open("rb") as file:
        linter = tomllib.load(file)["tool"]["importlinter"]
    assert sorted(linter["root_packages"]) == sorted(FLOORS)
    assert [contract["id"] for contract in linter["contracts"]] == [
        "floors",
        "rooms",
        "no-flask",
        "no-sql-in-views",
        "no-cycles",
    ]

    code, words = copy.judge()

    assert code == 0, words


def test_a_floor_that_imports_the_one_above_it_is_noticed(copy):
    pairs = list(zip(FLOORS[1:], FLOORS, strict=False))
    for lower, upper in pairs:
        copy.plant(f"{lower}.planted", f"import {upper}")

    code, words = copy.judge("floors")

    assert code == 1
    for lower, upper in pairs:
        assert f"{lower}.planted -> {upper} " in words


def test_a_room_that_imports_leftwards_is_noticed_in_every_feature(copy):
    for feature in FEATURES:
        for room, target in WRONG_WAYS:
            copy.plant(f"{feature}.{target}", "")
            copy.plant(f"{feature}.{room}", f"import {feature}.{target}")

    code, words = copy.judge("rooms")

    assert code == 1
    for feature in FEATURES:
        for room, target in WRONG_WAYS:
            assert f"{feature}.{room} is not allowed to import {feature}.{target}" in words


def test_a_file_without_a_room_is_noticed_in_every_feature(copy):
    for feature in FEATURES:
        copy.plant(f"{feature}.planted", "")

    code, words = copy.judge("rooms")

    assert code == 1
    assert all(f"- {feature}.planted" in words for feature in FEATURES)


def test_flask_behind_the_pages_is_noticed_in_every_feature(copy):
    rooms = [f"{feature}.{room}" for feature in FEATURES for room in WITHOUT_FLASK]
    for room in rooms:
        copy.plant(room, "import flask")

    code, words = copy.judge("no-flask")

    assert code == 1
    assert all(f"{room} is not allowed to import flask" in words for room in rooms)


@pytest.mark.parametrize("forbidden", ["sqlalchemy", "core.database"])
def test_a_view_that_queries_is_noticed_in_every_feature(copy, forbidden):
    for feature in FEATURES:
        copy.plant(f"{feature}.views", f"import {forbidden}")

    code, words = copy.judge("no-sql-in-views")

    assert code == 1
    assert all(f"{feature}.views is not allowed to import {forbidden}" in words for feature in FEATURES)


def test_a_circle_is_noticed(copy):
    copy.plant("core.clock", "import core.jobs")

    code, words = copy.judge("no-cycles")

    assert code == 1, words
