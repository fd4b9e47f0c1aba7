"""Reads of problems: what the public, their authors and their council may see."""

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from challenges.models.challenge import Challenge
from challenges.models.problem import Problem, ProblemFile
from challenges.states.challenge import ChallengeState
from challenges.states.problem import Channel, ProblemState
from core import clock
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from core.search import ask, matches

WAITING = (ProblemState.RAISED, ProblemState.UNDER_REVIEW)
# Not in the public list unless asked for: the problem that they went to is listed instead.
GONE_ELSEWHERE = (ProblemState.TRANSFERRED, ProblemState.MERGED)
# Another problem may be merged into one of these, if it is public.
MERGE_TARGETS = (ProblemState.UNDER_REVIEW, ProblemState.ACCEPTED, ProblemState.ANSWERED)
PUBLIC_STATES = tuple(state for state in ProblemState if state not in (ProblemState.RAISED, ProblemState.REFERRED))
NEWEST = (Problem.published_at.desc(), Problem.id.desc())
_CANNOT_WAIT = and_(Problem.state.in_(WAITING), Problem.concern.is_not(None)).desc()
TRIAGE_SORTS = {
    "oldest": (_CANNOT_WAIT, Problem.raised_at, Problem.id),
    "newest": (Problem.raised_at.desc(), Problem.id.desc()),
    "people": (Problem.people_count.desc(), Problem.raised_at, Problem.id),
}


def recent_problems(*, limit: int) -> Sequence[Problem]:
    """The latest published problems, with their councils."""
    query = published().where(Problem.state.not_in(GONE_ELSEWHERE)).order_by(*NEWEST)
    return db.session.scalars(query.limit(limit)).all()


def problems_of_council(council_id: uuid.UUID, *, limit: int) -> Sequence[Problem]:
    """The latest published problems of one council."""
    query = published().where(Problem.council_id == council_id, Problem.state.not_in(GONE_ELSEWHERE))
    return db.session.scalars(query.order_by(*NEWEST).limit(limit)).all()


def problems_behind(challenge_id: uuid.UUID) -> Sequence[Problem]:
    """The published problems that a challenge came from, the earliest first."""
    query = published().where(Problem.challenge_id == challenge_id)
    return db.session.scalars(query.order_by(Problem.raised_at)).all()


@dataclass(frozen=True)
class TriageSearch:
    """What an officer looks for; without a state, what still waits. `days` is how long at least it has waited."""

    words: str = ""
    state: ProblemState | None = None
    channel: Channel | None = None
    days: int = 0
    sort: str = "oldest"
    page: int = 1


def triage(actor: Actor, search: TriageSearch) -> Page[Problem]:
    """What was raised with the actor's council; what sounds as if it could not wait comes first."""
    query = (
        select(Problem)
        .where(_of_own_council(actor), Problem.state.in_((search.state,) if search.state else WAITING))
        .where(*worded(search.words))
    )
    if search.channel:
        query = query.where(Problem.channel == search.channel)
    if search.days:
        query = query.where(Problem.raised_at <= clock.now() - dt.timedelta(days=search.days))
    return paginate(query.order_by(*TRIAGE_SORTS.get(search.sort, TRIAGE_SORTS["oldest"])), search.page)


def problem_by_slug(slug: str) -> Problem | None:
    """The whole problem as the public sees it, once it is published."""
    return db.session.scalar(_whole().where(Problem.slug == slug, Problem.published_at.is_not(None)))


def public_problem(_actor: Actor, slug: str) -> Problem | None:
    return problem_by_slug(slug)


def problem_by_reference(reference: str) -> Problem | None:
    """For whoever holds the reference: it is given only to the author until the problem is public."""
    return db.session.scalar(_whole().where(Problem.reference == tidy_reference(reference)))


def problem_by_form_key(form_key: uuid.UUID) -> Problem | None:
    return db.session.scalar(select(Problem).where(Problem.form_key == form_key))


def problem_of_council(actor: Actor, problem_id: uuid.UUID) -> Problem | None:
    """A problem of the council that the actor acts for, whatever its state."""
    return db.session.scalar(_whole().where(Problem.id == problem_id, _of_own_council(actor)))


