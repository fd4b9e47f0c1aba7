"""The service's own history: when its parts ran, and what that says of outages."""

import datetime as dt

import pytest
from sqlalchemy import func, select, update

from core import life
from core.database import db
from core.life import Part, ServiceRun

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now(db_session):
    return db.session.scalar(select(func.clock_timestamp()))


def ran(part, began_at, last_at):
    db.session.add(ServiceRun(part=part, began_at=began_at, last_at=last_at))
    db.session.flush()


def told(now, since, until):
    found = life.outages_between(now - since, now - until)
    return [(one.part, one.began_at, one.ended_at) for one in found]


def test_signs_make_one_run_until_there_is_a_silence(db_session):
    for _ in range(3):
        life.sign(Part.WEB)
    life.sign(Part.WORKER)
    assert db.session.scalar(select(func.count()).select_from(ServiceRun)) == 2
    db.session.execute(update(ServiceRun).values(last_at=ServiceRun.last_at - 4 * MINUTE))
    life.sign(Part.WEB)
    assert db.session.scalar(select(func.count()).select_from(ServiceRun)) == 3


def test_a_silence_between_two_runs_is_an_outage_and_a_restart_is_none(now):
    ran(Part.WEB, now - 50 * HOUR, now - 5 * HOUR)
    ran(Part.WEB, now - 4 * HOUR, now - 2 * HOUR)
    ran(Part.WEB, now - 2 * HOUR + 2 * MINUTE, now)
    assert told(now, 10 * HOUR, 0 * HOUR) == [(Part.WEB, now - 5 * HOUR, now - 4 * HOUR)]
    assert told(now, 4.5 * HOUR, 0 * HOUR) == [(Part.WEB, now - 5 * HOUR, now - 4 * HOUR)]
    assert told(now, 3 * HOUR, 0 * HOUR) == []
    assert told(now, 40 * HOUR, 6 * HOUR) == []


def test_what_has_not_come_back_is_an_outage_that_goes_on(now):
    ran(Part.WEB, now - 50 * HOUR, now)
    ran(Part.WORKER, now - 50 * HOUR, now - HOUR)
    assert told(now, 2 * HOUR, 0 * HOUR) == [(Part.WORKER, now - HOUR, None)]


def test_a_part_that_runs_twice_is_away_only_when_both_are(now):
    ran(Part.WEB, now - 9 * HOUR, now - 3 * HOUR)
    ran(Part.WEB, now - 8 * HOUR, now - 6 * HOUR)
    ran(Part.WEB, now - 3 * HOUR, now)
    assert told(now, 10 * HOUR, 0 * HOUR) == []


def test_where_nothing_ever_ran_there_is_no_outage(now):
    assert told(now, 10 * HOUR, 0 * HOUR) == []
