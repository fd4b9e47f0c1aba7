"""Who sets what is paid, who claims it, and who says yes: never one person alone."""

from core.access import Actor
from scoring.models import Panel, PanelSeat, PayClaim
from scoring.policies.panel import can_manage_panel


def can_claim_pay(actor: Actor, seat: PanelSeat) -> bool:
    """Whoever holds the seat, or has left it: what they handed in counts."""
    return actor.is_signed_in and seat.person_id == actor.person_id


def can_look_after_pay(actor: Actor, panel: Panel) -> bool:
    return can_manage_panel(actor, panel)


def can_settle_pay(actor: Actor, claim: PayClaim) -> bool:
    """An officer who looks after the panel, but not about their own work. `claim` has its panel loaded."""
    return can_manage_panel(actor, claim.panel) and actor.person_id != claim.claimed_by
