"""Who may set up, see and mind the public's vote."""

from typing import Protocol

from core.access import Actor
from scoring.models import Panel
from scoring.policies.panel import can_manage_panel, can_see_panels


class Vote(Protocol):
    """A panel with its challenge, of the council whose vote it is."""

    @property
    def panel(self) -> Panel: ...


def can_see_vote(actor: Actor, vote: Vote) -> bool:
    return can_see_panels(actor, vote.panel.challenge)


def can_mind_vote(actor: Actor, vote: Vote) -> bool:
    """Set up, cancel, and enter papers: those who look after the panel."""
    return can_manage_panel(actor, vote.panel)
