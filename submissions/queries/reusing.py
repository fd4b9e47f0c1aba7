"""What an organisation wrote in its earlier proposals, to be used again by its own people."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import joinedload

from challenges.models import Question
from challenges.queries.texts import Said, key_of
from challenges.queries.translation import readings_of
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
    question: Said
    words: str
    challenge: Said
    saved_at: dt.datetime
    likeness: float


def has_earlier_answers(actor: Actor, opened: OwnQuestion) -> bool:
    if opened.question.kind not in REUSED or actor.body_id is None:
        return False
    found = exists().where(_earlier(actor, opened), Submission.id == Answer.submission_id)
    return bool(db.session.scalar(select(found)))


def earlier_answers(actor: Actor, opened: OwnQuestion, language: str) -> list[EarlierAnswer]:
    """Of the actor's own organisation, to the most similar questions first, then the latest; questions and challenges
    read in `language`; in two queries."""
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
    asked = opened.question.words
    offered = sorted(rows, key=lambda row: likeness(row.question.words, asked), reverse=True)[:_OFFERED]
    fields = {"title", *(key_of(row.question, "words") for row in offered)}
    read = readings_of([row.submission.challenge for row in offered], language, fields=fields)
    return [
        EarlierAnswer(
            id=row.id,
            question=read[row.submission.challenge_id](row.question, "words"),
            words=row.words,
            challenge=read[row.submission.challenge_id](row.submission.challenge, "title"),
            saved_at=row.saved_at,
            likeness=likeness(row.question.words, asked),
        )
        for row in offered
    ]


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
