"""What becomes of claims and interests when a supplier turns out to be another."""

from typing import Any

from accounts import signals
from accounts.models import Supplier
from core.access import Actor
from scoring.services import merging


@signals.suppliers_merged.connect
def _merged(_sender: object, *, gone: Supplier, kept: Supplier, by: Actor, **_: Any) -> None:
    merging.hand_over(gone, kept, by=by)
