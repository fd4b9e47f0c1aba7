"""The ground that other tests stand on: each in its own transaction, on one clock, with its queries counted."""

import datetime as dt

import pytest
from sqlalchemy import text

from core import clock, jobs
from core.database import db


@pytest.fixture
def scratch(db_session):
    db_session.execute(text("create table scratch (word text)"))
    return db_session


def _words() -> list[str]:
    return list(db.session.execute(text("select word from scratch")).scalars())


def test_what_a_test_commits_is_there_for_it(scratch):
    scratch.execute(text("insert into scratch values ('kept')"))
    scratch.commit()
    scratch.execute(text("insert into scratch values ('dropped')"))
    scratch.rollback()

    assert _words() == ["kept"]


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_for_the_next(scratch, turn):
    scratch.execute(text("insert into scratch values ('once')"))
    scratch.commit()

    assert _words() == ["once"]


def test_the_clock_can_be_moved_and_goes_on(set_clock):
    noon = dt.datetime(2031, 7, 24, 12, tzinfo=dt.UTC)

    set_clock(noon)

    assert dt.timedelta() < clock.exactly_now() - noon < dt.timedelta(seconds=5)


def test_a_moved_clock_is_back_for_the_next_test(db_session):
    assert clock.exactly_now().year < 2031


def test_statements_are_counted_without_savepoints(db_session, query_counter):
    with query_counter() as statements:
        db_session.execute(text("select 1"))
        db_session.commit()
        db_session.execute(text("select 2"))

    assert statements == ["select 1", "select 2"]


def test_other_connections_see_what_a_committing_test_commits(committing_session):
    committing_session.execute(text("create table scratch (word text)"))
    committing_session.execute(text("insert into scratch values ('seen')"))
    committing_session.commit()

    with db.engine.connect() as other:
        assert other.execute(text("select word from scratch")).scalar_one() == "seen"


def test_jobs_run_when_they_are_asked_to_and_not_again(db_session, run_jobs, monkeypatch):
    heard = []
    monkeypatch.setitem(jobs._tasks, "tests.hear", lambda *, word: heard.append(word))
    jobs.enqueue("tests.hear", word="hello")
    assert heard == []

    assert run_jobs() == ["tests.hear"]
    assert run_jobs() == []
    assert heard == ["hello"]


def test_a_job_is_rolled_back_with_what_asked_for_it(db_session, run_jobs):
    jobs.enqueue("tests.hear", word="hello")
    db_session.rollback()

    assert run_jobs() == []
