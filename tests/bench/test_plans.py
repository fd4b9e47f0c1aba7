"""The statements of every list have an index to go by, in the same town at a hundredth of its size.

A table of two hundred rows is quicker read from end to end, and PostgreSQL knows it. So that the plans of a small
town say something about a large one, reading from end to end is made as dear as can be (`enable_seqscan = off`): what
is read so nevertheless has no index that would help.
"""

from collections.abc import Iterator

import pytest

from core.database import db
from tests.bench.conftest import town_of
from tests.bench.measuring import watched
from tests.bench.plans import Plan, plan_of
from tests.bench.town import Sizes, Town
from tests.bench.visiting import Errand, errands

SHARE = 0.01
VISITS = 6
# Those that grow with the use of the service.
BIG = {
    "adoptions",
    "anchors",
    "answers",
    "audit_events",
    "challenges",
    "clarification_questions",
    "pilots",
    "problems",
    "questions",
    "submission_versions",
    "submissions",
    "topics",
}
# How many fit each filter is counted over every challenge that was ever published: nearly all rows, by any way.
COUNTED_WHOLE = {("challenges", "challenges")}
# By page: indexes without which it would be slow in a large town.
GOES_BY = {
    "challenges": {"ix_challenges_search"},
    "feeds": {"ix_audit_events_subject"},
    "questions to a council": {"ix_clarification_questions_waiting"},
}


@pytest.fixture(scope="module")
def visited(app, cluster, worker_name) -> Iterator[tuple[Town, dict[str, list]]]:
    with town_of(app, cluster, f"test_{worker_name}_town", Sizes().scaled(SHARE)) as town:
        yield town, {errand.name: _statements(errand) for errand in errands(app, town)}


def _statements(errand: Errand) -> list:
    found = {}
    for number in range(VISITS):
        with watched() as visit:
            errand.go(number)
        found |= {
            statement: parameters
            for statement, parameters in visit.statements
            if statement.startswith(("SELECT", "WITH"))
        }
    return list(found.items())


def test_there_is_of_everything_what_was_asked_for(visited):
    town, _ = visited

    assert {name: town.rows[name] for name in ("challenges", "problems", "pilots", "suppliers")} == {
        "challenges": 20,
        "problems": 200,
        "pilots": 4,
        "suppliers": 20,
    }


@pytest.fixture(scope="module")
def plans(visited) -> list[tuple[str, Plan]]:
    """Of every statement, with the page that sent it."""
    _, statements = visited
    with db.engine.connect() as connection:
        connection.exec_driver_sql("set local enable_seqscan = off")
        return [
            (name, plan_of(connection, statement, parameters))
            for name, sent in statements.items()
            for statement, parameters in sent
        ]


def test_no_list_reads_a_big_table_from_end_to_end(plans):
    read_whole = {(name, table) for name, plan in plans for table in plan.read_whole & BIG}

    assert read_whole - COUNTED_WHOLE == set()


@pytest.mark.parametrize("page", GOES_BY)
def test_a_list_goes_by_the_index_that_was_made_for_it(plans, page):
    used = {index for name, plan in plans for index in plan.indexes if name == page}

    assert used >= GOES_BY[page]
