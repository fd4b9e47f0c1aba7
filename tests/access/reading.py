"""Reads the tables, which are written by hand. Knows no rule of its own."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parent / "tables"
COLUMNS = ("may", "not now", "refused")
METHODS = ("GET", "POST")
ELSEWHERE = ("refused", "not found", "hidden")


@dataclass(frozen=True)
class Row:
    """What everybody meets at one address of one thing: `expected` names the answer for each person.

    `asked` are those who knock.
    """

    table: str
    thing: str
    method: str
    address: str
    expected: Mapping[str, str]
    asked: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.method} {self.address} [{self.thing}]"


class Mistake(ValueError):
    """A table says something that cannot be understood."""


@functools.cache
def people() -> tuple[str, ...]:
    """Everybody who is asked, in the order of the table."""
    return tuple(cells[0] for cells in _cells(_part("Person")))


def groups() -> dict[str, tuple[str, ...]]:
    everybody = people()
    signed_in = tuple(name for name in everybody if name != "anonymous")
    found = {"everybody": everybody, "signed in": signed_in}
    for name, members in _cells(_part("Group")):
        if name not in found:
            found[name] = tuple(member.strip() for member in members.split(","))
    return found


def rows(*, ask_everybody: bool = False) -> list[Row]:
    """Every row of every table, one for each method."""
    named = groups()
    found = [row for path in sorted(FOLDER.glob("[0-9]*.md")) for row in rows_of(path, named)]
    first: dict[str, Row] = {}
    for row in found:
        first.setdefault(row.address, row)
    return [
        replace(row, asked=people() if ask_everybody else _asked(row, first[row.address], named["witnesses"]))
        for row in found
    ]


def _asked(row: Row, first: Row, witnesses: tuple[str, ...]) -> tuple[str, ...]:
    """Everybody the first time, then witnesses and those whose answer is another."""
    return tuple(
        person
        for person in people()
        if row is first or person in witnesses or row.expected[person] != first.expected[person]
    )


def rows_of(path: Path, named: Mapping[str, tuple[str, ...]]) -> Iterator[Row]:
    thing = ""
    for line in path.read_text().splitlines():
        if line.startswith("## "):
            thing = line.removeprefix("## ")
        elif line.startswith(tuple(f"| `{method}" for method in METHODS)):
            address, *said = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(said) != len(COLUMNS) + 1:
                raise Mistake(f"{path.name}: {len(said)} columns in {line}")
            expected = _expected(said, named, line)
            *methods, path_of = address.strip("`").split()
            yield from (Row(path.stem, thing, method, path_of, expected) for method in methods)


def _expected(said: list[str], named: Mapping[str, tuple[str, ...]], line: str) -> dict[str, str]:
    """Whoever stands further to the left is not meant by a group further right."""
    expected: dict[str, str] = {}
    for column, cell in zip(COLUMNS, said, strict=False):
        for person in _members(cell, named, line):
            expected.setdefault(person, column)
    rest = [person for person in people() if person not in expected]
    if rest and said[-1] not in ELSEWHERE:
        raise Mistake(f"nothing is said of {', '.join(rest)} in {line}")
    for person in rest:
        known = "not found" if said[-1] == "hidden" else said[-1]
        expected[person] = "sign in" if person == "anonymous" and said[-1] != "hidden" else known
    return expected


def _members(cell: str, named: Mapping[str, tuple[str, ...]], line: str) -> list[str]:
    """`a, b` are both; `group but a, b` is all of the group except those."""
    meant, _, left_out = cell.partition(" but ")
    without = set(_plain(left_out, named, line))
    return [person for person in _plain(meant, named, line) if person not in without]


def _plain(cell: str, named: Mapping[str, tuple[str, ...]], line: str) -> list[str]:
    known = {person: (person,) for person in people()} | dict(named)
    words = [word.strip() for word in cell.split(",") if word.strip()]
    if unknown := [word for word in words if word not in known]:
        raise Mistake(f"who is {', '.join(unknown)} in {line}?")
    return [person for word in words for person in known[word]]


def _part(heading: str) -> str:
    """The lines of the table in people.md that begins with this heading."""
    text = (FOLDER / "people.md").read_text()
    found = re.search(rf"^\| {heading} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    if found is None:
        raise Mistake(f"people.md has no table of {heading}")
    return found[1]


def _cells(lines: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines.strip().splitlines()]
