"""Everybody knocks at every door, and meets what the tables say."""

import flask.templating
import pytest

from tests.access import reading
from tests.access.reading import Row

pytestmark = pytest.mark.access
ROWS = reading.rows()


@pytest.fixture
def drawn_once(monkeypatch):
    """Lets a page be drawn when asked to: its template is the same for all who are let in, and drawing it is dear."""
    draw = flask.templating._render

    def choose(wanted: bool) -> None:
        monkeypatch.setattr(flask.templating, "_render", draw if wanted else lambda *_parts: "")

    return choose


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_meets_what_the_table_says(knock, drawn_once, row: Row):
    seen, wrong = set(), []
    for who, expected in row.expected.items():
        drawn_once(expected not in seen)
        seen.add(expected)
        met = knock(row.method, row.address, row.thing, who).value
        if met != expected:
            wrong.append(f"{who} met: {met}, the table says: {expected}")

    assert wrong == []
