"""What people declared about the bidders. In tests of something else, the council's people have no interest in any."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from accounts.models import Council
from accounts.states import Role
from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db, new_id
from scoring.models import Declaration
from scoring.queries.conflict import office_of
from submissions.models import Submission
from tests.factories.accounts import member


def no_interest(challenge: Challenge, *actors: Actor) -> None:
    """They declare that they have no interest in any bidder; what they declared before stands."""
    _declare(challenge, [actor.person_id for actor in actors if actor.person_id])


def office_has_no_interest(challenge: Challenge) -> None:
    """Neither do the assigned officers and the approvers of the lead council, as they are now."""
    db.session.flush()
    db.session.refresh(challenge, ["assigned_to"])
    _declare(challenge, office_of(challenge))


def reader_of(challenge: Challenge, role: Role = Role.OFFICER) -> Actor:
    """Somebody new of the lead council, who has declared after the deadline that they have no interest."""
    actor = member(db.session.get_one(Council, challenge.council_id), role)
    no_interest(challenge, actor)
    return actor


def _declare(challenge: Challenge, person_ids: Iterable[uuid.UUID]) -> None:
    db.session.flush()
    received = set(
        db.session.scalars(
            select(Submission.id).where(Submission.challenge_id == challenge.id, Submission.submitted_at.is_not(None))
        )
    )
    for person_id in person_ids:
        known = select(Declaration.submission_id).where(Declaration.person_id == person_id)
        for submission_id in received - set(db.session.scalars(known)):
            db.session.add(
                Declaration(
                    id=new_id(),
                    person_id=person_id,
                    submission_id=submission_id,
                    challenge_id=challenge.id,
                    council_id=challenge.council_id,
                    declared_at=clock.now(),
                )
            )
    db.session.flush()
