"""Who gets everything about a decision at once."""

from core.access import Actor
from scoring.policies.decision import DecisionDesk, can_see_decision


def can_ask_for_dossier(actor: Actor, desk: DecisionDesk) -> bool:
    """Those who may see the decision. Who is kept out of one proposal gets none of it: the others tell of it too."""
    return can_see_decision(actor, desk)


def can_take_dossier(actor: Actor, found: DecisionDesk) -> bool:
    """Asked again each time: a conflict may have come up since it was built."""
    return can_see_decision(actor, found)
