"""How later stages say who else may read a proposal after the deadline, and who may not."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from challenges.models import Challenge
from core.access import Actor
from core.registry import Registry
from submissions.models import Submission

# Given the actor and the SQL expression of an id, by default a submission's, an SQL condition.
SubmissionId = ColumnElement[uuid.UUID] | Any
Condition = Callable[[Actor, SubmissionId], ColumnElement[bool]]


@dataclass(frozen=True)
class OwnLink:
    """A page of a later stage about one's own proposal."""

    text: Any
    url: str


# Each entry answers, in one query, where the team goes from the page of its proposal.
own_links: Registry[Callable[[Actor, Submission], Iterable[OwnLink]]] = Registry("pages about one's own proposal")


def own_links_for(actor: Actor, submission: Submission) -> list[OwnLink]:
    """In the order of the stages."""
    return [link for contribute in own_links for link in contribute(actor, submission)]


# Each entry says, in words, why the actor cannot type in a proposal to this challenge, or None.
entry_obstacles: Registry[Callable[[Actor, Challenge], Any]] = Registry("why an officer cannot type in a proposal")


def entry_obstacle(actor: Actor, challenge: Challenge) -> Any:
    """The first reason why not; None when there is none."""
    return next((words for ask in entry_obstacles if (words := ask(actor, challenge))), None)


# True for a proposal that the actor may read beside the assigned officers of the lead council, such as its assessors.
readers: Registry[Condition] = Registry("readers of a proposal")

# True for a proposal that the actor may not reach by any way, such as somebody recused. It outweighs all else.
barred: Registry[Condition] = Registry("barred from a proposal")

# True for a proposal about which the actor has to say first whether they have an interest in it. Until then they read
# nothing of it; that it is there, they may know.
undeclared: Registry[Condition] = Registry("to be declared about before it is read")

# True for a challenge whose bidders the actor may not know while names are hidden, such as one that they assess. Given
# the actor and the SQL expression of a challenge's id.
nameless: Registry[Condition] = Registry("kept from the names of bidders")
