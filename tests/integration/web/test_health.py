"""`/health`: whether the service is well, for whoever watches it."""

import datetime as dt

import pytest

from core import jobs
from core.database import db


@pytest.fixture
def heart(db_session):
    jobs.beat("a worker")
    return db.session.get(jobs.WorkerHeartbeat, "a worker")


def test_all_is_well(client, heart):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}


def test_a_worker_that_was_never_seen_is_told(client):
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json["worker"] == "never seen"


def test_a_worker_that_went_silent_is_told(client, heart):
    heart.beat_at -= dt.timedelta(minutes=5)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json["worker"].startswith("not seen for")


def test_a_schema_of_another_version_is_told(client, heart):
    db.session.execute(db.text("update alembic_version set version_num = '0001_ground'"))
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json["migrations"].startswith("at 0001_ground")
