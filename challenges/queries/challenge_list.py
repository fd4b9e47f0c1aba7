"""Challenges as people look through them: the public list with its filters, and the list of one's own council."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, literal, select

from accounts.queries import id_of_council, named_by_council
from challenges.models.challenge import Challenge, FundingShare, Phase
from challenges.queries.challenge import PUBLIC, PUBLIC_STATES, of_own_council, order_of, state_is, with_council
from challenges.queries.texts import Reading
from challenges.queries.translation import readings_of
from challenges.states.bands import CLOSING_BANDS, MONEY_BANDS, Applicants, ClosingBand, MoneyBand
from challenges.states.challenge import ChallengeState as State
from challenges.states.challenge import Instrument
from challenges.states.theme import Theme
from core import clock
from core.access import Actor
from core.database import db
from core.extracts import Written
from core.finding import Found, Listing, find
from core.pagination import Page, paginate
from core.search import Part, ask, is_among, matches
from core.workflow import LabelledState, known

# What all councils pay for all phases.
_POT = func.sum(FundingShare.amount)
DERIVED = (State.SCHEDULED, State.OPEN, State.CLOSED)


@dataclass(frozen=True)
class ChallengeSearch:
    """What somebody looks for. `council` is a slug. Without a `sort` that is known, what answers best comes first;
    where there are no words, the next to close. `language` is that of who reads."""

    words: str = ""
    council: str = ""
    state: State | None = None
    theme: Theme | None = None
    money: MoneyBand | None = None
    closes: ClosingBand | None = None
    instrument: Instrument | None = None
    who: Applicants | None = None
    sort: str = ""
    page: int = 1
    # Only these; all when it is None.
    among: Sequence[uuid.UUID] | None = None
    language: str = "en"

    @classmethod
    def read(cls, asked: Callable[[str], str], **more: Any) -> "ChallengeSearch":
        """From the parameters of an address; a value that there is not asks for nothing."""
        return cls(
            words=asked("words"),
            council=asked("council"),
            state=next((state for state in PUBLIC_STATES if state.value == asked("state")), None),
            theme=known(Theme, asked("theme")),
            money=known(MoneyBand, asked("money")),
            closes=known(ClosingBand, asked("closes")),
            instrument=known(Instrument, asked("instrument")),
            who=known(Applicants, asked("who")),
            **more,
        )

    @property
    def more(self) -> dict[str, LabelledState]:
        """What is asked for besides words, council and state, by the names of the parameters."""
        found = {
            "theme": self.theme,
            "money": self.money,
            "closes": self.closes,
            "instrument": self.instrument,
            "who": self.who,
        }
        return {name: value for name, value in found.items() if value is not None}

    @property
    def chosen(self) -> dict[str, str]:
        """The value of each filter, by the names of the parameters."""
        found = {name: str(value.value) for name, value in self.more.items()}
        return {"council": self.council, "state": str(self.state.value) if self.state else "", **found}


def find_challenges(search: ChallengeSearch) -> Found[Challenge]:
    """One page of the approved challenges, each with its council, and what fits each filter."""
    now = clock.now()
    readings: dict[uuid.UUID, Reading] = {}

    def load(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Challenge]:
        found = db.session.scalars(with_council().where(Challenge.id.in_(ids))).all()
        readings.update(readings_of(found, search.language))
        return {challenge.id: challenge for challenge in found}

    listing = Listing(
        index=Challenge.search,
        newest=Challenge.opens_at,
        cells=lambda asked: _cells(asked, now),
        ids=lambda asked: _ids(search, asked, now),
        load=load,
        text=lambda challenge: text_of(readings[challenge.id]),
        chosen=search.chosen,
        ranked=bool(search.words) and not search.sort,
    )
    return find(listing, search.words, search.page)


def public_challenges(search: ChallengeSearch) -> Page[Challenge]:
    """One page of the approved challenges with their councils, open ones first; three queries."""
    now = clock.now()
    question = ask(search.words)
    words = [is_among(Challenge.search, question.begun)] if question else []
    query = with_council().where(PUBLIC, *words, *_filtered(search, now))
    return paginate(query.order_by(*order_of(search.sort, now)), search.page)


def own_challenges(actor: Actor, search: ChallengeSearch) -> Page[Challenge]:
    """One page of what the actor's council has drafted, runs or ran."""
    now = clock.now()
    query = with_council().where(of_own_council(actor), *_worded(search.words), *_filtered(search, now))
    return paginate(query.order_by(*order_of(search.sort, now, drafts_first=True)), search.page)


