"""Reads of the presets that councils saved for themselves."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from accounts.states import Role
from challenges.models.preset import CouncilPreset
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate


def presets_of(actor: Actor) -> Sequence[CouncilPreset]:
    """Those of the council that the officer acts for, by name."""
    if not actor.acts_for(actor.body_id, Role.OFFICER.value):
        return []
    query = select(CouncilPreset).where(CouncilPreset.council_id == actor.body_id)
    return db.session.scalars(query.order_by(CouncilPreset.name)).all()


def presets_page(actor: Actor, number: int) -> Page[CouncilPreset]:
    query = select(CouncilPreset).where(CouncilPreset.council_id == actor.body_id)
    return paginate(query.order_by(CouncilPreset.name), number)


def own_preset(actor: Actor, preset_id: uuid.UUID) -> CouncilPreset | None:
    return db.session.scalar(
        select(CouncilPreset).where(CouncilPreset.id == preset_id, CouncilPreset.council_id == actor.body_id)
    )


def name_taken(council_id: uuid.UUID, name: str) -> bool:
    query = select(CouncilPreset.id).where(CouncilPreset.council_id == council_id, CouncilPreset.name == name)
    return db.session.scalar(query) is not None
