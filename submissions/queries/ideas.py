"""Ideas from the public: sealed until the deadline as proposals are."""

import uuid

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from accounts.states import Role
from challenges.models import Challenge
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core import clock
from core.access import Actor
from core.audit import AuditEvent
from core.database import db
from core.pagination import Page, paginate
from submissions.models import Idea
from submissions.states import IDEA_OPENED, IdeaState

_OFFICE = (Role.OFFICER.value, Role.APPROVER.value, Role.AUDITOR.value)


def is_own(actor: Actor) -> ColumnElement[bool]:
    """SQL: whoever sent it, and those who act for the group now."""
    if actor.person_id is None:
        return false()
    mine = Idea.person_id == actor.person_id
    return mine if actor.body_id is None else or_(mine, Idea.body_id == actor.body_id)


def may_open_idea(actor: Actor) -> ColumnElement[bool]:
    """SQL: after the deadline, the lead council's people, of its officers those assigned. Needs `Challenge` joined.

    What was withdrawn is read by nobody; neither is what was sent to a challenge that was cancelled.
    """
    if actor.person_id is None or actor.role not in _OFFICE:
        return false()
    return and_(
        Challenge.council_id == actor.body_id,
        is_assigned(actor, Challenge.id),
        Challenge.closes_at <= clock.now(),
        Challenge.state != ChallengeState.CANCELLED,
        Idea.state != IdeaState.WITHDRAWN,
        Idea.person_id != actor.person_id,
    )


def own_idea(actor: Actor, idea_id: uuid.UUID) -> Idea | None:
    return _one(Idea.id == idea_id, is_own(actor))


def opened_idea(actor: Actor, idea_id: uuid.UUID) -> Idea | None:
    return _one(Idea.id == idea_id, may_open_idea(actor))


def own_idea_for(actor: Actor, challenge_id: uuid.UUID) -> Idea | None:
    """The one that this person has sent to the challenge and not withdrawn."""
    return _one(Idea.challenge_id == challenge_id, Idea.person_id == actor.person_id, Idea.state != IdeaState.WITHDRAWN)


def own_ideas_page(actor: Actor, number: int) -> Page[Idea]:
    """The latest first."""
    return paginate(
        select(Idea)
        .join(Idea.challenge)
        .where(is_own(actor))
        .options(contains_eager(Idea.challenge).joinedload(Challenge.council))
        .order_by(Idea.id.desc()),
        number,
    )


def has_own_ideas(actor: Actor) -> bool:
    return bool(db.session.scalar(select(select(Idea.id).where(is_own(actor)).exists())))


def received_ideas_page(actor: Actor, challenge: Challenge, number: int) -> Page[Idea]:
    """Those of one challenge that the actor may open, the unanswered first."""
    return paginate(
        select(Idea)
        .join(Idea.challenge)
        .where(Idea.challenge_id == challenge.id, may_open_idea(actor))
        .options(contains_eager(Idea.challenge), joinedload(Idea.body))
        .order_by(Idea.state != IdeaState.SENT, Idea.id),
        number,
    )


def ideas_sent(challenge_id: uuid.UUID) -> int:
    """How many: all that anybody may know before the deadline."""
    found = db.session.scalar(
        select(func.count())
        .select_from(Idea)
        .where(Idea.challenge_id == challenge_id, Idea.state != IdeaState.WITHDRAWN)
    )
    return found or 0


def ideas_to_answer(actor: Actor) -> list[tuple[Challenge, int]]:
    """Challenges whose ideas nobody has answered yet, with how many."""
    rows = db.session.execute(
        select(Challenge, func.count(Idea.id))
        .join(Idea, Idea.challenge_id == Challenge.id)
        .where(may_open_idea(actor), Idea.state == IdeaState.SENT)
        .group_by(Challenge.id)
        .order_by(Challenge.closes_at)
    )
    return [(row[0], row[1]) for row in rows]


def has_opened_idea(actor: Actor, idea: Idea) -> bool:
    """Whether it is on record that this person opened it."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    AuditEvent.subject_type == Idea.__tablename__,
                    AuditEvent.subject_id == idea.id,
                    AuditEvent.kind == IDEA_OPENED,
                    AuditEvent.person_id == actor.person_id,
                )
            )
        )
    )


def _one(*conditions: ColumnElement[bool]) -> Idea | None:
    return (
        db.session.scalars(
            select(Idea)
            .join(Idea.challenge)
            .where(*conditions)
            .options(contains_eager(Idea.challenge).joinedload(Challenge.council), joinedload(Idea.body))
            .execution_options(populate_existing=True)
        )
        .unique()
        .one_or_none()
    )
