"""What higher floors contribute to the people of this one."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import Supplier
from core.access import Actor
from core.registry import Registry


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits for somebody. `kind` groups items under one heading, the most urgent first.

    `due_at` is when it must be done; `is_day` says that the day matters and no time of it. What only waits has no such
    moment, but one `since_at`.
    """

    kind: Any
    title: Any
    url: str
    detail: Any = ""
    due_at: dt.datetime | None = None
    is_day: bool = False
    since_at: dt.datetime | None = None


# What somebody who has no account yet is called by those who wait for them, by email address; empty when nobody does.
introductions: Registry[Callable[[str], str]] = Registry("names of those who are expected")

# Each entry answers, in one or two queries, what waits for this actor.
work_items: Registry[Callable[[Actor], Iterable[WorkItem]]] = Registry("work items")

_LATE = dt.datetime.max.replace(tzinfo=dt.UTC)


def work_for(actor: Actor) -> list[WorkItem]:
    """Everything that waits for `actor`, the most urgent first."""
    found = [item for contribute in work_items for item in contribute(actor)]
    return sorted(found, key=lambda item: item.due_at or item.since_at or _LATE)


# Each entry says, in words, why these two suppliers (the one that goes, the one that stays) cannot be merged, or None.
merge_obstacles: Registry[Callable[[Supplier, Supplier], Any]] = Registry("why suppliers cannot be merged")


def merge_obstacle(gone: Supplier, kept: Supplier) -> Any:
    """The first reason why not; None when there is none."""
    return next((words for ask in merge_obstacles if (words := ask(gone, kept))), None)
