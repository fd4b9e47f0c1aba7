"""Who chooses what a supplier hears of."""

from accounts.states import BodyKind
from core.access import Actor


def can_choose_interests(actor: Actor) -> bool:
    """Everybody who acts for the supplier; whether they are told by mail is each one's own choice."""
    return actor.is_signed_in and actor.body_kind == BodyKind.SUPPLIER.value
