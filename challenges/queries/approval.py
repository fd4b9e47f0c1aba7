"""Reads of approvals and amendments."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from accounts.states import Role
from challenges.models.approval import Amendment, Approval
from challenges.models.challenge import Challenge
from challenges.states.challenge import ApprovalOutcome
from challenges.states.challenge import ChallengeState as State
from core.access import Actor
from core.database import db


def approvals_of(challenge_id: uuid.UUID) -> Sequence[Approval]:
    """Every round of asking, the latest first, with the people."""
    return db.session.scalars(
        select(Approval)
        .where(Approval.challenge_id == challenge_id)
        .order_by(Approval.asked_at.desc())
        .options(joinedload(Approval.asker), joinedload(Approval.decider))
    ).all()


def undecided_approval(challenge_id: uuid.UUID) -> Approval | None:
    return db.session.scalar(select(Approval).where(Approval.challenge_id == challenge_id, Approval.outcome.is_(None)))


def remarks_of(challenge: Challenge) -> dict[str, str]:
    """What the approver wrote on the sections of a draft that came back, by the name of the section."""
    if challenge.state is not State.DRAFT:
        return {}
    latest = db.session.scalars(
        select(Approval).where(Approval.challenge_id == challenge.id).order_by(Approval.asked_at.desc()).limit(1)
    ).one_or_none()
    return dict(latest.remarks) if latest else {}


def waiting_for(actor: Actor) -> Sequence[Approval]:
    """What the actor could approve or return now, the longest waiting first, each with its challenge."""
    if not actor.acts_for(actor.body_id, Role.APPROVER.value):
        return []
    return db.session.scalars(
        select(Approval)
        .join(Approval.challenge)
        .options(contains_eager(Approval.challenge), joinedload(Approval.asker))
        .where(
            Approval.outcome.is_(None),
            Challenge.council_id == actor.body_id,
            Challenge.drafted_by != actor.person_id,
            ~Challenge.drafters.contains([str(actor.person_id)]),
        )
        .order_by(Approval.asked_at)
    ).all()


def drafts_of(actor: Actor) -> Sequence[tuple[Challenge, Approval | None]]:
    """The drafts of the officer's council, each with the latest round if it was returned with comments."""
    if not actor.acts_for(actor.body_id, Role.OFFICER.value):
        return []
    latest = (
        select(Approval.id)
        .where(Approval.challenge_id == Challenge.id)
        .order_by(Approval.asked_at.desc())
        .limit(1)
        .correlate(Challenge)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Challenge, Approval)
        .outerjoin(Approval, (Approval.id == latest) & (Approval.outcome == ApprovalOutcome.SENT_BACK))
        .where(Challenge.council_id == actor.body_id, Challenge.state == State.DRAFT)
        .order_by(Challenge.drafted_at)
    )
    return [(challenge, approval) for challenge, approval in rows]


def amendments_of(challenge_id: uuid.UUID) -> Sequence[Amendment]:
    """The latest first, as everybody may read them."""
    return db.session.scalars(
        select(Amendment).where(Amendment.challenge_id == challenge_id).order_by(Amendment.number.desc())
    ).all()
