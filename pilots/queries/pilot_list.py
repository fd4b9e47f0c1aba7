"""The public list of pilots with its filters."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, case, cast, exists, func, literal, select

from accounts.queries import id_of_council, named_by_council
from challenges.models import Challenge
from challenges.states.bands import MONEY_BANDS, MoneyBand
from challenges.states.theme import Theme
from core.database import db
from core.finding import Found, Listing, find
from core.pagination import Page, paginate
from core.search import Part, is_among
from core.workflow import LabelledState, known
from pilots.models import Adoption, Pilot
from pilots.queries.hits import text_of
from pilots.queries.public import NEWEST, PUBLIC_STATES, named, signed, worded
from pilots.states import AdoptionState, Elsewhere, PilotState

SORTS = {
    "newest": NEWEST,
    "ending": (Pilot.ends_on, Pilot.id),
    "amount": (Pilot.amount.desc(), Pilot.id),
    "title": (Pilot.title, Pilot.id),
}


@dataclass(frozen=True)
class PilotSearch:
    """What somebody looks for. `council` is a slug; `theme` is that of the challenge. Without a `sort` that is known,
    what answers best comes first; where there are no words, the newest."""

    words: str = ""
    council: str = ""
    state: PilotState | None = None
    theme: Theme | None = None
    money: MoneyBand | None = None
    adopted: Elsewhere | None = None
    sort: str = ""
    page: int = 1
    # Only these; all when it is None.
    among: Sequence[uuid.UUID] | None = None

    @classmethod
    def read(cls, asked: Callable[[str], str], **more: Any) -> "PilotSearch":
        """From the parameters of an address; a value that there is not asks for nothing."""
        return cls(
            words=asked("words"),
            council=asked("council"),
            state=next((state for state in PUBLIC_STATES if state.value == asked("state")), None),
            theme=known(Theme, asked("theme")),
            money=known(MoneyBand, asked("money")),
            adopted=known(Elsewhere, asked("adopted")),
            **more,
        )

    @property
    def more(self) -> dict[str, LabelledState]:
        """What is asked for besides words, council and state, by the names of the parameters."""
        found = {"theme": self.theme, "money": self.money, "adopted": self.adopted}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def chosen(self) -> dict[str, str]:
        """The value of each filter, by the names of the parameters."""
        found = {name: str(value.value) for name, value in self.more.items()}
        return {"council": self.council, "state": str(self.state.value) if self.state else "", **found}


def find_pilots(search: PilotSearch) -> Found[Pilot]:
    """One page of public pilots, each with council and supplier, and what fits each filter."""
    listing = Listing(
        index=Pilot.search,
        newest=Pilot.signed_on,
        cells=lambda asked: _cells(search, asked),
        ids=lambda asked: _ids(search, asked),
        load=_load,
        text=text_of,
        chosen=search.chosen,
        ranked=bool(search.words) and not search.sort,
    )
    return find(listing, search.words, search.page)


def public_pilots(search: PilotSearch) -> Page[Pilot]:
    """One page of public pilots, each with council and supplier, in three queries."""
    query = (
        signed().join(Challenge, Challenge.id == Pilot.challenge_id).where(*worded(search.words), *_filtered(search))
    )
    return paginate(query.order_by(*SORTS.get(search.sort, NEWEST)), search.page)


def _load(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Pilot]:
    return {pilot.id: pilot for pilot in db.session.scalars(signed().where(Pilot.id.in_(ids)))}


def _cells(search: PilotSearch, asked: Part | None) -> Select[Any]:
    found = (
        select(
            Pilot.council_id,
            cast(Pilot.state, Text).label("state"),
            cast(Challenge.theme, Text).label("theme"),
            _money_band().label("money"),
            case((_is_used(), literal(Elsewhere.USED.value))).label("adopted"),
        )
        .join(Challenge, Challenge.id == Pilot.challenge_id)
        .where(*_answering(search, asked))
        .subquery()
    )
    counted = select(*found.c, func.count().label("number")).group_by(*found.c).subquery()
    return named_by_council(counted)


def _ids(search: PilotSearch, asked: Part | None) -> Select[Any]:
    query = select(Pilot.id).join(Challenge, Challenge.id == Pilot.challenge_id)
    return query.where(*_answering(search, asked), *_filtered(search)).order_by(*SORTS.get(search.sort, NEWEST))


def _answering(search: PilotSearch, asked: Part | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Pilot.state != PilotState.CONTRACTING]
    if asked is not None:
        found.append(is_among(Pilot.search, asked, named(search.words)))
    return found


def _filtered(search: PilotSearch) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if search.council:
        found.append(Pilot.council_id == id_of_council(search.council))
    if search.state is not None:
        found.append(Pilot.state == search.state)
    if search.theme is not None:
        found.append(Challenge.theme == search.theme)
    if search.money is not None:
        found.append(_money_band() == search.money.value)
    if search.adopted is not None:
        found.append(_is_used())
    if search.among is not None:
        found.append(Pilot.id.in_(search.among))
    return found


def _money_band() -> ColumnElement[str]:
    bands = [(Pilot.amount <= amount, literal(band.value)) for amount, band in MONEY_BANDS]
    return case(*bands, else_=literal(MoneyBand.LARGEST.value))


def _is_used() -> ColumnElement[bool]:
    """By another council, now."""
    return exists().where(Adoption.pilot_id == Pilot.id, Adoption.state == AdoptionState.LIVE).correlate(Pilot)
