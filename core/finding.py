"""A public list as people look through it: one page of it, what fits each filter, and what was looked for, marked."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, literal, null, select, true, union_all

from core.database import db
from core.extracts import Shown, Written, show
from core.pagination import PER_PAGE, Page
from core.search import RANKED_AT_MOST, Part, Searched, ask, best, candidates_of


class HasId(Protocol):
    @property
    def id(self) -> Any: ...


T = TypeVar("T", bound=HasId)
TOTAL = ""


@dataclass(frozen=True)
class Count:
    """How many there are with this value of a filter, all other filters being as they are. `label` may be empty."""

    value: str
    label: str
    number: int


@dataclass(frozen=True)
class Counts:
    """By filter; `total` is how many fit all filters."""

    total: int = 0
    by_filter: Mapping[str, Sequence[Count]] = field(default_factory=dict)


@dataclass(frozen=True)
class Found(Page[T]):
    """One page of what was found. `total` counts all of it; `reach` is how much of it can be paged through.

    `widened` when nothing has all of the words, and these have some of them.
    """

    counts: Counts = field(default_factory=Counts)
    shown: Mapping[uuid.UUID, Shown] = field(default_factory=dict)
    widened: bool = False
    reach: int = 0

    @property
    def pages(self) -> int:
        return max(1, -(-min(self.total, self.reach) // self.per_page))

    @property
    def rows(self) -> Iterator[tuple[T, Shown]]:
        """Each with the way it is shown."""
        return ((item, self.shown[item.id]) for item in self.items)


@dataclass(frozen=True)
class Listing(Generic[T]):
    """How a list is found, once it is known what part of a question must be answered; None where none was asked.

    `cells` counts (`number`) what answers, by columns that are named as the filters, a label of theirs as
    `<filter>_label`. `ids` selects what answers and fits the filters, in the order that was asked for; where that is
    how well it answers (`ranked`), the `newest` are looked at when there are too many. `load` brings things by their
    ids, `text` says how each is read.
    """

    index: Searched
    newest: Searched
    cells: Callable[[Part | None], Select[Any]]
    ids: Callable[[Part | None], Select[Any]]
    load: Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, T]]
    text: Callable[[T], Written]
    chosen: Mapping[str, str]
    hidden: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranked: bool = False


def find(listing: Listing[T], words: str, number: int, *, per_page: int = PER_PAGE) -> Found[T]:
    """A page of the list. Five queries for words, two or four more where they have to be widened; else three."""
    question = ask(words)
    asked = question.every if question else None
    counts = count(listing.cells(asked), listing.chosen, listing.hidden)
    widened = bool(question) and not counts.total
    if widened:
        for asked in question.wider:
            counts = count(listing.cells(asked), listing.chosen, listing.hidden)
            if counts.total:
                break
    is_ranked = asked is not None and (listing.ranked or widened)
    reach = RANKED_AT_MOST if is_ranked else counts.total
    number = min(max(number, 1), max(1, -(-min(counts.total, reach) // per_page)))
    ids = _ids(listing, asked, is_ranked, per_page, (number - 1) * per_page) if counts.total else []
    things = listing.load(ids) if ids else {}
    items = [things[each] for each in ids if each in things]
    shown = show(question, [listing.text(item) for item in items], begun=widened)
    return Found(
        items=items,
        number=number,
        total=counts.total,
        per_page=per_page,
        counts=counts,
        shown=dict(zip(ids, shown, strict=True)),
        widened=widened and bool(items),
        reach=reach,
    )


def count(cells: Select[Any], chosen: Mapping[str, str], hidden: Mapping[str, Sequence[str]]) -> Counts:
    """Everything about the filters in one statement: `cells` is read once."""
    cell = cells.cte("cells")
    names = [name for name in cell.c.keys() if name != "number" and not name.endswith("_label")]  # noqa: SIM118
    conditions = {name: _condition(cell.c[name], chosen.get(name, ""), hidden.get(name, ())) for name in names}
    number = func.coalesce(func.sum(cell.c.number), 0)
    parts = [select(literal(TOTAL), null(), null(), number).where(and_(true(), *conditions.values()))]
    for name in names:
        value, label = cell.c[name], cell.c.get(f"{name}_label", null())
        others = (condition for other, condition in conditions.items() if other != name)
        part = select(literal(name), cast(value, Text), cast(label, Text), number)
        parts.append(part.where(value.is_not(None), *others).group_by(value, *([label] if label is not null() else [])))
    total = 0
    by_filter: dict[str, list[Count]] = {name: [] for name in names}
    for name, value, label, found in db.session.execute(union_all(*parts)):
        if name == TOTAL:
            total = int(found)
        else:
            by_filter[name].append(Count(value, label or "", int(found)))
    return Counts(total, by_filter)


def _condition(column: ColumnElement[Any], wanted: str, hidden: Sequence[str]) -> ColumnElement[bool]:
    if wanted:
        return cast(column, Text) == wanted
    return cast(column, Text).not_in(hidden) if hidden else true()


def _ids(listing: Listing[Any], asked: Part | None, is_ranked: bool, limit: int, offset: int) -> Sequence[uuid.UUID]:
    ids = listing.ids(asked)
    if asked is None or not is_ranked:
        return db.session.scalars(ids.limit(limit).offset(offset)).all()
    found = best(candidates_of(ids, listing.newest), listing.index, asked, limit=limit, offset=offset)
    return db.session.scalars(select(found.c.id).order_by(found.c.rank.desc(), found.c.id.desc())).all()
