"""The one clock. It lives in the database, so that all web processes and workers agree.

`townlab_now()` is `clock_timestamp()`. A demonstration or test database replaces the function by one that adds
an offset (`install_movable`); a production database has nothing that could move its time.
"""

import datetime as dt
from typing import cast

from sqlalchemy import text

from core.database import db

CREATE_MOVABLE = """
create or replace function townlab_now() returns timestamptz language sql volatile parallel safe
as 'select clock_timestamp() + coalesce((select moved_by from demonstration_clock), interval ''0'')'
"""
CREATE_OFFSET = """
create table if not exists demonstration_clock (
    only_row boolean primary key default true check (only_row), moved_by interval not null)
"""
_KEY = "townlab_clock_read"


def now() -> dt.datetime:
    """The time of the service, aware, in UTC; read once in a unit of work so that a page agrees with itself."""
    session = db.session()
    reading = session.info.get(_KEY)
    if reading is None:
        reading = session.info[_KEY] = exactly_now()
    return cast(dt.datetime, reading)


def exactly_now() -> dt.datetime:
    """The time at this very statement. For deadlines, prefer `townlab_now()` inside the statement that acts."""
    # Asking for the time must not write what a service has half set.
    with db.session.no_autoflush:
        reading = db.session.execute(text("select townlab_now()")).scalar_one()
    return cast(dt.datetime, reading).astimezone(dt.UTC)


def remember(reading: dt.datetime) -> None:
    """Take `reading`, which came with another statement, as the time of this unit of work, unless it has one."""
    db.session().info.setdefault(_KEY, reading.astimezone(dt.UTC))


def forget() -> None:
    """Let the next `now()` read the clock again; called at the start of each unit of work."""
    db.session().info.pop(_KEY, None)


def is_movable() -> bool:
    """Whether this is a demonstration or test database."""
    found = db.session.execute(text("select to_regclass('demonstration_clock')")).scalar_one()
    return found is not None


def install_movable() -> None:
    """Make time movable in this database. Never called outside demonstration and tests."""
    for statement in (CREATE_OFFSET, CREATE_MOVABLE):
        db.session.execute(text(statement))


def move_to(moment: dt.datetime) -> None:
    """Set the service's time; it goes on ticking from there.

    Raises `LookupError` where the clock cannot be moved.
    """
    if not is_movable():
        raise LookupError("The clock of this database cannot be moved.")
    db.session.execute(
        text(
            "insert into demonstration_clock (moved_by) values (:moment - clock_timestamp()) "
            "on conflict (only_row) do update set moved_by = excluded.moved_by"
        ),
        {"moment": moment},
    )
    forget()


def stop_moving() -> None:
    """Back to real time."""
    db.session.execute(text("delete from demonstration_clock"))
    forget()
