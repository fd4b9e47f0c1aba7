"""When two suppliers turn out to be one: whose pilots are whose."""

from sqlalchemy import update

from accounts.models import Supplier
from core.database import db
from pilots.models import Pilot


def hand_over(gone: Supplier, kept: Supplier) -> None:
    """Pilots go with the proposals that they came from."""
    db.session.execute(update(Pilot).where(Pilot.supplier_id == gone.id).values(supplier_id=kept.id))
