"""What becomes of a supplier's part in challenges when it turns out to be another."""

from typing import Any

from accounts import signals
from accounts.models import Supplier
from challenges.services import merging


@signals.suppliers_merged.connect
def _merged(_sender: object, *, gone: Supplier, kept: Supplier, **_: Any) -> None:
    merging.hand_over(gone, kept)
