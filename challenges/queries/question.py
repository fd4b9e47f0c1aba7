"""Reads of clarification questions. None for a page loads who asked."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import contains_eager, defer

from challenges.models.challenge import Challenge
from challenges.models.question import ClarificationQuestion
from challenges.states.question import QuestionState
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate


def answered_questions(challenge_id: uuid.UUID) -> Sequence[ClarificationQuestion]:
    """What was asked and answered about a challenge, as everybody may read it, in the order of the answers."""
    return db.session.scalars(
        _without_asker()
        .where(
            ClarificationQuestion.challenge_id == challenge_id,
            ClarificationQuestion.state == QuestionState.ANSWERED,
        )
        .order_by(ClarificationQuestion.number)
    ).all()


def own_questions(actor: Actor, challenge_id: uuid.UUID) -> Sequence[ClarificationQuestion]:
    """What the actor asked about a challenge themselves."""
    if not actor.is_signed_in:
        return []
    return db.session.scalars(
        _without_asker()
        .where(ClarificationQuestion.challenge_id == challenge_id, ClarificationQuestion.asked_by == actor.person_id)
        .order_by(ClarificationQuestion.asked_at)
    ).all()


def question_list(actor: Actor, *, state: QuestionState | None, page: int = 1) -> Page[ClarificationQuestion]:
    """Questions put to the actor's council, with their challenges; what waits longest comes first."""
    query = _of_own_council(actor).where(ClarificationQuestion.state == (state or QuestionState.ASKED))
    return paginate(query.order_by(ClarificationQuestion.asked_at, ClarificationQuestion.id), page)


def question_of_council(actor: Actor, question_id: uuid.UUID) -> ClarificationQuestion | None:
    """A question put to the actor's council, with its challenge and council."""
    return db.session.scalar(
        _of_own_council(actor)
        .where(ClarificationQuestion.id == question_id)
        .options(contains_eager(ClarificationQuestion.challenge).joinedload(Challenge.council))
    )


def unanswered(actor: Actor, *, limit: int = 20) -> Sequence[ClarificationQuestion]:
    """What waits for an answer by the actor's council, with the challenges, the oldest first."""
    query = _of_own_council(actor).where(ClarificationQuestion.state == QuestionState.ASKED)
    return db.session.scalars(query.order_by(ClarificationQuestion.asked_at).limit(limit)).all()


def question_by_form_key(form_key: uuid.UUID) -> ClarificationQuestion | None:
    return db.session.scalar(select(ClarificationQuestion).where(ClarificationQuestion.form_key == form_key))


def asker(question_id: uuid.UUID) -> uuid.UUID | None:
    """Whom to tell that their question was answered. For messages only, never for a page."""
    return db.session.scalar(select(ClarificationQuestion.asked_by).where(ClarificationQuestion.id == question_id))


def next_number(challenge_id: uuid.UUID) -> int:
    """The number of the next published question; two answers at the same moment wait for each other."""
    db.session.execute(select(Challenge.id).where(Challenge.id == challenge_id).with_for_update())
    highest = db.session.scalar(
        select(func.max(ClarificationQuestion.number)).where(ClarificationQuestion.challenge_id == challenge_id)
    )
    return (highest or 0) + 1


def _without_asker() -> Select[ClarificationQuestion]:
    return select(ClarificationQuestion).options(
        defer(ClarificationQuestion.asked_by, raiseload=True), defer(ClarificationQuestion.body_id, raiseload=True)
    )


def _of_own_council(actor: Actor) -> Select[ClarificationQuestion]:
    own: ColumnElement[bool] = Challenge.council_id == actor.body_id if actor.body_id else false()
    return (
        _without_asker()
        .join(ClarificationQuestion.challenge)
        .where(own)
        .options(contains_eager(ClarificationQuestion.challenge))
    )
