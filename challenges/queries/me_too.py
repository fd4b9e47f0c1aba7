"""Reads of those who have the same problem as somebody else. Nobody reads who they are, the council neither."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, false, func, or_, select

from challenges.models.me_too import KeptUpload, MeToo
from challenges.models.problem import Problem
from challenges.states.problem import ProblemState
from core.database import db

# A problem that was passed on or joined may be so again, but nobody follows it for ever.
HOPS = 10


@dataclass(frozen=True)
class Voice:
    """What having the problem is like for somebody. `is_counted` says that an account or an address stands for it."""

    words: str
    language: str
    is_counted: bool


def voices(problem_id: uuid.UUID, *, limit: int = 50) -> list[Voice]:
    """What people wrote who have the problem too, for the council, the latest first."""
    rows = db.session.execute(
        select(MeToo.words, MeToo.language, MeToo.counted_at.is_not(None))
        .where(MeToo.problem_id == problem_id, MeToo.words != "")
        .order_by(MeToo.said_at.desc(), MeToo.id)
        .limit(limit)
    )
    return [Voice(words=words, language=language, is_counted=counted) for words, language, counted in rows]


def counted_people(problem_id: uuid.UUID) -> int:
    counted = select(func.count()).where(MeToo.problem_id == problem_id, MeToo.counted_at.is_not(None))
    return db.session.scalar(counted) or 0


def me_toos_of(problem_id: uuid.UUID) -> Sequence[MeToo]:
    return db.session.scalars(select(MeToo).where(MeToo.problem_id == problem_id).order_by(MeToo.said_at)).all()


def me_too_by(problem_id: uuid.UUID, *, person_id: uuid.UUID | None, address: str | None) -> MeToo | None:
    """What this person, or whoever has this address, said about a problem."""
    if person_id is None and address is None:
        return None
    return db.session.scalar(
        select(MeToo)
        .where(MeToo.problem_id == problem_id, _same(person_id, address))
        .order_by(MeToo.person_id)
        .limit(1)
    )


def said_with(form_key: uuid.UUID) -> bool:
    """Whether this form was sent before."""
    return bool(db.session.scalar(select(exists().where(MeToo.form_key == form_key))))


def destination(problem: Problem) -> Problem:
    """Where a problem is looked after now: it may have been joined with another, or passed on, and so on."""
    for _hop in range(HOPS):
        following = _next(problem)
        if following is None:
            break
        problem = following
    return problem


def problem_of_topic(topic_id: uuid.UUID) -> Problem | None:
    return db.session.scalar(select(Problem).where(Problem.topic_id == topic_id))


def kept_upload(key: str) -> KeptUpload | None:
    return db.session.scalar(select(KeptUpload).where(KeptUpload.key == key))


def _next(problem: Problem) -> Problem | None:
    if problem.state is ProblemState.MERGED:
        return db.session.get(Problem, problem.merged_into_id)
    if problem.state is ProblemState.TRANSFERRED:
        return db.session.scalar(select(Problem).where(Problem.transferred_from_id == problem.id))
    return None


def _same(person_id: uuid.UUID | None, address: str | None) -> ColumnElement[bool]:
    by_account = MeToo.person_id == person_id if person_id else false()
    return or_(by_account, MeToo.address == address if address else false())
