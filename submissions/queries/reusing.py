"""What an organisation wrote in its earlier proposals, to be used again by its own people."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import joinedload

from challenges.models import Question
from challenges.states import AnswerKind
from core.access import Actor
from core.database import db
from submissions.models import Answer, Submission
from submissions.queries.own import OwnQuestion

# Kinds of which an earlier answer can be used again.
REUSED = (AnswerKind.LONG_TEXT, AnswerKind.SHORT_TEXT)
_LOOKED_THROUGH = 300
_OFFERED = 15


@dataclass(frozen=True)
class EarlierAnswer:
    """`likeness` from 0 to 1: how much its question has in common with the one that is answered now."""

    id: uuid.UUID
    question: str
    words: str
    challenge: str
    saved_at: dt.datetime
    likeness: float


def has_earlier_answers(actor: Actor, opened: OwnQuestion) -> bool:
    if opened.question.kind not in REUSED or actor.body_id is None:
        return False
    found = exists().where(_earlier(actor, opened), Submission.id == Answer.submission_id)
    return bool(db.session.scalar(select(found)))


def earlier_answers(actor: Actor, opened: OwnQuestion) -> list[EarlierAnswer]:
    """Of the actor's own organisation, to the most similar questions first, then the latest; in one query."""
    if opened.question.kind not in REUSED or actor.body_id is None:
        return []
    rows = db.session.scalars(
        select(Answer)
        .join(Answer.submission)
        .join(Answer.question)
        .where(_earlier(actor, opened), Question.kind.in_(REUSED))
        .options(joinedload(Answer.question), joinedload(Answer.submission).joinedload(Submission.challenge))
        .order_by(Answer.saved_at.desc(), Answer.id)
        .limit(_LOOKED_THROUGH)
    ).unique()
    found = [
        EarlierAnswer(
            id=row.id,
            question=row.question.words,
            words=row.words,
            challenge=row.submission.challenge.title,
            saved_at=row.saved_at,
            likeness=likeness(row.question.words, opened.question.words),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.likeness, reverse=True)[:_OFFERED]


def likeness(one: str, other: str) -> float:
    """The share of words that two questions have in common; short words say nothing."""
    mine, theirs = _telling(one), _telling(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _telling(words: str) -> set[str]:
    return {word for word in re.findall(r"\w+", words.casefold()) if len(word) > 2}


def _earlier(actor: Actor, opened: OwnQuestion) -> ColumnElement[bool]:
    return and_(
        Submission.supplier_id == actor.body_id,
        Submission.id != opened.submission.id,
        Answer.words != "",
    )
