"""The published problems and the challenges of all councils that answer a question best."""

import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, literal, select

from accounts.models import Council
from challenges.models.challenge import Challenge
from challenges.models.problem import Problem
from challenges.queries.challenge import PUBLIC
from challenges.queries.problem import GONE_ELSEWHERE
from challenges.registries import Hit, Hits
from core import clock
from core.database import db
from core.extracts import Written
from core.search import HANDFUL_AMONG, Part, best, candidates_of, matches, total_of


def problems_answering(asked: Part) -> Select[uuid.UUID]:
    """Those that were joined with another or passed on are left out: the other is there."""
    return select(Problem.id).where(
        Problem.published_at.is_not(None), Problem.state.not_in(GONE_ELSEWHERE), matches(Problem.search, asked)
    )


def problem_hits(asked: Part, limit: int, *, counted: bool = True) -> Hits:
    """The best of them, and how many there are."""
    candidates = candidates_of(problems_answering(asked), Problem.published_at)
    found = best(candidates, Problem.search, asked, limit=limit, among=HANDFUL_AMONG)
    rows = db.session.execute(
        select(Problem, Council.name, found.c.rank, total_of(candidates) if counted else literal(0))
        .join(found, found.c.id == Problem.id)
        .join(Problem.council)
        .order_by(found.c.rank.desc(), Problem.id.desc())
    ).all()
    return Hits([_problem(*row[:3]) for row in rows], rows[0][3] if rows else 0)


def challenges_answering(asked: Part, *conditions: ColumnElement[bool]) -> Select[uuid.UUID]:
    """Whatever state they are in, from their approval on."""
    return select(Challenge.id).where(PUBLIC, matches(Challenge.search, asked), *conditions)


def challenge_hits(asked: Part, limit: int, *conditions: ColumnElement[bool], counted: bool = True) -> Hits:
    """The best of them, and how many there are."""
    candidates = candidates_of(challenges_answering(asked, *conditions), Challenge.opens_at)
    found = best(candidates, Challenge.search, asked, limit=limit, among=HANDFUL_AMONG)
    rows = db.session.execute(
        select(Challenge, Council.name, found.c.rank, total_of(candidates) if counted else literal(0))
        .join(found, found.c.id == Challenge.id)
        .join(Challenge.council)
        .order_by(found.c.rank.desc(), Challenge.id.desc())
    ).all()
    return Hits([_challenge(*row[:3]) for row in rows], rows[0][3] if rows else 0)


def _text_of(challenge: Challenge) -> Written:
    """As it is read in a list."""
    return Written(challenge.main_language, challenge.title, f"{challenge.summary} {challenge.problem_statement}")


def _problem(problem: Problem, council: str, rank: float) -> Hit:
    return Hit(
        kind=_l("Problem"),
        path=f"/problems/{problem.slug}",
        written=Written(problem.language, problem.title, problem.description),
        council=council,
        state=problem.state,
        rank=rank,
        people=problem.people_count,
    )


def _challenge(challenge: Challenge, council: str, rank: float) -> Hit:
    return Hit(
        kind=_l("Challenge"),
        path=f"/challenges/{challenge.slug}",
        written=_text_of(challenge),
        council=council,
        state=challenge.state_at(clock.now()),
        rank=rank,
    )
