"""Who may read, write and reopen an assessment."""

from core.access import Actor
from scoring.models import Assessment, Panel
from scoring.policies.panel import can_manage_panel, holds_seat, is_chair


def can_assess(actor: Actor, assessment: Assessment) -> bool:
    """The person on the seat. `assessment` has its seat loaded. What may be read is a matter of its state."""
    return holds_seat(actor, assessment.seat)


def can_reopen(actor: Actor, panel: Panel) -> bool:
    """`panel` has its seats loaded."""
    return can_manage_panel(actor, panel) or is_chair(actor, panel)
