"""Reads of saved searches."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from accounts.models import Person
from core.access import Actor
from core.database import db
from notifications.models import SavedSearch, Subscriber

_LIVE: ColumnElement[bool] = and_(SavedSearch.confirmed_at.is_not(None), SavedSearch.ended_at.is_(None))


def subscriber_by_address(address: str) -> Subscriber | None:
    return db.session.scalar(select(Subscriber).where(Subscriber.address == address))


def subscriber_by_token(token: str) -> Subscriber | None:
    return db.session.scalar(select(Subscriber).where(Subscriber.token == token))


def search_by_token(token: str) -> SavedSearch | None:
    """With its subscriber."""
    return db.session.scalar(
        select(SavedSearch).where(SavedSearch.token == token).options(joinedload(SavedSearch.subscriber))
    )


def saved_search(subscriber_id: uuid.UUID, list_key: str, parameters: dict[str, list[str]]) -> SavedSearch | None:
    return db.session.scalar(
        select(SavedSearch).where(
            SavedSearch.subscriber_id == subscriber_id,
            SavedSearch.list_key == list_key,
            SavedSearch.parameters == parameters,
        )
    )


def saved_by(actor: Actor, list_key: str, parameters: dict[str, list[str]]) -> SavedSearch | None:
    """What this person saved with their own address, ended or not."""
    subscriber = db.session.scalar(
        select(Subscriber).join(Person, Person.email == Subscriber.address).where(Person.id == actor.person_id)
    )
    return saved_search(subscriber.id, list_key, parameters) if subscriber else None


def is_saved_for(actor: Actor, list_key: str, parameters: dict[str, list[str]]) -> bool:
    """Whether this person gets the daily mail of it."""
    found = saved_by(actor, list_key, parameters)
    return found is not None and found.confirmed_at is not None and found.ended_at is None


def live_searches(subscriber_id: uuid.UUID) -> Sequence[SavedSearch]:
    """In the order in which they were saved."""
    return db.session.scalars(
        select(SavedSearch).where(SavedSearch.subscriber_id == subscriber_id, _LIVE).order_by(SavedSearch.id)
    ).all()


def searches_kept(subscriber_id: uuid.UUID) -> int:
    """How many there are, those included that wait to be confirmed."""
    counted = select(func.count()).where(SavedSearch.subscriber_id == subscriber_id, SavedSearch.ended_at.is_(None))
    return db.session.scalar(counted) or 0


def subscribers_due(until: dt.datetime, *, limit: int) -> Sequence[Subscriber]:
    """Those with a search that has not been told of up to this moment, locked for this transaction; none twice."""
    waiting = (
        select(SavedSearch.id)
        .where(SavedSearch.subscriber_id == Subscriber.id, _LIVE, SavedSearch.told_until < until)
        .exists()
    )
    return db.session.scalars(
        select(Subscriber).where(waiting).order_by(Subscriber.id).limit(limit).with_for_update(skip_locked=True)
    ).all()