def text_of(reading: Reading) -> Written:
    """As it is read in a list: the words of the original go on with the problem."""
    title, summary = reading(reading.challenge, "title"), reading(reading.challenge, "summary")
    more = reading.challenge.problem_statement if summary.lang == reading.lang else ""
    return Written(title.lang or reading.language, title.words, f"{summary.words} {more}".strip())


def _cells(asked: Part | None, now: dt.datetime) -> Select[Any]:
    pots = (
        select(Phase.challenge_id, _POT.label("pot")).join(FundingShare.phase).group_by(Phase.challenge_id).subquery()
    )
    each = (
        select(
            Challenge.council_id,
            _state_at(now).label("state"),
            cast(Challenge.theme, Text).label("theme"),
            money_band(pots.c.pot).label("money"),
            _closing_band(now).label("closes"),
            cast(Challenge.instrument, Text).label("instrument"),
            _applicants().label("who"),
        )
        .outerjoin(pots, pots.c.challenge_id == Challenge.id)
        .where(PUBLIC, *([is_among(Challenge.search, asked)] if asked else []))
        .subquery()
    )
    counted = select(*each.c, func.count().label("number")).group_by(*each.c).subquery()
    return named_by_council(counted)


def _ids(search: ChallengeSearch, asked: Part | None, now: dt.datetime) -> Select[Any]:
    query = select(Challenge.id).where(PUBLIC, *_filtered(search, now))
    if asked is None:
        return query.order_by(*order_of(search.sort, now))
    order = order_of(search.sort or "newest", now)
    return query.where(is_among(Challenge.search, asked)).order_by(*order)


def _worded(typed: str) -> list[ColumnElement[bool]]:
    question = ask(typed)
    return [matches(Challenge.search, question.begun)] if question else []


def _filtered(search: ChallengeSearch, now: dt.datetime) -> list[ColumnElement[bool]]:
    by_name: dict[str, ColumnElement[str]] = {
        "theme": cast(Challenge.theme, Text),
        "money": money_band(),
        "closes": _closing_band(now),
        "instrument": cast(Challenge.instrument, Text),
        "who": _applicants(),
    }
    found: list[ColumnElement[bool]] = [by_name[name] == value.value for name, value in search.more.items()]
    if search.council:
        found.append(Challenge.council_id == id_of_council(search.council))
    if search.state is not None:
        found.append(state_is(search.state, now))
    if search.among is not None:
        found.append(Challenge.id.in_(search.among))
    return found


def _state_at(now: dt.datetime) -> ColumnElement[str]:
    """The state that people see, as text."""
    derived = [(state_is(state, now), literal(state.value)) for state in DERIVED]
    return case(*derived, else_=cast(Challenge.state, Text))


def money_band(pot: ColumnElement[Any] | None = None) -> ColumnElement[str]:
    """Of what all councils pay for all phases; none where nothing is said. Asks for each challenge where no `pot` was
    counted."""
    if pot is None:
        pot = select(_POT).join(FundingShare.phase).where(Phase.challenge_id == Challenge.id).scalar_subquery()
    bands = [(pot <= amount, literal(band.value)) for amount, band in MONEY_BANDS]
    return case(*bands, (pot.is_not(None), literal(MoneyBand.LARGEST.value)))


def _applicants() -> ColumnElement[str]:
    everybody, organisations = Applicants.EVERYBODY.value, Applicants.ORGANISATIONS.value
    return case((Challenge.ideas_allowed, literal(everybody)), else_=literal(organisations))


def _closing_band(now: dt.datetime) -> ColumnElement[str]:
    """None for what is not open."""
    bands = [(Challenge.closes_at <= now + within, literal(band.value)) for within, band in CLOSING_BANDS]
    inner = case(*bands, else_=literal(ClosingBand.LATER.value))
    return case((state_is(State.OPEN, now), inner))
