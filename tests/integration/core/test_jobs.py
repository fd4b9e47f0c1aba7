"""Jobs that a killed worker had in hand."""

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from core import jobs
from core.database import db

IN_HAND = text("""
insert into procrastinate_jobs (queue_name, task_name, args, status, attempts, queueing_lock, worker_id)
values ('townlab', :task, jsonb_build_object('file_id', cast(:file_id as text)), 'doing', :attempts, :lock, :worker)
returning id
""")
WORKER = text("""
insert into procrastinate_workers (last_heartbeat) values (clock_timestamp() - make_interval(secs => :age)) returning id
""")


@pytest.fixture
def worker(app, committing_session):
    url = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return jobs.worker_app(app, url)


def in_hand(*, age, attempts=0, lock=None, task="core.check_file"):
    """The id of a job that a worker began; the worker gave its last sign of life `age` seconds ago."""
    owner = db.session.execute(WORKER, {"age": age}).scalar_one()
    about = {"task": task, "file_id": str(uuid.uuid4()), "attempts": attempts, "lock": lock, "worker": owner}
    found = db.session.execute(IN_HAND, about).scalar_one()
    db.session.commit()
    return found


def state_of(job_id):
    db.session.rollback()
    row = db.session.execute(
        text("select status, attempts from procrastinate_jobs where id = :id"), {"id": job_id}
    ).one_or_none()
    return row and tuple(row)


def rescue(worker, *, and_work=False):
    async def run():
        async with worker.open_async():
            count = await jobs.rescue(worker)
            if and_work:
                await worker.run_worker_async(queues=["townlab"], wait=False, delete_jobs="successful")
            return count

    # In a thread of its own: a browser that another test has left open keeps a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(asyncio.run, run()).result()


def test_what_a_killed_worker_had_in_hand_is_done_by_another(worker):
    lost = in_hand(age=120)
    assert rescue(worker) == 1
    assert state_of(lost) == ("todo", 1)
    rescue(worker, and_work=True)
    assert state_of(lost) is None


def test_what_a_living_worker_has_in_hand_is_left_to_it(worker):
    kept = in_hand(age=1)
    assert rescue(worker) == 0
    assert state_of(kept) == ("doing", 0)


def test_a_job_that_kills_its_workers_again_and_again_is_given_up(worker):
    fatal = in_hand(age=120, attempts=jobs.MAX_ATTEMPTS - 1)
    assert rescue(worker) == 0
    assert state_of(fatal) == ("failed", jobs.MAX_ATTEMPTS)


def test_what_comes_every_minute_by_itself_does_not_stand_in_the_way_of_the_next(worker):
    old = in_hand(age=120, lock="core.tick", task="core.tick")
    db.session.execute(
        text(
            "insert into procrastinate_jobs (queue_name, task_name, queueing_lock) "
            "values ('townlab', 'core.tick', 'core.tick')"
        )
    )
    db.session.commit()
    assert rescue(worker) == 0
    assert state_of(old)[0] == "failed"
