"""What this feature tells, inside the transaction that made the change. The sender is always `None`."""

from blinker import Namespace

_signals = Namespace()

# follow: Follow. Its address has shown that it is theirs, and that they want news.
follow_confirmed = _signals.signal("follow-confirmed")
