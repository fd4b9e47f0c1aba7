"""The public list of problems with its filters."""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, select

from accounts.queries import id_of_council, named_by_council
from challenges.models.problem import Problem
from challenges.queries.problem import GONE_ELSEWHERE, NEWEST, PUBLIC_STATES, published, tidy_reference
from challenges.states.problem import ProblemState
from challenges.states.theme import Theme
from core.database import db
from core.extracts import Written
from core.finding import Found, Listing, find
from core.pagination import Page, paginate
from core.search import Part, ask, is_among
from core.workflow import LabelledState, known

SORTS = {
    "newest": NEWEST,
    "oldest": (Problem.published_at, Problem.id),
    "decided": (Problem.decided_at.desc().nulls_last(), Problem.id.desc()),
}
REFERENCE = re.compile(r"\s*prb[\s-]*([0-9a-z][\s-]*){7}", re.IGNORECASE)


@dataclass(frozen=True)
class ProblemSearch:
    """What somebody looks for. `council` is a slug. Without a `sort` that is known, what answers best comes first;
    where there are no words, the newest."""

    words: str = ""
    council: str = ""
    state: ProblemState | None = None
    theme: Theme | None = None
    sort: str = ""
    page: int = 1
    # Only these; all when it is None.
    among: Sequence[uuid.UUID] | None = None

    @classmethod
    def read(cls, asked: Callable[[str], str], **more: Any) -> "ProblemSearch":
        """From the parameters of an address; a value that there is not asks for nothing."""
        return cls(
            words=asked("words"),
            council=asked("council"),
            state=next((state for state in PUBLIC_STATES if state.value == asked("state")), None),
            theme=known(Theme, asked("theme")),
            **more,
        )

    @property
    def more(self) -> dict[str, LabelledState]:
        """What is asked for besides words, council and state, by the names of the parameters."""
        return {"theme": self.theme} if self.theme else {}

    @property
    def chosen(self) -> dict[str, str]:
        """The value of each filter, by the names of the parameters."""
        return {
            "council": self.council,
            "state": str(self.state.value) if self.state else "",
            "theme": str(self.theme.value) if self.theme else "",
        }

    @property
    def is_reference(self) -> bool:
        """Whether it is the reference of one problem that was typed."""
        return REFERENCE.fullmatch(self.words) is not None


def find_problems(search: ProblemSearch) -> Found[Problem]:
    """One page of the published problems, each with its council and challenge, and what fits each filter."""
    listing = Listing(
        index=Problem.search,
        newest=Problem.published_at,
        cells=lambda asked: _cells(search, asked),
        ids=lambda asked: _ids(search, asked),
        load=_load,
        text=lambda problem: Written(problem.language, problem.title, problem.description),
        chosen=search.chosen,
        hidden={"state": [state.value for state in GONE_ELSEWHERE]},
        ranked=bool(search.words) and not search.sort,
    )
    return find(listing, "" if search.is_reference else search.words, search.page)


def public_problems(search: ProblemSearch) -> Page[Problem]:
    """One page of the published problems, each with its council and challenge, in three queries."""
    query = published().where(*_worded(search.words), *_filtered(search))
    return paginate(query.order_by(*SORTS.get(search.sort, NEWEST)), search.page)


def _worded(typed: str) -> list[ColumnElement[bool]]:
    question = ask(typed)
    return [is_among(Problem.search, question.begun, Problem.reference == tidy_reference(typed))] if question else []


def _load(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Problem]:
    return {problem.id: problem for problem in db.session.scalars(published().where(Problem.id.in_(ids)))}


def _cells(search: ProblemSearch, asked: Part | None) -> Select[Any]:
    each = select(
        Problem.council_id, cast(Problem.state, Text).label("state"), cast(Problem.theme, Text).label("theme")
    )
    found = each.where(*_answering(search, asked)).subquery()
    counted = select(*found.c, func.count().label("number")).group_by(*found.c).subquery()
    return named_by_council(counted)


def _ids(search: ProblemSearch, asked: Part | None) -> Select[Any]:
    order = SORTS.get(search.sort, NEWEST)
    return select(Problem.id).where(*_answering(search, asked), *_filtered(search)).order_by(*order)


def _answering(search: ProblemSearch, asked: Part | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Problem.published_at.is_not(None)]
    if search.is_reference:
        found.append(Problem.reference == tidy_reference(search.words))
    elif asked is not None:
        found.append(is_among(Problem.search, asked))
    return found


def _filtered(search: ProblemSearch) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Problem.state == search.state if search.state else Problem.state.not_in(GONE_ELSEWHERE)
    ]
    if search.council:
        found.append(Problem.council_id == id_of_council(search.council))
    if search.theme:
        found.append(Problem.theme == search.theme)
    if search.among is not None:
        found.append(Problem.id.in_(search.among))
    return found
