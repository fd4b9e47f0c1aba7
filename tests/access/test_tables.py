"""The tables themselves: whole, and drawn from nothing that they check."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask

from tests.access import reading
from tests.access.cast import EVERYBODY

HERE = Path(__file__).parent
UNASKED = {"HEAD", "OPTIONS"}


def doors_of(app: Flask) -> set[tuple[str, str]]:
    """Every method and address of the URL map, as the tables write them."""
    return {
        (method, re.sub(r"<\w+:", "<", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - UNASKED
    }


def imported_by(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text()))
    names = set()
    for node in tree:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_every_door_is_in_a_table_and_every_row_leads_to_a_door(app):
    assert {(row.method, row.address) for row in reading.rows()} == doors_of(app)


def test_no_row_is_written_twice():
    counted = Counter((row.method, row.address, row.thing) for row in reading.rows())

    assert [row for row, count in counted.items() if count > 1] == []


def test_the_tables_ask_everybody_of_the_cast():
    assert set(reading.people()) == set(EVERYBODY)
    assert all(set(row.expected) == set(EVERYBODY) for row in reading.rows())


def test_everybody_knocks_at_every_address():
    at = {row.address: row.asked for row in reversed(reading.rows())}

    assert {address for address, asked in at.items() if set(asked) != set(EVERYBODY)} == set()
    assert all(set(row.asked) == set(EVERYBODY) for row in reading.rows(ask_everybody=True))


def test_every_thing_of_the_tables_is_planted(planted):
    _engine, world = planted

    assert {row.thing for row in reading.rows()} == set(world.things)


def test_nothing_that_reads_the_tables_or_plants_the_world_imports_a_policy():
    files = [*HERE.rglob("*.py"), *(HERE.parent / "factories").glob("*.py")]
    knowing = {
        path.name: found for path in files if (found := {name for name in imported_by(path) if ".policies" in name})
    }

    assert knowing == {}
    assert imported_by(HERE / "reading.py") <= {
        "re",
        "collections.abc.Iterator",
        "collections.abc.Mapping",
        "dataclasses.dataclass",
        "dataclasses.replace",
        "functools",
        "pathlib.Path",
    }


@pytest.mark.parametrize(
    "line",
    [
        "| `GET /x` | everybody | | |",
        "| `GET /x` | nobody | | | refused |",
        "| `GET /x` | officer | | | |",
        "| `GET /x` | officer | | | perhaps |",
    ],
)
def test_a_row_that_cannot_be_understood_is_refused(line, tmp_path):
    table = tmp_path / "1-planted.md"
    table.write_text(f"## a thing\n\n{line}\n")

    with pytest.raises(reading.Mistake):
        list(reading.rows_of(table, reading.groups()))


def test_whoever_stands_further_left_is_not_meant_by_a_group_further_right(tmp_path):
    table = tmp_path / "1-planted.md"
    table.write_text("## a thing\n\n| `POST /x/<slug>` | officers but officer | approver | council | not found |\n")
    [row] = reading.rows_of(table, reading.groups())

    assert (row.thing, row.method, row.address) == ("a thing", "POST", "/x/<slug>")
    assert row.expected["entering officer"] == "may"
    assert row.expected["approver"] == "not now"
    assert row.expected["officer"] == row.expected["auditor"] == "refused"
    assert row.expected["bidder"] == "not found"
    assert row.expected["anonymous"] == "sign in"
