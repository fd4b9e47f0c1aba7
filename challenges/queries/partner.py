"""Reads of the partners of challenges, for themselves and for the lead council."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from accounts.models import Body
from accounts.states import BodyKind, Role
from challenges.models.challenge import Challenge, ChallengePartner, FundingShare, Phase
from challenges.states.challenge import INSIDERS, ChallengeState, PartnerKind, PartnerState
from core.access import Actor
from core.database import db

UNPUBLISHED = (ChallengeState.DRAFT, ChallengeState.IN_APPROVAL)


def partnership(actor: Actor, partner_id: uuid.UUID) -> ChallengePartner | None:
    """The part of the actor's own body in a challenge, with the challenge, its council, phases and shares."""
    if not actor.acts_for(actor.body_id, *INSIDERS):
        return None
    query = _whole().where(ChallengePartner.id == partner_id, ChallengePartner.body_id == actor.body_id)
    return db.session.scalar(query)


def partner_of_own(actor: Actor, slug: str, partner_id: uuid.UUID) -> ChallengePartner | None:
    """A partner of a challenge of the actor's council, with body and challenge."""
    query = (
        _whole()
        .join(ChallengePartner.challenge)
        .where(ChallengePartner.id == partner_id, Challenge.slug == slug, Challenge.council_id == actor.body_id)
    )
    return db.session.scalar(query)


def reread_partner(partner_id: uuid.UUID) -> ChallengePartner:
    """As stored now; for whoever holds the lock of its challenge."""
    query = _whole().where(ChallengePartner.id == partner_id).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def could_be_partners(challenge: Challenge) -> Sequence[Body]:
    """Councils and community groups that are none yet, by name."""
    taken = select(ChallengePartner.body_id).where(ChallengePartner.challenge_id == challenge.id)
    return db.session.scalars(
        select(Body)
        .where(
            Body.kind.in_((BodyKind.COUNCIL, BodyKind.COMMUNITY_GROUP)),
            Body.id != challenge.council_id,
            Body.id.not_in(taken),
        )
        .order_by(Body.name)
    ).all()


def confirmed_partners(challenge_id: uuid.UUID) -> Sequence[ChallengePartner]:
    return db.session.scalars(
        select(ChallengePartner)
        .where(ChallengePartner.challenge_id == challenge_id, ChallengePartner.state == PartnerState.CONFIRMED)
        .order_by(ChallengePartner.invited_at)
    ).all()


def waiting_for_answer(actor: Actor) -> Sequence[ChallengePartner]:
    """Invitations that the actor could answer, the longest waiting first."""
    if not actor.acts_for(actor.body_id, Role.OFFICER.value, Role.LEAD.value):
        return []
    return _of_own_body(actor, ChallengePartner.state == PartnerState.INVITED)


def shares_to_approve(actor: Actor) -> Sequence[ChallengePartner]:
    """What the actor's council has promised to pay, and the actor could approve."""
    if not actor.acts_for(actor.body_id, Role.APPROVER.value):
        return []
    return _of_own_body(
        actor,
        ChallengePartner.state == PartnerState.CONFIRMED,
        ChallengePartner.kind == PartnerKind.FUNDER,
        ChallengePartner.share_approved_at.is_(None),
        ~ChallengePartner.writers.contains([str(actor.person_id)]),
    )


def partnership_in(actor: Actor, challenge: Challenge) -> ChallengePartner | None:
    """The part of the actor's own body in this challenge, which has its partners loaded."""
    if not actor.acts_for(actor.body_id, *INSIDERS):
        return None
    return next((partner for partner in challenge.partners if partner.body_id == actor.body_id), None)


def _of_own_body(actor: Actor, *conditions: ColumnElement[bool]) -> Sequence[ChallengePartner]:
    query = _whole().join(ChallengePartner.challenge)
    query = query.where(ChallengePartner.body_id == actor.body_id, Challenge.state.in_(UNPUBLISHED), *conditions)
    return db.session.scalars(query.order_by(ChallengePartner.invited_at)).all()


def _whole() -> Select[ChallengePartner]:
    challenge = joinedload(ChallengePartner.challenge)
    shares = challenge.selectinload(Challenge.phases).selectinload(Phase.shares)
    return select(ChallengePartner).options(
        joinedload(ChallengePartner.body),
        joinedload(ChallengePartner.lead),
        challenge.joinedload(Challenge.council),
        shares.joinedload(FundingShare.council),
    )
