"""What the council asked a bidder after the deadline. Whoever loads the proposal first has been asked who they are."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db
from submissions.models import Clarification, Submission
from submissions.queries.own import acts_for_team
from submissions.queries.received import opened_submission
from submissions.states import CLARIFIABLE, ClarificationState, SubmissionState

STORED = tuple(SubmissionState.SUBMITTED if state is SubmissionState.LOCKED else state for state in CLARIFIABLE)


def clarifications_of(submission: Submission) -> Sequence[Clarification]:
    """In the order in which they were asked, for whoever may read the proposal."""
    return db.session.scalars(
        select(Clarification).where(Clarification.submission_id == submission.id).order_by(Clarification.number)
    ).all()


def own_clarification(actor: Actor, submission_id: uuid.UUID, number: int) -> Clarification | None:
    """For the team."""
    return (
        db.session.scalars(
            select(Clarification)
            .join(Clarification.submission)
            .where(Submission.id == submission_id, Clarification.number == number, acts_for_team(actor))
            .options(
                contains_eager(Clarification.submission).options(
                    joinedload(Submission.challenge).joinedload(Challenge.council),
                    joinedload(Submission.supplier),
                    selectinload(Submission.members),
                )
            )
        )
        .unique()
        .one_or_none()
    )


def opened_clarification(actor: Actor, submission_id: uuid.UUID, number: int) -> Clarification | None:
    """For whoever may open the proposal."""
    submission = opened_submission(actor, submission_id)
    if submission is None:
        return None
    return db.session.scalar(
        select(Clarification)
        .where(Clarification.submission_id == submission.id, Clarification.number == number)
        .options(joinedload(Clarification.submission))
    )


def own_to_answer(actor: Actor) -> Sequence[Clarification]:
    """What waits for an answer of the body that the actor acts for, the most urgent first."""
    return _waiting(acts_for_team(actor), Clarification.due_at > clock.now())


def due_within(ahead: dt.timedelta) -> Sequence[Clarification]:
    """What is to be answered soon and was asked before that, for reminding its team."""
    now = clock.now()
    return _waiting(
        Clarification.due_at > now,
        Clarification.due_at <= now + ahead,
        Clarification.asked_at < Clarification.due_at - ahead,
    )


def _waiting(*conditions: ColumnElement[bool]) -> Sequence[Clarification]:
    return (
        db.session.scalars(
            select(Clarification)
            .join(Clarification.submission)
            .where(Clarification.state == ClarificationState.ASKED, Submission.state.in_(STORED), *conditions)
            .options(
                contains_eager(Clarification.submission).options(
                    joinedload(Submission.challenge), joinedload(Submission.supplier)
                )
            )
            .order_by(Clarification.due_at)
            .limit(25)
        )
        .unique()
        .all()
    )


@dataclass(frozen=True)
class Asked:
    """How many questions one proposal was asked, and how many of them were answered."""

    asked: int
    answered: int


def asked_of(submission_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Asked]:
    """By proposal, in one query; one that was asked nothing has no entry."""
    answered = func.count().filter(Clarification.state == ClarificationState.ANSWERED)
    rows = db.session.execute(
        select(Clarification.submission_id, func.count(), answered)
        .where(Clarification.submission_id.in_(submission_ids), Clarification.state != ClarificationState.WITHDRAWN)
        .group_by(Clarification.submission_id)
    )
    return {row[0]: Asked(asked=row[1], answered=row[2]) for row in rows}
