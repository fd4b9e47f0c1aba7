"""Background work in PostgreSQL: a job exists exactly if the change that asked for it was committed.

Features declare tasks in their `jobs.py` with `@task("name")`; services enqueue them by name.
"""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import procrastinate
from flask import Flask
from procrastinate import PsycopgConnector, SyncPsycopgConnector
from procrastinate.jobs import Status
from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from core import clock, life
from core.database import Model, ShortText, db

Task = TypeVar("Task", bound=Callable[..., None])

BEAT_SECONDS = 5
STALE = dt.timedelta(seconds=60)

_tasks: dict[str, Callable[..., None]] = {}
_periodic: dict[str, Callable[[], None]] = {}

# One connector that only builds statements: each `enqueue` hands it the connection of the session.
_enqueuer = procrastinate.App(connector=SyncPsycopgConnector())


class WorkerHeartbeat(Model):
    """The last sign of life of each worker process, in real time: a moved clock must not make a worker look dead."""

    __tablename__ = "worker_heartbeats"

    worker: Mapped[ShortText] = mapped_column(primary_key=True)
    beat_at: Mapped[dt.datetime] = mapped_column(server_default=func.clock_timestamp())


def task(name: str) -> Callable[[Task], Task]:
    """Declare a background task. Its arguments are plain JSON values, by keyword."""

    def decorate(function: Task) -> Task:
        _tasks[name] = function
        return function

    return decorate


def on_tick(name: str) -> Callable[[Task], Task]:
    """Declare work that asks the database's clock, about once a minute, what has become due.

    Such work must do nothing when it is called twice: it may run late, early or on two workers.
    """

    def decorate(function: Task) -> Task:
        _periodic[name] = function
        return function

    return decorate


def enqueue(name: str, *, lock: str | None = None, **arguments: Any) -> None:
    """Ask for `name` to be run after this transaction commits; rolled back, the job never existed."""
    connection = db.session.connection().connection.driver_connection
    _enqueuer.configure_task(
        name,
        allow_unknown=True,
        queue="townlab",
        lock=lock,
        connection=connection,
    ).defer(**arguments)


def run_now(name: str, **arguments: Any) -> None:
    """Run a declared task in the unit of work under way (tests, commands)."""
    _tasks[name](**arguments)


def tick() -> None:
    """Everything that the passing of time makes due, each in its own transaction."""
    for work in _periodic.values():
        try:
            clock.forget()
            work()
            db.session.commit()
        except Exception:
            db.session.rollback()
            raise


def due_now() -> None:
    """Everything that the passing of time makes due, in the unit of work under way."""
    for work in _periodic.values():
        work()


def task_names() -> set[str]:
    return set(_tasks)


def worker_app(app: Flask, conninfo: str) -> procrastinate.App:
    """The application that a worker process runs: all declared tasks, each in an application context."""
    worker = procrastinate.App(connector=PsycopgConnector(conninfo=conninfo))
    for name, function in _tasks.items():
        worker.task(name=name, queue="townlab", retry=_RETRY)(_in_transaction(app, function))

    @worker.periodic(cron="* * * * *")
    @worker.task(name="core.tick", queue="townlab", queueing_lock="core.tick")
    def _tick(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        with app.app_context():
            tick()

    @worker.periodic(cron="* * * * *")
    @worker.task(name="core.rescue", queue="townlab", queueing_lock="core.rescue")
    async def _rescue(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        await rescue(worker)

    return worker


MAX_ATTEMPTS = 8
_RETRY = procrastinate.RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=4)


async def rescue(worker: procrastinate.App) -> int:
    """Give back what a worker had in hand when it was killed; returns how many jobs.

    Its own sign of life, which procrastinate keeps, is half a minute old by then. A job that has been in hand as often
    as it may be tried has failed: it may be what kills the workers. What comes by itself every minute needs no rescue.
    """
    manager, count = worker.job_manager, 0
    for job in await manager.get_stalled_jobs(queue="townlab"):
        if job.id is None:
            continue
        if job.queueing_lock is not None or job.attempts + 1 >= MAX_ATTEMPTS:
            await manager.finish_job_by_id_async(job_id=job.id, status=Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job)
            count += 1
    return count


def _in_transaction(app: Flask, function: Callable[..., None]) -> Callable[..., None]:
    def run(**arguments: Any) -> None:
        with app.app_context():
            try:
                function(**arguments)
                db.session.commit()
            except Exception:
                db.session.rollback()
                raise

    return run


def beat(worker: str) -> None:
    """Note that `worker` is alive. Commits: a heartbeat must outlive whatever else goes wrong."""
    heart = db.session.get(WorkerHeartbeat, worker) or WorkerHeartbeat(worker=worker)
    heart.beat_at = db.session.execute(db.select(func.clock_timestamp())).scalar_one()
    db.session.add(heart)
    db.session.commit()


def last_beat_age() -> dt.timedelta | None:
    """How long ago a worker last gave a sign of life; None when none ever did."""
    return db.session.execute(
        db.select(func.clock_timestamp() - func.max(WorkerHeartbeat.beat_at))
    ).scalar_one_or_none()


async def run_worker(app: Flask, *, conninfo: str, name: str) -> None:
    """Run jobs until the process is told to stop, giving a sign of life every few seconds."""
    worker = worker_app(app, conninfo)

    def beat_once() -> None:
        with app.app_context():
            beat(name)
            life.sign(life.Part.WORKER)

    async def keep_beating() -> None:
        while True:
            await asyncio.to_thread(beat_once)
            await asyncio.sleep(BEAT_SECONDS)

    async with worker.open_async():
        beating = asyncio.create_task(keep_beating())
        try:
            await worker.run_worker_async(queues=["townlab"], concurrency=2, delete_jobs="successful")
        finally:
            beating.cancel()
