"""One page of a list, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from core.database import db

T = TypeVar("T")
PER_PAGE = 25


@dataclass(frozen=True)
class Page(Generic[T]):
    """`number` counts from 1. `total` is that of the whole list."""

    items: Sequence[T]
    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.per_page, self.total)


def paginate(query: Select[Any], number: int, *, per_page: int = PER_PAGE) -> Page[Any]:
    """Run an ordered query for one page of things with an `id`. A number past either end gives the nearest page.

    Which things stand on the page is found first, by their ids: rows with long texts are dear to sort, and those of all
    other pages would be sorted with them.
    """
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    last = max(1, -(-total // per_page))
    number = min(max(number, 1), last)
    thing = query.column_descriptions[0]["entity"]
    ids = select(query.limit(per_page).offset((number - 1) * per_page).subquery().c.id)
    items = db.session.scalars(query.where(thing.id.in_(ids))).unique().all()
    return Page(items=items, number=number, total=total, per_page=per_page)