def entered_problem(actor: Actor, problem_id: uuid.UUID) -> Problem | None:
    """A problem of the actor's council that an officer wrote down and that nobody has made their own yet."""
    return db.session.scalar(
        _whole().where(
            Problem.id == problem_id,
            _of_own_council(actor),
            Problem.entered_by.is_not(None),
            Problem.claimed_at.is_(None),
        )
    )


def problem_file(actor: Actor, problem_id: uuid.UUID, file_id: uuid.UUID) -> ProblemFile | None:
    """A file with its problem, if the actor may know of the problem."""
    return db.session.scalar(
        select(ProblemFile)
        .join(ProblemFile.problem)
        .where(ProblemFile.problem_id == problem_id, ProblemFile.file_id == file_id, _visible_to(actor))
        .options(contains_eager(ProblemFile.problem), joinedload(ProblemFile.file))
    )


def files_of(problem_id: uuid.UUID) -> Sequence[ProblemFile]:
    """What came with a problem."""
    return db.session.scalars(select(ProblemFile).where(ProblemFile.problem_id == problem_id)).all()


def merge_candidates(problem: Problem, *, words: str = "", limit: int = 25) -> Sequence[Problem]:
    """Problems of the same council that this one could be joined with, the latest first."""
    query = select(Problem).where(
        Problem.council_id == problem.council_id,
        Problem.id != problem.id,
        Problem.published_at.is_not(None),
        Problem.state.in_(MERGE_TARGETS),
        *worded(words),
    )
    return db.session.scalars(query.order_by(Problem.raised_at.desc(), Problem.id).limit(limit)).all()


def draft_challenges(council_id: uuid.UUID) -> Sequence[Challenge]:
    """Challenges that the council is drafting, the latest first: a problem can join one of them."""
    query = select(Challenge).where(Challenge.council_id == council_id, Challenge.state == ChallengeState.DRAFT)
    return db.session.scalars(query.order_by(Challenge.drafted_at.desc()).limit(50)).all()


def joined_with(problem_id: uuid.UUID) -> int:
    """How many other problems were merged into this one."""
    counted = select(func.count()).select_from(Problem).where(Problem.merged_into_id == problem_id)
    return db.session.scalar(counted) or 0


def passed_on_as(problem_id: uuid.UUID) -> Problem | None:
    """The problem that the receiving council has, for one that was transferred to it."""
    return db.session.scalar(
        select(Problem).where(Problem.transferred_from_id == problem_id).options(joinedload(Problem.council))
    )


def waiting_for(actor: Actor, *, limit: int = 20) -> Sequence[Problem]:
    """What waits for an officer of the actor's council: what cannot wait, then the oldest."""
    query = select(Problem).where(_of_own_council(actor), Problem.state.in_(WAITING))
    return db.session.scalars(query.order_by(*TRIAGE_SORTS["oldest"]).limit(limit)).all()


def raised_by(person_id: uuid.UUID, *, limit: int = 20) -> Sequence[Problem]:
    """What this person raised, the latest first."""
    query = select(Problem).where(Problem.raised_by == person_id)
    return db.session.scalars(query.order_by(Problem.raised_at.desc()).limit(limit)).all()


def tidy_reference(typed: str) -> str:
    """A reference as people type it (`prb 7k3 m9qx`) as it is stored (`PRB-7K3M9QX`)."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper())
    return f"PRB-{letters.removeprefix('PRB')}"


def published() -> Select[Problem]:
    return (
        select(Problem)
        .join(Problem.council)
        .where(Problem.published_at.is_not(None))
        .options(contains_eager(Problem.council), joinedload(Problem.challenge))
    )


def _whole() -> Select[Problem]:
    return select(Problem).options(
        joinedload(Problem.council),
        joinedload(Problem.transferred_to),
        joinedload(Problem.merged_into),
        joinedload(Problem.challenge),
        selectinload(Problem.files).joinedload(ProblemFile.file),
    )


def _of_own_council(actor: Actor) -> ColumnElement[bool]:
    return Problem.council_id == actor.body_id if actor.body_id else false()


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    own = Problem.raised_by == actor.person_id if actor.is_signed_in else false()
    return or_(Problem.published_at.is_not(None), _of_own_council(actor), own)


def worded(typed: str) -> list[ColumnElement[bool]]:
    """Every word, the last perhaps only begun, in title, description, place or answer; or the whole reference."""
    question = ask(typed)
    return (
        [or_(matches(Problem.search, question.begun), Problem.reference == tidy_reference(typed))] if question else []
    )
