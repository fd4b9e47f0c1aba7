"""What there is already, at any council, that is like what somebody is about to write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from challenges.models.challenge import Challenge
from challenges.queries.hits import challenge_hits, problem_hits
from challenges.registries import Hit, Hits, similar_things
from challenges.states.challenge import ChallengeState
from core import search
from core.extracts import Shown, show
from core.search import Part

SIMILAR_AT_MOST = 5
TRIED_AT_MOST = 4


@dataclass(frozen=True)
class Similar:
    """A hit, and how it is shown."""

    hit: Hit
    shown: Shown

    @property
    def is_seen(self) -> bool:
        """Whether people see what it has in common with what they wrote: else it would puzzle them."""
        return "<mark>" in self.shown.title + self.shown.extract


def similar_to(typed: str, *, limit: int = SIMILAR_AT_MOST) -> list[Similar]:
    """Published problems, challenges and finished pilots of all councils, the most alike first.

    Two of the words must be there, or the only one; the last may be half typed. Six queries, none when no words were
    typed. Only what people see the likeness of: a word that is written alike in another language is none.
    """
    alike = _alike(typed, (problem_hits, _challenges, *similar_things), limit=limit)
    return [one for one in alike if one.is_seen]


def tried_before(challenge: Challenge, *, limit: int = TRIED_AT_MOST) -> list[Similar]:
    """What other councils tried against the like and is over, however it ended: for whoever writes the challenge."""
    return _alike(f"{challenge.title} {challenge.summary}", tuple(similar_things), limit=limit)


def _alike(typed: str, kinds: Sequence[Callable[[Part, int], Hits]], *, limit: int) -> list[Similar]:
    question = search.ask(typed)
    if not question:
        return []
    hits = [hit for find in kinds for hit in find(question.related, limit).best]
    hits = sorted(hits, key=lambda hit: -hit.rank)[:limit]
    shown = show(question, [hit.written for hit in hits], begun=True)
    return [Similar(hit, words) for hit, words in zip(hits, shown, strict=True)]


# Nobody needs to know how many there are.
def _problems(asked: Part, limit: int) -> Hits:
    return problem_hits(asked, limit, counted=False)


def _challenges(asked: Part, limit: int) -> Hits:
    return challenge_hits(asked, limit, Challenge.state != ChallengeState.CANCELLED, counted=False)
