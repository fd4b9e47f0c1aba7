"""What this feature tells, inside the transaction that made the change, so that listeners share its fate.

The sender is always `None`; what happened to which thing comes by keyword.
"""

from blinker import Namespace

_signals = Namespace()

# decision: Decision (challenge, outcomes and their submissions loaded), by: Actor. Contracts may be signed now.
decision_confirmed = _signals.signal("decision-confirmed")
# decision: Decision, by: Actor. A legal claim was upheld; the challenge is being assessed again.
decision_set_aside = _signals.signal("decision-set-aside")
