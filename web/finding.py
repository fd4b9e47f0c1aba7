"""What of all kinds answers a question: for the page where everything is searched at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select

from challenges import queries as challenges
from challenges.registries import Hit, Hits
from core import search
from core.extracts import Shown, show
from pilots import queries as pilots

BEST = 5


@dataclass(frozen=True)
class Kind:
    """Everything of one kind that was found: the best of it, and the list where all of it is."""

    label: Any
    endpoint: str
    total: int
    best: Sequence[tuple[Hit, Shown]]


@dataclass(frozen=True)
class Everywhere:
    """`widened` when nothing has all of the words and these have some of them."""

    kinds: Sequence[Kind]
    widened: bool = False


_KINDS: tuple[tuple[Any, str, Callable[[search.Part, int], Hits]], ...] = (
    (_l("Challenges"), "challenges.challenge_list", challenges.challenge_hits),
    (_l("Problems"), "challenges.problem_list", challenges.problem_hits),
    (_l("Pilots"), "pilots.pilot_list", pilots.pilot_hits),
)

_ANSWERING: tuple[Callable[[search.Part], Select[Any]], ...] = (
    challenges.challenges_answering,
    challenges.problems_answering,
    pilots.pilots_answering,
)


def find_everywhere(typed: str) -> Everywhere:
    """Public things of all councils, the kind with the best answer first; at most ten queries."""
    question = search.ask(typed)
    if not question:
        return Everywhere(())
    found = _found(question.every)
    widened = not found
    if widened:
        found = _found(_widened(question))
    hits = [hit for _label, _endpoint, hits in found for hit in hits.best]
    shown = dict(zip(map(id, hits), show(question, [hit.written for hit in hits], begun=widened), strict=True))
    kinds = [
        Kind(label, endpoint, hits.total, [(hit, shown[id(hit)]) for hit in hits.best])
        for label, endpoint, hits in found
    ]
    return Everywhere(kinds, widened and bool(kinds))


def _widened(question: search.Question) -> search.Part:
    """The narrowest of the wider questions that something answers; the widest is not tried first."""
    *narrower, widest = question.wider
    return next((part for part in narrower if search.is_answered(*(each(part) for each in _ANSWERING))), widest)


def _found(asked: search.Part) -> list[tuple[Any, str, Hits]]:
    found = [(label, endpoint, find(asked, BEST)) for label, endpoint, find in _KINDS]
    return sorted((kind for kind in found if kind[2].total), key=lambda kind: -kind[2].best[0].rank)
