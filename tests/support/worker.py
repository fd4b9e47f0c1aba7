"""Runs in a test what a worker would run beside it."""

from sqlalchemy import text

from core import clock, jobs
from core.database import db

NEXT = "select id, task_name, args from procrastinate_jobs where status = 'todo' order by priority desc, id limit 1"


def run_jobs() -> list[str]:
    """Run everything that is enqueued, and what that enqueues, oldest first. Returns the names of what ran."""
    ran = []
    db.session.flush()
    while job := db.session.execute(text(NEXT)).first():
        db.session.execute(text("delete from procrastinate_jobs where id = :id"), {"id": job.id})
        clock.forget()
        jobs.run_now(job.task_name, **job.args)
        db.session.commit()
        ran.append(job.task_name)
    return ran
