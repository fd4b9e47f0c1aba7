"""Reads of supplier organisations."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accounts.models import Supplier
from core.access import Actor
from core.database import db


def own_supplier(actor: Actor) -> Supplier | None:
    """The supplier that the actor acts for, with its profile; None for everybody else."""
    if not actor.is_signed_in:
        return None
    return db.session.scalar(select(Supplier).where(Supplier.id == actor.body_id).options(joinedload(Supplier.profile)))
