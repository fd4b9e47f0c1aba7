"""Who goes to law, and who answers it."""

import uuid
from collections.abc import Collection
from typing import Protocol

from accounts.states import BodyKind, Role
from challenges.policies.officer import works_on_proposals
from core.access import Actor
from scoring.models import AssessmentSummary, Decision, LegalClaim
from scoring.policies.ranking import READERS


class ClaimDesk(Protocol):
    @property
    def claim(self) -> LegalClaim: ...

    @property
    def decision(self) -> Decision: ...

    @property
    def kept_out(self) -> Collection[uuid.UUID]: ...


def can_raise_claim(actor: Actor, summary: AssessmentSummary) -> bool:
    """The lead supplier, who alone may bind itself. `summary` has its submission loaded."""
    return (
        actor.is_signed_in
        and actor.body_kind == BodyKind.SUPPLIER.value
        and summary.issued_at is not None
        and actor.body_id == summary.submission.supplier_id
    )


def can_see_claim(actor: Actor, desk: ClaimDesk) -> bool:
    """The bidder who raised it; of the council, its assigned officers, approvers and auditors without a conflict."""
    if can_withdraw_claim(actor, desk):
        return True
    return works_on_proposals(actor, desk.decision.challenge, *READERS) and actor.person_id not in desk.kept_out


def can_withdraw_claim(actor: Actor, desk: ClaimDesk) -> bool:
    return actor.is_signed_in and actor.body_kind == BodyKind.SUPPLIER.value and actor.body_id == desk.claim.body_id


def can_settle_claim(actor: Actor, desk: ClaimDesk) -> bool:
    """An approver of the council without a conflict, and not the one who drafted the decision."""
    return (
        actor.acts_for(desk.decision.council_id, Role.APPROVER.value)
        and actor.person_id not in desk.kept_out
        and actor.person_id != desk.decision.drafted_by
    )
