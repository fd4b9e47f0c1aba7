"""What became public, or came into a state, in a stretch of time: after its first moment, up to its last."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from challenges.models.challenge import Challenge
from challenges.models.problem import Problem
from challenges.states.challenge import ChallengeState
from challenges.states.problem import ProblemState
from core.audit import AuditEvent
from core.database import Model, db

AT_MOST = 1000
_BY_DATE: dict[ChallengeState, Any] = {
    ChallengeState.SCHEDULED: Challenge.approved_at,
    ChallengeState.OPEN: Challenge.opens_at,
    ChallengeState.CLOSED: Challenge.closes_at,
}


def new_challenges(state: ChallengeState | None, after: dt.datetime, until: dt.datetime) -> Sequence[uuid.UUID]:
    """The ids of challenges that were approved then, or that came into `state`, by a decision or by their dates."""
    if state is None:
        condition = _within(Challenge.approved_at, after, until)
    elif state in _BY_DATE:
        condition = _within(_BY_DATE[state], after, until)
    else:
        condition = Challenge.id.in_(moved_into(Challenge, state.value, after, until))
    return _ids(Challenge, and_(Challenge.approved_at.is_not(None), condition))


def new_problems(state: ProblemState | None, after: dt.datetime, until: dt.datetime) -> Sequence[uuid.UUID]:
    """The ids of problems that were published then, or of those in `state` that were decided then."""
    by_decision = state not in (None, ProblemState.UNDER_REVIEW)
    condition = _within(Problem.decided_at if by_decision else Problem.published_at, after, until)
    return _ids(Problem, and_(Problem.published_at.is_not(None), condition))


def moved_into(kind: type[Model], state: str, after: dt.datetime, until: dt.datetime) -> Any:
    """A query for the ids of the things that came into this stored state then."""
    return select(AuditEvent.subject_id).where(
        AuditEvent.subject_type == kind.__tablename__,
        AuditEvent.to_state == state,
        _within(AuditEvent.at, after, until),
    )


def _within(moment: Any, after: dt.datetime, until: dt.datetime) -> ColumnElement[bool]:
    return and_(moment > after, moment <= until)


def _ids(thing: Any, condition: ColumnElement[bool]) -> Sequence[uuid.UUID]:
    return db.session.scalars(select(thing.id).where(condition).order_by(thing.id.desc()).limit(AT_MOST)).all()
