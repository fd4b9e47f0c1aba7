"""Everybody knocks at every door, and meets what the tables say."""

import os

import flask.templating
import pytest

from tests.access import reading
from tests.access.reading import Row

pytestmark = pytest.mark.access
ROWS = reading.rows(ask_everybody=bool(os.environ.get("ASK_EVERYBODY")))


@pytest.fixture
def draw(monkeypatch):
    """Says whether pages are drawn from here on. Drawing is dear, and the template the same for all who are let in."""
    drawn = flask.templating._render

    def choose(wanted: bool) -> None:
        monkeypatch.setattr(flask.templating, "_render", drawn if wanted else lambda *_parts: "")

    return choose


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_meets_what_the_table_says(knock, draw, row: Row):
    readers = [who for who in row.asked if row.expected[who] == "may" and row.method == "GET"]
    wrong = []
    for who in row.asked:
        draw(who in readers[:1])
        met = knock(row.method, row.address, row.thing, who).value
        if met != row.expected[who]:
            wrong.append(f"{who} met: {met}, the table says: {row.expected[who]}")

    assert wrong == []
