"""Who declares interests, and who decides what a conflict means."""

import uuid
from collections.abc import Collection

from accounts.states import Role
from challenges.models import Challenge
from challenges.policies.officer import works_on_proposals
from core.access import Actor

# Everybody of the lead council who can open or decide about proposals declares; its officers, where assigned.
DECLARING = (Role.OFFICER.value, Role.APPROVER.value)


def can_declare_for_council(actor: Actor, challenge: Challenge) -> bool:
    return works_on_proposals(actor, challenge, *DECLARING)


def can_keep_register(actor: Actor) -> bool:
    """One's own, and nobody else's."""
    return actor.is_signed_in


def can_name_stand_in(actor: Actor, challenge: Challenge) -> bool:
    """Those of the lead council who work on its proposals; its lead as well, should all of them have a conflict."""
    return can_declare_for_council(actor, challenge) or actor.acts_for(challenge.council_id, Role.LEAD.value)


def can_read_conflicts(actor: Actor, challenge: Challenge) -> bool:
    """Those who settle them, and the auditor. Nobody reads about themselves, or about what they are kept out of."""
    return works_on_proposals(actor, challenge, *DECLARING, Role.AUDITOR.value)


def can_settle_conflicts(actor: Actor, challenge: Challenge, typed_in_by: Collection[uuid.UUID]) -> bool:
    """One of the lead council who typed in no proposal; the service refuses them about themselves."""
    return can_declare_for_council(actor, challenge) and actor.person_id not in typed_in_by
