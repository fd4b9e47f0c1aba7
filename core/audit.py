"""What happened: append-only events that hold opaque ids, never names or free text about people.

A reason that somebody gave stands in its own row, so that it can be redacted without touching the event.
"""

import datetime as dt
import uuid
from typing import Any, Protocol

from sqlalchemy import DDL, ForeignKey, Index, event, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core import clock
from core.access import Actor
from core.database import Id, Json, LongText, Model, ShortText, db


class Subject(Protocol):
    """Anything with a table and an id can be the subject of an event."""

    __tablename__: str

    @property
    def id(self) -> Any: ...


class AuditEvent(Model):
    """One thing that happened, in the past tense: `CHALLENGE_PUBLISHED`."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_subject", "subject_type", "subject_id", "at"),
        Index("ix_audit_events_council_id_at", "council_id", "at"),
        Index("ix_audit_events_moves", "subject_type", "to_state", "at", postgresql_where=text("to_state is not null")),
    )

    id: Mapped[Id]
    at: Mapped[dt.datetime] = mapped_column(server_default=func.townlab_now())
    kind: Mapped[ShortText]
    person_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    body_id: Mapped[uuid.UUID | None]
    role: Mapped[ShortText] = mapped_column(default="")
    subject_type: Mapped[ShortText]
    subject_id: Mapped[uuid.UUID]
    council_id: Mapped[uuid.UUID | None]
    from_state: Mapped[ShortText | None]
    to_state: Mapped[ShortText | None]
    facts: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"), default=dict)

    reason: Mapped["AuditReason | None"] = relationship(back_populates="event", lazy="raise")


class AuditReason(Model):
    """Why, in somebody's words. It may speak of people, so it can be emptied when a person is erased."""

    __tablename__ = "audit_reasons"

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("audit_events.id"), primary_key=True)
    words: Mapped[LongText]

    event: Mapped[AuditEvent] = relationship(back_populates="reason", lazy="raise")


APPEND_ONLY = DDL("""
create or replace function audit_events_are_append_only() returns trigger language plpgsql as $$
begin raise exception 'audit events are append-only' using errcode = 'raise_exception'; end $$;
create trigger audit_events_append_only before update or delete or truncate on audit_events
for each statement execute function audit_events_are_append_only();
""")
event.listen(AuditEvent.__table__, "after_create", APPEND_ONLY)


def record(
    kind: str,
    *,
    subject: Subject,
    by: Actor,
    council_id: uuid.UUID | None = None,
    from_state: str | None = None,
    to_state: str | None = None,
    reason: str = "",
    at: dt.datetime | None = None,
    **facts: Any,
) -> AuditEvent:
    """Add one event to the unit of work under way.

    `facts` hold ids, numbers, dates and states, never names or free text about people. The council defaults to the
    subject's own `council_id`. Many events of one step may share the time `at` which it was asked for once.
    """
    entry = AuditEvent(
        at=at or clock.exactly_now(),
        kind=kind,
        person_id=by.person_id,
        body_id=by.body_id,
        role=by.role,
        subject_type=subject.__tablename__,
        subject_id=subject.id,
        council_id=council_id or getattr(subject, "council_id", None),
        from_state=from_state,
        to_state=to_state,
        facts={key: _plain(value) for key, value in facts.items()},
    )
    if reason.strip():
        entry.reason = AuditReason(words=reason.strip())
    db.session.add(entry)
    return entry


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID | dt.date | dt.datetime):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
