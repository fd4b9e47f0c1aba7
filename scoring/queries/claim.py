"""Reads of legal claims."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from challenges.models import Challenge
from core.access import Actor
from core.database import db
from scoring.models import Decision, LegalClaim
from scoring.queries.ranking import kept_out
from scoring.states import ClaimState


@dataclass(frozen=True)
class ClaimDesk:
    """A claim with the decision that it is about."""

    claim: LegalClaim
    decision: Decision
    kept_out: frozenset[uuid.UUID]


def claim_desk(actor: Actor, claim_id: uuid.UUID) -> ClaimDesk | None:
    """A claim of the body that the actor acts for, or against its decision."""
    found = db.session.scalar(
        select(LegalClaim)
        .where(
            LegalClaim.id == claim_id,
            (LegalClaim.council_id == actor.body_id) | (LegalClaim.body_id == actor.body_id),
        )
        .options(
            joinedload(LegalClaim.body),
            joinedload(LegalClaim.decision).joinedload(Decision.challenge).joinedload(Challenge.council),
        )
        .execution_options(populate_existing=True)
    )
    return ClaimDesk(found, found.decision, kept_out(found.decision.lot_id, actor)) if found else None


def own_claims(actor: Actor, decision_id: uuid.UUID) -> Sequence[LegalClaim]:
    """What the actor's organisation has raised against a decision."""
    return db.session.scalars(
        select(LegalClaim)
        .where(LegalClaim.decision_id == decision_id, LegalClaim.body_id == actor.body_id)
        .order_by(LegalClaim.raised_at, LegalClaim.id)
    ).all()


def open_claims(actor: Actor) -> Sequence[LegalClaim]:
    """Claims against decisions of the council that the actor acts for, oldest first."""
    return db.session.scalars(
        select(LegalClaim)
        .where(LegalClaim.council_id == actor.body_id, LegalClaim.state == ClaimState.RAISED)
        .options(joinedload(LegalClaim.decision).joinedload(Decision.challenge), joinedload(LegalClaim.body))
        .order_by(LegalClaim.raised_at, LegalClaim.id)
    ).all()
