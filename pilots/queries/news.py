"""Pilots and adoptions that became public, or came into a state, in a stretch of time."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import and_, select

from core.audit import AuditEvent
from core.database import db
from pilots.models import Adoption, Pilot
from pilots.states import PILOT_SIGNED, AdoptionState, PilotState

AT_MOST = 1000


def new_pilots(state: PilotState | None, after: dt.datetime, until: dt.datetime) -> Sequence[uuid.UUID]:
    """The ids of pilots that were signed then, or that came into `state`."""
    what = AuditEvent.kind == PILOT_SIGNED if state is None else AuditEvent.to_state == state.value
    within = and_(AuditEvent.at > after, AuditEvent.at <= until)
    moved = select(AuditEvent.subject_id).where(
        AuditEvent.subject_type == Pilot.__tablename__, AuditEvent.to_state.is_not(None), what, within
    )
    return db.session.scalars(moved.distinct().limit(AT_MOST)).all()


def new_adoptions(state: AdoptionState | None, after: dt.datetime, until: dt.datetime) -> Sequence[uuid.UUID]:
    """The ids of adoptions that were registered then, or of those in `state` that moved then."""
    moment = Adoption.registered_at if state is None else Adoption.moved_at
    query = select(Adoption.id).where(moment > after, moment <= until).order_by(Adoption.id.desc()).limit(AT_MOST)
    return db.session.scalars(query).all()
