"""Reads of who is assigned to a challenge."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, select, true
from sqlalchemy.orm import contains_eager, joinedload

from accounts import queries as people
from accounts.models import Person
from accounts.states import Role
from challenges.models.challenge import Challenge
from challenges.models.officer import ChallengeOfficer
from core.access import Actor
from core.database import db


def is_assigned(actor: Actor, challenge_id: Any) -> ColumnElement[bool]:
    """SQL: an officer, for the challenge with this id or column, is assigned to it; other roles need not be.

    Which council's challenge it is, is asked beside it: see `policies.officer.works_on_proposals`.
    """
    if actor.role != Role.OFFICER.value:
        return true()
    return exists().where(
        ChallengeOfficer.challenge_id == challenge_id,
        ChallengeOfficer.person_id == actor.person_id,
        ChallengeOfficer.ended_at.is_(None),
    )


def assignments_of(challenge: Challenge) -> Sequence[ChallengeOfficer]:
    """Those that have not ended, with their people, the first assigned first; some may have left the council."""
    return db.session.scalars(
        select(ChallengeOfficer)
        .where(ChallengeOfficer.challenge_id == challenge.id, ChallengeOfficer.ended_at.is_(None))
        .options(joinedload(ChallengeOfficer.person))
        .order_by(ChallengeOfficer.assigned_at, ChallengeOfficer.id)
    ).all()


def assignment_of_own(actor: Actor, slug: str, officer_id: uuid.UUID) -> ChallengeOfficer | None:
    """One of a challenge of the actor's council, ended or not, with person, challenge and council."""
    return db.session.scalar(
        select(ChallengeOfficer)
        .join(ChallengeOfficer.challenge)
        .where(
            ChallengeOfficer.id == officer_id,
            Challenge.slug == slug,
            Challenge.council_id == actor.body_id,
        )
        .options(
            joinedload(ChallengeOfficer.person),
            contains_eager(ChallengeOfficer.challenge).joinedload(Challenge.council),
        )
    )


def officers_assigned(challenge: Challenge) -> list[Person]:
    """Those assigned who are officers of the lead council today, by name."""
    held = {officer.person_id for officer in assignments_of(challenge)}
    return [person for person in people.people_with_role(challenge.council_id, Role.OFFICER) if person.id in held]


def officers_to_assign(challenge: Challenge) -> list[Person]:
    """The other officers of the lead council, by name."""
    held = {officer.person_id for officer in assignments_of(challenge)}
    return [person for person in people.people_with_role(challenge.council_id, Role.OFFICER) if person.id not in held]
