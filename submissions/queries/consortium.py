"""Reads of consortia: what an organisation is asked to take part in, and which members a team has."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db
from submissions.models import Submission, SubmissionMember
from submissions.queries.own import own_submission


def own_place(actor: Actor, member_id: uuid.UUID) -> SubmissionMember | None:
    """What the actor's organisation is asked to take part in, or does. Nothing of the proposal comes with it."""
    if actor.body_id is None:
        return None
    return (
        db.session.scalars(_places().where(SubmissionMember.id == member_id, SubmissionMember.body_id == actor.body_id))
        .unique()
        .one_or_none()
    )


def places_to_answer(actor: Actor) -> Sequence[SubmissionMember]:
    """What the actor's organisation has been asked and can still answer."""
    return (
        db.session.scalars(
            _places()
            .where(
                SubmissionMember.body_id == actor.body_id,
                SubmissionMember.confirmed_at.is_(None),
                Challenge.closes_at > clock.now(),
            )
            .order_by(Challenge.closes_at)
            .limit(25)
        )
        .unique()
        .all()
    )


def member_of_own(actor: Actor, submission_id: uuid.UUID, member_id: uuid.UUID) -> SubmissionMember | None:
    """A member of a proposal of the actor's team."""
    if own_submission(actor, submission_id) is None:
        return None
    return (
        db.session.scalars(_places().where(SubmissionMember.id == member_id, Submission.id == submission_id))
        .unique()
        .one_or_none()
    )


def _places() -> Select[SubmissionMember]:
    submission = contains_eager(SubmissionMember.submission)
    return (
        select(SubmissionMember)
        .join(SubmissionMember.submission)
        .join(Submission.challenge)
        .options(
            submission.contains_eager(Submission.challenge).joinedload(Challenge.council),
            submission.joinedload(Submission.supplier),
            submission.joinedload(Submission.lot),
            submission.selectinload(Submission.members),
            joinedload(SubmissionMember.body),
        )
    )
