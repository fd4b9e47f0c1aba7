"""What higher floors contribute to problems and challenges."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from challenges.models import Challenge
from core.registry import Registry


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


# Each entry answers, in one or two queries, what came of the challenge with this id, as the public may see it.
outcomes_of_problem: Registry[Callable[[uuid.UUID], Iterable[Outcome]]] = Registry("outcomes of a problem")


def outcomes_of(challenge_id: uuid.UUID) -> list[Outcome]:
    """Everything that came of a challenge, earliest stage first."""
    return [outcome for contribute in outcomes_of_problem for outcome in contribute(challenge_id)]


@dataclass(frozen=True)
class PublicPart:
    """A part of a challenge's public page that a later stage writes: a template to include, and what it shows.

    The template reads `part.facts`; it asks nothing of the database, and holds no form.
    """

    template: str
    facts: Any


# Each entry answers, in one or two queries, what it adds to the public page of this challenge; None for nothing.
public_parts: Registry[Callable[[Challenge], PublicPart | None]] = Registry("parts of a challenge's public page")


def public_parts_of(challenge: Challenge) -> list[PublicPart]:
    """In the order in which they stand on the page."""
    return [part for contribute in public_parts if (part := contribute(challenge)) is not None]
