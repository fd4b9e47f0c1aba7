"""Who gets everything about a decision at once."""

import uuid
from collections.abc import Collection, Mapping
from typing import Protocol

from accounts.states import Role
from core.access import Actor
from scoring.models import Decision
from scoring.policies.decision import can_see_decision


class DossierDesk(Protocol):
    """A decision, and whom a conflict of interest or an entry by post keeps out of it."""

    @property
    def decision(self) -> Decision: ...

    @property
    def kept_out(self) -> Collection[uuid.UUID]: ...

    @property
    def stand_ins(self) -> Mapping[uuid.UUID, Collection[Role]]: ...


def can_ask_for_dossier(actor: Actor, desk: DossierDesk) -> bool:
    """Those who may see the decision. Who is kept out of one proposal gets none of it: the others tell of it too."""
    return can_see_decision(actor, desk)


def can_take_dossier(actor: Actor, found: DossierDesk) -> bool:
    """Asked again each time: a conflict may have come up since it was built."""
    return can_see_decision(actor, found)
