"""Who writes the sample proposal, who scores it, and who sees how the panel did."""

from core.access import Actor
from scoring.models import Panel, PanelSeat
from scoring.policies.panel import can_manage_panel, can_see_panels, holds_seat


def can_write_sample(actor: Actor, panel: Panel) -> bool:
    return can_manage_panel(actor, panel)


def can_see_calibration(actor: Actor, panel: Panel) -> bool:
    """Those of the council who may see how the panel gets on. The chair scores the sample too, and sees only that."""
    return can_see_panels(actor, panel.challenge)


def can_calibrate(actor: Actor, seat: PanelSeat) -> bool:
    return holds_seat(actor, seat)
