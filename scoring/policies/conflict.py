"""Who declares interests, and who decides what a conflict means."""

import uuid

from accounts.states import Role
from challenges.models import Challenge
from core.access import Actor
from scoring.models import Panel
from scoring.policies.panel import can_manage_panel

# Everybody of the lead council who can open or decide about proposals declares.
DECLARING = (Role.OFFICER.value, Role.APPROVER.value)


def can_declare_for_council(actor: Actor, challenge: Challenge) -> bool:
    return actor.acts_for(challenge.council_id, *DECLARING)


def can_settle_conflict(actor: Actor, panel: Panel, person_id: uuid.UUID) -> bool:
    """An officer of the lead council, never about themselves."""
    return can_manage_panel(actor, panel) and actor.person_id != person_id


def can_settle_for_council(actor: Actor, challenge: Challenge, person_id: uuid.UUID) -> bool:
    """What an officer or approver declared is decided by another of them."""
    return can_declare_for_council(actor, challenge) and actor.person_id != person_id
