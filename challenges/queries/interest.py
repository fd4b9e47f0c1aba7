"""Challenges that match what a supplier is interested in."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import joinedload

from challenges.models.challenge import Challenge
from challenges.models.interest import SupplierInterest
from challenges.queries.challenge import state_is, with_council
from challenges.queries.challenge_list import money_band
from challenges.queries.news import new_challenges
from challenges.states.challenge import ChallengeState
from challenges.states.theme import Theme
from core import clock
from core.access import Actor
from core.database import db
from core.search import ask, matches


def interest_of(actor: Actor) -> SupplierInterest | None:
    """What the supplier that the actor acts for has chosen."""
    if actor.body_id is None:
        return None
    return db.session.scalar(select(SupplierInterest).where(SupplierInterest.supplier_id == actor.body_id))


def interest_by_id(interest_id: uuid.UUID) -> SupplierInterest | None:
    return db.session.scalar(
        select(SupplierInterest)
        .where(SupplierInterest.id == interest_id)
        .options(joinedload(SupplierInterest.supplier))
    )


def matching(interest: SupplierInterest) -> ColumnElement[bool]:
    """SQL: of each kind that was chosen, one fits. Reading the words takes a query."""
    if interest.is_empty:
        return false()
    conditions: list[ColumnElement[bool]] = []
    if interest.themes:
        conditions.append(Challenge.theme.in_([theme for theme in Theme if theme.value in interest.themes]))
    if interest.council_ids:
        conditions.append(Challenge.council_id.in_([uuid.UUID(council_id) for council_id in interest.council_ids]))
    if interest.money:
        conditions.append(money_band().in_(interest.money))
    if interest.words:
        asked = ask(" ".join(interest.words))
        conditions.append(matches(Challenge.search, asked.some) if asked else false())
    return and_(*conditions)


def open_for(
    interest: SupplierInterest, *, limit: int, among: ColumnElement[bool] | None = None
) -> Sequence[Challenge]:
    """Those that take proposals now and match, the next to close first."""
    query = with_council().where(state_is(ChallengeState.OPEN, clock.now()), matching(interest))
    if among is not None:
        query = query.where(among)
    return db.session.scalars(query.order_by(Challenge.closes_at, Challenge.id).limit(limit)).all()


def opened_for(interest: SupplierInterest, after: dt.datetime, until: dt.datetime, limit: int) -> Sequence[Challenge]:
    """Those that match and opened in this stretch of time, the newest first."""
    among = new_challenges(ChallengeState.OPEN, after, until)
    query = with_council().where(Challenge.id.in_(among), matching(interest))
    return db.session.scalars(query.order_by(Challenge.opens_at.desc(), Challenge.id).limit(limit)).all()
