"""What this floor tells, inside the transaction that made the change, so that listeners share its fate.

The sender is always `None`; what happened to which thing comes by keyword.
"""

from blinker import Namespace

_signals = Namespace()

# gone: Supplier, kept: Supplier, by: Actor. Two were the same; what a floor keeps of `gone` becomes that of `kept`.
suppliers_merged = _signals.signal("suppliers-merged")
