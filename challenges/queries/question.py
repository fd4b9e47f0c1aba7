"""Reads of clarification questions. None for a page loads who asked."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, false, func, select
from sqlalchemy.orm import contains_eager, defer, joinedload
from sqlalchemy.orm.interfaces import ORMOption

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
        .options(_answered_with())
        .order_by(ClarificationQuestion.asked_at)
    ).all()


@dataclass(frozen=True)
class QuestionSearch:
    """What an officer looks for; without a state, what waits for an answer. `challenge` is a slug."""

    state: QuestionState | None = None
    challenge: str = ""
    page: int = 1


def question_list(actor: Actor, search: QuestionSearch) -> Page[ClarificationQuestion]:
    """Questions put to the actor's council, with their challenges; what waits longest comes first."""
    query = _of_own_council(actor).where(ClarificationQuestion.state == (search.state or QuestionState.ASKED))
    if search.challenge:
        query = query.where(Challenge.slug == search.challenge)
    query = query.options(_answered_with())
    return paginate(query.order_by(ClarificationQuestion.asked_at, ClarificationQuestion.id), search.page)


def challenges_asked_about(actor: Actor) -> list[tuple[str, str]]:
    """Slug and title of the challenges of the actor's council about which anything was asked."""
    asked = exists().where(ClarificationQuestion.challenge_id == Challenge.id)
    rows = db.session.execute(
        select(Challenge.slug, Challenge.title).where(_own(actor), asked).order_by(Challenge.title, Challenge.slug)
    )
    return [(slug, title) for slug, title in rows]


def waiting_questions(actor: Actor, question_ids: Sequence[uuid.UUID]) -> Sequence[ClarificationQuestion]:
    """Those of these that wait for an answer by the actor's council, with their challenges, the oldest first."""
    query = _of_own_council(actor).where(
        ClarificationQuestion.id.in_(question_ids), ClarificationQuestion.state == QuestionState.ASKED
    )
    return db.session.scalars(query.order_by(ClarificationQuestion.asked_at, ClarificationQuestion.id)).all()


def published_of_council(actor: Actor) -> Sequence[ClarificationQuestion]:
    """Everything that the actor's council answered in public, by challenge."""
    query = _of_own_council(actor).where(ClarificationQuestion.state == QuestionState.ANSWERED)
    return db.session.scalars(query.order_by(Challenge.title, Challenge.id, ClarificationQuestion.number)).all()


def question_of_council(actor: Actor, question_id: uuid.UUID) -> ClarificationQuestion | None:
    """A question put to the actor's council, with its challenge and council."""
    return db.session.scalar(
        _of_own_council(actor)
        .where(ClarificationQuestion.id == question_id)
        .options(contains_eager(ClarificationQuestion.challenge).joinedload(Challenge.council), _answered_with())
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


def _answered_with() -> ORMOption:
    """The published question that one was joined with; of that too, nobody loads who asked."""
    return joinedload(ClarificationQuestion.merged_into).options(
        defer(ClarificationQuestion.asked_by, raiseload=True), defer(ClarificationQuestion.body_id, raiseload=True)
    )


def _own(actor: Actor) -> ColumnElement[bool]:
    return Challenge.council_id == actor.body_id if actor.body_id else false()


def _of_own_council(actor: Actor) -> Select[ClarificationQuestion]:
    return (
        _without_asker()
        .join(ClarificationQuestion.challenge)
        .where(_own(actor))
        .options(contains_eager(ClarificationQuestion.challenge))
    )
