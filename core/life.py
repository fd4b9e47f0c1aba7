"""Signs of life: when the parts of the service ran, so that its outages can be told from its own history.

Kept in real time, like the heartbeats of workers: a demonstration that moves its clock has no outages because of it.
"""

import datetime as dt
import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import Index, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Id, Model, db, new_id, plain_enum
from core.workflow import LabelledState

log = logging.getLogger("townlab.life")

SIGN_SECONDS = 30
# A shorter silence is a restart, and nobody's outage.
SILENCE = dt.timedelta(minutes=3)

# The run under way goes on; after a silence another begins.
GO_ON = text("""
update service_runs set last_at = clock_timestamp() where id = (
    select id from service_runs where part = :part order by last_at desc limit 1
) and last_at > clock_timestamp() - :silence
returning id
""")


class Part(LabelledState):
    """Each may be several processes; it runs while one of them does."""

    WEB = ("web", _l("The pages could not be reached"))
    WORKER = ("worker", _l("No mail was sent"))


class ServiceRun(Model):
    """A stretch of time in which a part of the service gave its signs of life."""

    __tablename__ = "service_runs"
    __table_args__ = (Index("ix_service_runs_part_last_at", "part", "last_at"),)

    id: Mapped[Id]
    part: Mapped[Part] = plain_enum(Part)
    began_at: Mapped[dt.datetime] = mapped_column(server_default=func.clock_timestamp())
    last_at: Mapped[dt.datetime] = mapped_column(server_default=func.clock_timestamp())


@dataclass(frozen=True)
class Outage:
    """A silence of one part. One that goes on has no `ended_at`."""

    part: Part
    began_at: dt.datetime
    ended_at: dt.datetime | None

    @property
    def label(self) -> Any:
        return self.part.label


def sign(part: Part) -> None:
    """Note that `part` runs. Commits: it must outlive whatever else goes wrong."""
    going_on = db.session.execute(GO_ON, {"part": part.value, "silence": SILENCE}).scalar_one_or_none()
    if going_on is None:
        db.session.add(ServiceRun(id=new_id(), part=part))
    db.session.commit()


def outages_between(since: dt.datetime, until: dt.datetime) -> list[Outage]:
    """The outages that reach into this time, the earliest first, in one query.

    A part that has never run has none: nobody knows when it should have.
    """
    now, runs = _runs_around(since, until)
    found = [outage for part in Part for outage in _silences(part, [run for run in runs if run.part is part], now)]
    touching = [one for one in found if one.began_at < until and (one.ended_at is None or one.ended_at > since)]
    return sorted(touching, key=lambda one: one.began_at)


def keep_signing(app: Flask, part: Part) -> None:
    """Give signs of life from a thread of this process for as long as it runs."""

    def go_on() -> None:
        pause = threading.Event()
        while True:
            try:
                with app.app_context():
                    sign(part)
            except SQLAlchemyError as error:
                # The database is away: that is the outage, and the silence tells of it.
                log.warning("no sign of life: %s", error)
            pause.wait(SIGN_SECONDS)

    threading.Thread(target=go_on, name=f"signs of {part.value}", daemon=True).start()


def _runs_around(since: dt.datetime, until: dt.datetime) -> tuple[dt.datetime, Sequence[ServiceRun]]:
    """Those that reach into this time, with the last of each part before it, and all after."""
    latest_before = (
        select(func.max(ServiceRun.began_at).label("began_at"))
        .where(ServiceRun.began_at <= since)
        .group_by(ServiceRun.part)
        .subquery()
    )
    first = func.coalesce(select(func.min(latest_before.c.began_at)).scalar_subquery(), since)
    rows = db.session.execute(
        select(func.clock_timestamp(), ServiceRun).where(ServiceRun.began_at >= first).order_by(ServiceRun.began_at)
    ).all()
    now = rows[0][0] if rows else until
    return cast(dt.datetime, now), [row[1] for row in rows]


def _silences(part: Part, runs: Sequence[ServiceRun], now: dt.datetime) -> Iterator[Outage]:
    """Between one run and the next, and since the last."""
    last: dt.datetime | None = None
    for run in runs:
        if last is not None and run.began_at - last > SILENCE:
            yield Outage(part=part, began_at=last, ended_at=run.began_at)
        last = run.last_at if last is None else max(last, run.last_at)
    if last is not None and now - last > SILENCE:
        yield Outage(part=part, began_at=last, ended_at=None)
