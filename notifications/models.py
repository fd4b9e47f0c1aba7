"""Searches that somebody saved, to be told daily of what is new in them."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, Json, Model, ShortText


class Subscriber(Model):
    """An address that saved searches, of a person with an account or of nobody we know.

    Whoever has the token may read and end its searches: it stands only in mails to the address.
    """

    __tablename__ = "subscribers"
    __table_args__ = (CheckConstraint("address <> ''", name="has_an_address"),)

    id: Mapped[Id]
    address: Mapped[ShortText] = mapped_column(unique=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    language: Mapped[ShortText] = mapped_column(default="en")
    token: Mapped[ShortText] = mapped_column(unique=True)
    since: Mapped[dt.datetime]


class SavedSearch(Model):
    """A list and the parameters it is searched with: `{"words": ["damp"], "council": ["northmoor"]}`.

    What came before `told_until` has been told, or was there when the search was confirmed.
    """

    __tablename__ = "saved_searches"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "list_key", "parameters"),
        CheckConstraint("confirmed_at is null or told_until is not null", name="confirmed_from_a_moment_on"),
        Index(
            "ix_saved_searches_live",
            "told_until",
            "subscriber_id",
            postgresql_where=text("confirmed_at is not null and ended_at is null"),
        ),
    )

    id: Mapped[Id]
    subscriber_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("subscribers.id"))
    list_key: Mapped[ShortText]
    parameters: Mapped[Json]
    # Confirms the search; it stands only in the mail that asks.
    token: Mapped[ShortText] = mapped_column(unique=True)
    asked_at: Mapped[dt.datetime]
    confirmed_at: Mapped[dt.datetime | None]
    told_until: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]

    subscriber: Mapped[Subscriber] = relationship(lazy="raise")
