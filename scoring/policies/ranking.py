"""Who may see how proposals stand."""

import uuid
from collections.abc import Collection
from typing import Protocol

from accounts.states import Role
from challenges.policies.officer import is_assigned, works_on_proposals
from core.access import Actor
from scoring.models import Panel
from scoring.policies.panel import is_chair

READERS = (Role.OFFICER.value, Role.APPROVER.value, Role.AUDITOR.value)


class Standing(Protocol):
    """What these rules look at: a panel with its seats, whether all is handed in, and whom a conflict keeps out."""

    @property
    def panel(self) -> Panel: ...

    @property
    def is_complete(self) -> bool: ...

    @property
    def kept_out(self) -> Collection[uuid.UUID]: ...

    @property
    def stand_ins(self) -> Collection[uuid.UUID]: ...


def can_see_ranking(actor: Actor, standing: Standing) -> bool:
    """The lead council's people, who stands in for it, and the chair once all assessments are in: a chair scores too.

    Whoever has an interest in one of the proposals sees none of it: a rank says something about every other.
    """
    if not actor.is_signed_in or actor.person_id in standing.kept_out:
        return False
    reads = works_on_proposals(actor, standing.panel.challenge, *READERS) or actor.person_id in standing.stand_ins
    return reads or (is_chair(actor, standing.panel) and standing.is_complete)


def can_see_offsets(actor: Actor, standing: Standing) -> bool:
    """How strict each assessor is, by name: for the officers who look after the panel, and its chair."""
    return can_see_ranking(actor, standing) and (
        is_assigned(actor, standing.panel.challenge) or is_chair(actor, standing.panel)
    )
