"""What a newcomer relies on when they look for something."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 400
# Tests are read one at a time, and a table of cases takes its room.
LONGEST_OF_TESTS = 600
JUNK_DRAWERS = {"common", "helper", "helpers", "lib", "misc", "shared", "tools", "util", "utils"}
# The libraries that one file wraps, so that they can be replaced.
WRAPPED = {
    "obstore": {"core/storage.py"},
    "nh3": {"core/text.py"},
    "markdown_it": {"core/text.py"},
}


def _tracked(*patterns: str) -> list[Path]:
    """Files of the project, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _longest(path: Path) -> int:
    return LONGEST_OF_TESTS if path.is_relative_to(ROOT / "tests") else LONGEST


def _is_migration(path: Path) -> bool:
    return path.is_relative_to(ROOT / "migrations" / "versions")


PYTHON = [path for path in _tracked("*.py") if not _is_migration(path)]
PACKAGES = sorted(path.parent for path in PYTHON if path.name == "__init__.py" and path.parent.parent == ROOT)


def test_no_file_is_longer_than_a_reader_can_hold():
    sources = [*PYTHON, *_tracked("templates/*.html", "assets/*.js", "assets/*.mjs", "assets/*.scss")]
    long = [f"{path.relative_to(ROOT)}: {count}" for path in sources if (count := _lines(path)) > _longest(path)]

    assert long == []


def test_there_is_no_junk_drawer():
    named = {part for path in PYTHON for part in path.relative_to(ROOT).with_suffix("").parts}

    assert named & JUNK_DRAWERS == set()


def test_no_package_hides_one_of_the_standard_library():
    assert {package.name for package in PACKAGES} & set(sys.stdlib_module_names) == set()


def test_every_package_is_bound_by_the_import_contracts():
    with (ROOT / "pyproject.toml").open("rb") as file:
        bound = tomllib.load(file)["tool"]["importlinter"]["root_packages"]

    assert sorted(bound) == [package.name for package in PACKAGES]


def test_the_entry_point_only_makes_the_application():
    tree = ast.parse((ROOT / "wsgi.py").read_text())

    assert [type(node) for node in tree.body] == [ast.ImportFrom, ast.Assign]


@pytest.mark.parametrize("library", sorted(WRAPPED))
def test_a_library_that_may_be_replaced_is_known_to_one_file(library):
    knows = {
        str(path.relative_to(ROOT))
        for path in PYTHON
        if not path.is_relative_to(ROOT / "tests")
        and re.search(rf"^\s*(import|from) {library}\b", path.read_text(), re.MULTILINE)
    }

    assert knows <= WRAPPED[library]


def test_pinned_requirements_name_no_registry():
    locks = [ROOT / name for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json")]

    assert [lock.name for lock in locks if re.search(r"https?://\S*(pypi|npm|registry|simple)", lock.read_text())] == []
