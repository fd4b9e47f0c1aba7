"""How the money of a phase is divided over the lots of a challenge."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from challenges.models import Lot
from challenges.queries.builder import lot_amount_name
from core.errors import Refused


def check_parts(lots: Sequence[Lot], amounts: Mapping[uuid.UUID, Decimal], *, each: Decimal, pot: Decimal) -> None:
    """All lots have an amount or none has, each reaches for one supplier, and together they are no more than `pot`.

    Raises `Refused` with the field.
    """
    if not amounts:
        return
    for lot in lots:
        amount, name = amounts.get(lot.id), lot_amount_name(lot.id)
        if amount is None:
            raise Refused(_l("Enter an amount for each lot, or for none of them."), field=name)
        if amount < each:
            raise Refused(_l("The money of a lot must reach for at least one supplier."), field=name)
    if sum(amounts.values(), Decimal(0)) > pot:
        raise Refused(
            _l("Together, the lots come to more than the money of the phase."), field=lot_amount_name(lots[0].id)
        )
