"""What higher floors contribute to problems and challenges."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from challenges.models import Challenge
from core.access import Actor
from core.extracts import Written
from core.registry import Registry
from core.search import Part
from core.workflow import LabelledState


@dataclass(frozen=True)
class Outcome:
    """A pilot or an adoption that came of a problem. `what` says which kind; `state` and `colour` make its tag."""

    what: Any
    title: str
    url: str
    state: Any = ""
    colour: str = "grey"
    detail: Any = ""
    happened_at: dt.datetime | None = None

    @property
    def label(self) -> Any:
        """The words of its tag."""
        return self.state


# Each entry says whether somebody acts in the place of the lead council's people when a challenge is assessed and
# decided.
stand_ins: Registry[Callable[[Actor, Challenge], bool]] = Registry("who acts in the place of the lead council")


def acts_in_place(actor: Actor, challenge: Challenge) -> bool:
    return any(ask(actor, challenge) for ask in stand_ins)


# Each entry answers, in one or two queries, what came of the challenge with this id, as the public may see it.
outcomes_of_problem: Registry[Callable[[uuid.UUID], Iterable[Outcome]]] = Registry("outcomes of a problem")


def outcomes_of(challenge_id: uuid.UUID) -> list[Outcome]:
    """Everything that came of a challenge, earliest stage first."""
    return [outcome for contribute in outcomes_of_problem for outcome in contribute(challenge_id)]


@dataclass(frozen=True)
class PublicPart:
    """A part of a challenge's public page that a later stage writes: a template to include, and what it shows.

    The template reads `part.facts`; it asks nothing of the database, and holds no form. What people can do now stands
    `on_top`.
    """

    template: str
    facts: Any
    on_top: bool = False


# Each entry answers, in one or two queries, what it adds to the public page of this challenge; None for nothing.
public_parts: Registry[Callable[[Challenge], PublicPart | None]] = Registry("parts of a challenge's public page")


def public_parts_of(challenge: Challenge) -> list[PublicPart]:
    """In the order in which they stand on the page."""
    return [part for contribute in public_parts if (part := contribute(challenge)) is not None]


@dataclass(frozen=True)
class OfficeLink:
    """A page of a later stage that the council works with; `detail` says how far it is."""

    text: Any
    url: str
    detail: Any = ""


# Each entry answers, in one or two queries, where this person of the council goes from the page of its challenge.
office_links: Registry[Callable[[Actor, Challenge], Iterable[OfficeLink]]] = Registry("pages of work on a challenge")


def office_links_for(actor: Actor, challenge: Challenge) -> list[OfficeLink]:
    """In the order of the stages."""
    return [link for contribute in office_links for link in contribute(actor, challenge)]


class Counts(Protocol):
    """All that the council may know of proposals before the deadline."""

    @property
    def drafts(self) -> int: ...

    @property
    def submitted(self) -> int: ...


@dataclass(frozen=True)
class NoProposals:
    """The counts of a challenge of which nobody knows any proposal."""

    drafts: int = 0
    submitted: int = 0


# The `submissions` floor answers, in one query, how many there are of each of these challenges.
counts: Registry[Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, Counts]]] = Registry("counts of proposals")


def counts_for(challenge_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Counts]:
    """How many drafts and submissions each challenge has."""
    found: dict[uuid.UUID, Counts] = {challenge_id: NoProposals() for challenge_id in challenge_ids}
    for contribute in counts:
        found.update(contribute(challenge_ids))
    return found


# Each entry answers, in one query, whether a proposal to this challenge could still be chosen, or was.
running: Registry[Callable[[uuid.UUID], bool]] = Registry("proposals in the running")


def has_somebody_running(challenge_id: uuid.UUID) -> bool:
    return any(ask(challenge_id) for ask in running)


@dataclass(frozen=True)
class Hit:
    """Something public that answers a question; the higher the `rank`, the better it does. `kind` is what it is."""

    kind: Any
    path: str
    written: Written
    council: str
    state: LabelledState
    rank: float
    # How many have it, where it is a problem: others may say that they have it too.
    people: int = 0
    # Why it ended as it did, where it did not end well.
    reason: Any = ""


@dataclass(frozen=True)
class Hits:
    """The best of one kind, and how many there are, where they were counted."""

    best: Sequence[Hit] = ()
    total: int = 0


# Each entry answers, in one query, which public things of its kind answer this part of a question: at most so many.
# They are offered to somebody who is about to ask for the same: what can be of no use to them is none of them.
similar_things: Registry[Callable[[Part, int], Hits]] = Registry("things like what somebody typed")
