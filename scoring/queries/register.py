"""Reads of the register of interests."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import exists, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from accounts.states import Role
from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db
from scoring.models import InterestRegister, Panel, PanelSeat
from scoring.queries.panel import WITH_PANEL, on_seat

# How long what somebody said of themselves holds.
YEAR = dt.timedelta(days=365)
_OFFICE = (Role.OFFICER.value, Role.APPROVER.value)


def register_of(actor: Actor) -> InterestRegister | None:
    """What the person said last."""
    if actor.person_id is None:
        return None
    return registers_of([actor.person_id]).get(actor.person_id)


def registers_of(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, InterestRegister]:
    """What each of them said last, in one query."""
    found = db.session.scalars(
        select(InterestRegister)
        .ext(distinct_on(InterestRegister.person_id))
        .where(InterestRegister.person_id.in_(set(person_ids)))
        .order_by(InterestRegister.person_id, InterestRegister.confirmed_at.desc())
    )
    return {register.person_id: register for register in found}


def is_current(register: InterestRegister | None) -> bool:
    return register is not None and register.confirmed_at > clock.now() - YEAR


def has_to_confirm(actor: Actor) -> bool:
    """Whether the actor has a seat, or a council whose panels are at work, and said nothing within a year."""
    if actor.person_id is None:
        return False
    said = exists().where(
        InterestRegister.person_id == actor.person_id, InterestRegister.confirmed_at > clock.now() - YEAR
    )
    at_work = Panel.challenge_id == Challenge.id, Challenge.state.in_(WITH_PANEL)
    sits = exists().where(PanelSeat.panel_id == Panel.id, on_seat(actor), *at_work)
    ways = [sits]
    if actor.role in _OFFICE and actor.body_id is not None:
        ways.append(exists().where(Panel.council_id == actor.body_id, Challenge.closes_at <= clock.now(), *at_work))
    return bool(db.session.scalar(select(~said & or_(*ways))))
