"""A town that has been in use since the first tables comes through all migrations with everything that was in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from core import clock
from core.database import db
from core.settings import Settings
from submissions.models import SubmissionVersion
from submissions.services import receipts
from tests.support import isolation
from web.factory import create_app

FIRST = "0002_tables"
TOWN = Path(__file__).parents[2] / "older" / "0002.sql"
Counts = dict[str, int]


@dataclass
class Older:
    """A database that was upgraded, and how many rows each table had before."""

    url: str
    before: Counts
    after: Counts


@pytest.fixture(scope="module")
def older(cluster, worker_name) -> Iterator[Older]:
    name = f"test_{worker_name}_older"
    cluster.server.drop(name)
    cluster.server.create(name)
    app = create_app(Settings(database_url=cluster.server.url(name), testing=True))
    with app.app_context(), cluster.server.connect(name) as connection:
        upgrade(revision=FIRST)
        connection.execute(TOWN.read_bytes())
        before = _counts(connection)
        upgrade()
        yield Older(cluster.server.url(name), before, _counts(connection))
        db.session.remove()
        db.engine.dispose()
    cluster.server.drop(name)


@pytest.fixture
def town(app, older) -> Iterator[None]:
    with isolation.committing(app, older.url):
        clock.install_movable()
        db.session.commit()
        yield


def _counts(connection: psycopg.Connection) -> Counts:
    tables = connection.execute(
        "select tablename from pg_tables where schemaname = 'public' and tablename not like 'procrastinate%'"
    )
    return {
        name: connection.execute(f"select count(*) from {name}".encode()).fetchone()[0] for (name,) in tables.fetchall()
    }


def test_no_row_is_lost(older):
    filled = {name: number for name, number in older.before.items() if number}

    assert len(filled) > 30
    assert {name: older.after.get(name) for name in filled} == filled


def test_what_was_submitted_then_is_proved_by_its_receipt_now(town):
    versions = db.session.scalars(
        select(SubmissionVersion)
        .join(SubmissionVersion.submission)
        .where(SubmissionVersion.signature != "")
        .options(contains_eager(SubmissionVersion.submission))
    ).all()

    assert versions
    for version in versions:
        assert receipts.digest_of(version.content) == version.digest
        assert receipts.is_genuine(receipts.receipt_of(version))


def test_its_pages_are_there_and_its_words_are_found(app, town):
    client = app.test_client()
    for path in ("/", "/problems", "/challenges", "/pilots", "/pilots/warm-pavements", "/councils/old-harbour"):
        assert client.get(path).status_code == 200, path

    [problem] = db.session.execute(
        db.text("select path, id from topics where title like 'The lift at the ferry%' and is_public")
    )
    assert problem.path in client.get("/search?words=ferries").text
    assert "Nothing fits what you searched for." in client.get("/search?words=bell").text
    assert client.get(problem.path).status_code == 200
    assert client.get(f"/topics/{problem.id}/comments").status_code == 200


def test_every_officer_of_then_is_assigned_to_every_challenge_of_their_council(older, town):
    expected = db.session.scalar(
        db.text(
            "select count(distinct (challenges.id, person_id)) "
            "from challenges join memberships on body_id = council_id "
            "where role = 'officer' and starts_on <= current_date and (ends_on is null or ends_on >= current_date)"
        )
    )

    assert expected
    assert older.after["challenge_officers"] == expected
