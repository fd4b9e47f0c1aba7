"""Reads for the front door: is the service well?"""

from dataclasses import dataclass
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core import jobs
from core.database import db


@dataclass(frozen=True)
class Health:
    """Each part: `ok`, or what is wrong with it."""

    database: str
    migrations: str
    worker: str

    @property
    def is_well(self) -> bool:
        return {self.database, self.migrations, self.worker} == {"ok"}


def health() -> Health:
    """Ask the database, the schema's version and the worker's heartbeat."""
    try:
        db.session.execute(text("select 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return Health(database="cannot be reached", migrations="unknown", worker="unknown")
    return Health(database="ok", migrations=_migrations(), worker=_worker())


def _migrations() -> str:
    folder = Path(current_app.extensions["migrate"].directory)
    wanted = ScriptDirectory(str(folder)).get_current_head()
    found = MigrationContext.configure(db.session.connection()).get_current_revision()
    return "ok" if found == wanted else f"at {found}, wanted {wanted}"


def _worker() -> str:
    try:
        age = jobs.last_beat_age()
    except SQLAlchemyError:
        db.session.rollback()
        return "unknown"
    if age is None:
        return "never seen"
    return "ok" if age < jobs.STALE else f"not seen for {int(age.total_seconds())} seconds"
