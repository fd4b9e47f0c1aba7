"""The deadline is one instant of the database's clock: before it is in time, at it is too late."""

import datetime as dt
import threading

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from core import clock
from core.database import db
from submissions import queries, services
from submissions.models import Submission
from submissions.states import SubmissionState
from tests.factories.submissions import challenge_open, draft, own, supplier_person

STAND_STILL = (
    "create or replace function townlab_now() returns timestamptz language sql as 'select timestamptz ''{at}'''"
)
SOMEBODY_WAITS = text("select exists (select from pg_locks where not granted)")
INSTANT = dt.timedelta(microseconds=1)


def stop_the_clock_at(moment: dt.datetime) -> None:
    db.session.execute(text(STAND_STILL.format(at=moment.isoformat())))
    db.session.commit()
    clock.forget()


@pytest.mark.parametrize(("before", "is_in_time"), [(INSTANT, True), (dt.timedelta(), False), (-INSTANT, False)])
def test_to_the_microsecond(committing_session, before, is_in_time):
    by, challenge = supplier_person(), challenge_open()
    submission_id = draft(challenge, by=by).id
    stop_the_clock_at(challenge.closes_at - before)
    submission = own(db.session.get_one(Submission, submission_id), by)
    if is_in_time:
        assert services.submit(submission, by=by).submitted_at == challenge.closes_at - before
        return
    with pytest.raises(services.TooLate):
        services.submit(submission, by=by)
    assert db.session.get_one(Submission, submission_id).submitted_at is None


def test_an_application_server_whose_clock_is_slow_lets_nobody_in(committing_session, monkeypatch):
    """What a server remembers of the time, however wrong, is not what decides."""
    by, challenge = supplier_person(), challenge_open()
    submission_id = draft(challenge, by=by).id
    stop_the_clock_at(challenge.closes_at)
    slow = challenge.closes_at - dt.timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: slow)
    with pytest.raises(services.TooLate):
        services.submit(queries.own_submission(by, submission_id), by=by)
    monkeypatch.undo()
    assert db.session.get_one(Submission, submission_id).state is SubmissionState.DRAFT


def test_two_race_and_the_one_that_waits_across_the_deadline_is_refused(app, committing_session):
    """Both come in time. One has to wait for a lock that somebody holds until the deadline has passed."""
    first, second, challenge = supplier_person(), supplier_person(), challenge_open()
    ids = {first: draft(challenge, by=first).id, second: draft(challenge, by=second).id}
    db.session.commit()
    clock.move_to(challenge.closes_at - dt.timedelta(seconds=60))
    db.session.commit()
    engine = create_engine(db.engines[None].url)
    with Session(engine) as elsewhere:
        elsewhere.execute(text("select id from submissions where id = :id for update"), {"id": ids[second]})
        outcomes: dict[object, str] = {}
        racers = {by: threading.Thread(target=_race, args=(app, by, ids[by], outcomes)) for by in ids}
        for racer in racers.values():
            racer.start()
        racers[first].join()
        while racers[second].is_alive() and not elsewhere.execute(SOMEBODY_WAITS).scalar_one():
            elsewhere.execute(text("select pg_sleep(0.01)"))
        elsewhere.execute(text("update demonstration_clock set moved_by = moved_by + interval '60 seconds'"))
        elsewhere.commit()
        racers[second].join()
    engine.dispose()
    assert outcomes == {first: "in time", second: "too late"}
    db.session.expire_all()
    assert [db.session.get_one(Submission, ids[by]).state for by in (first, second)] == [
        SubmissionState.SUBMITTED,
        SubmissionState.DRAFT,
    ]


def _race(app, by, submission_id, outcomes) -> None:
    with app.app_context():
        try:
            services.submit(queries.own_submission(by, submission_id), by=by)
            db.session.commit()
            outcomes[by] = "in time"
        except services.TooLate:
            db.session.rollback()
            outcomes[by] = "too late"
        finally:
            db.session.remove()
