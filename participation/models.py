"""Topics and what people do with them."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Person
from core.database import Id, LongText, Model, ShortText, plain_enum, state_column
from participation.states import CommentState, ModerationRule, Tier


class Topic(Model):
    """What the public can follow, comment on and vote on. Its owner tells it title, address, council and body."""

    __tablename__ = "topics"

    id: Mapped[Id]
    kind: Mapped[ShortText]
    title: Mapped[LongText]
    path: Mapped[LongText]
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"), index=True)
    body_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bodies.id"))
    comments_open: Mapped[bool] = mapped_column(default=True)
    votes_open: Mapped[bool] = mapped_column(default=True)
    # Whether the public may read what was said: as long as it may see the owner's thing.
    is_public: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    # Kept in step in the statement that casts or takes back a vote, so that no page counts a million rows.
    votes_count: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    comments_count: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class Comment(Model):
    """What somebody says on a topic, in plain words. Replies are one level deep."""

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_topic_id_said_at", "topic_id", "said_at", "id"),)

    id: Mapped[Id]
    topic_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("topics.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    for_body_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bodies.id"))
    language: Mapped[ShortText] = mapped_column(default="en")
    words: Mapped[LongText]
    said_at: Mapped[dt.datetime]
    state: Mapped[CommentState] = state_column(CommentState, default=CommentState.PUBLISHED)

    topic: Mapped[Topic] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")


class CommentReport(Model):
    """Somebody says which rule a comment breaks; once a person. `settled_at` is when a moderator had looked."""

    __tablename__ = "comment_reports"
    __table_args__ = (
        UniqueConstraint("comment_id", "person_id"),
        Index("ix_comment_reports_open", "comment_id", postgresql_where=text("settled_at is null")),
    )

    id: Mapped[Id]
    comment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("comments.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    rule: Mapped[ModerationRule] = plain_enum(ModerationRule)
    reported_at: Mapped[dt.datetime]
    settled_at: Mapped[dt.datetime | None]


class CommentDecision(Model):
    """A moderator's statement of reasons, told to the author; public without personal data."""

    __tablename__ = "comment_decisions"

    id: Mapped[Id]
    comment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("comments.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"), index=True)
    moderator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    rule: Mapped[ModerationRule | None] = plain_enum(ModerationRule, nullable=True)
    reason: Mapped[LongText]
    outcome: Mapped[ShortText]
    decided_at: Mapped[dt.datetime]
    appealed_at: Mapped[dt.datetime | None]
    appeal_words: Mapped[LongText] = mapped_column(default="")

    comment: Mapped[Comment] = relationship(lazy="raise")


class Vote(Model):
    """One person, one vote per topic. After its author is erased it still counts, without the person."""

    __tablename__ = "votes"
    __table_args__ = (UniqueConstraint("topic_id", "person_id"),)

    id: Mapped[Id]
    topic_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("topics.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    tier: Mapped[Tier] = plain_enum(Tier)
    cast_at: Mapped[dt.datetime]


class Follow(Model):
    """Somebody who wants news of a topic: a person, or an address that has confirmed that it does."""

    __tablename__ = "follows"
    __table_args__ = (
        UniqueConstraint("topic_id", "address"),
        CheckConstraint("address <> ''", name="has_an_address"),
        Index("ix_follows_live", "topic_id", postgresql_where=text("confirmed_at is not null and stopped_at is null")),
    )

    id: Mapped[Id]
    topic_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("topics.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    address: Mapped[ShortText]
    language: Mapped[ShortText] = mapped_column(default="en")
    # Whoever has the token may confirm and stop: it stands only in mails to the address.
    token: Mapped[ShortText] = mapped_column(unique=True)
    asked_at: Mapped[dt.datetime]
    confirmed_at: Mapped[dt.datetime | None]
    stopped_at: Mapped[dt.datetime | None]

    topic: Mapped[Topic] = relationship(lazy="raise")
