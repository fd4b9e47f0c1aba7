"""Who arranges interviews, who answers an invitation to one, and who reads about it."""

from accounts.states import BodyKind
from core.access import Actor
from scoring.models import Interview, InterviewSlot, Panel
from scoring.policies.panel import can_manage_panel


def can_arrange(actor: Actor, interview: Interview) -> bool:
    """`interview` has its round with panel loaded."""
    return can_manage_panel(actor, interview.round.panel)


def can_arrange_slot(actor: Actor, found: tuple[Panel, InterviewSlot]) -> bool:
    return can_manage_panel(actor, found[0])


def can_read(actor: Actor, _interview: Interview) -> bool:
    """The read has sifted already: those who work on the challenge, the chair, those who interview."""
    return actor.is_signed_in


def can_answer(actor: Actor, interview: Interview) -> bool:
    """The lead supplier's people. `interview` has its submission loaded."""
    return actor.body_kind == BodyKind.SUPPLIER.value and actor.body_id == interview.submission.supplier_id
