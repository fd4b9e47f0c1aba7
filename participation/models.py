"""Topics and what people do with them."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Council, Person
from core.database import Id, Json, JsonList, LongText, Model, ShortText, plain_enum, state_column
from participation.states import BallotState, CommentState, ModerationRule, Tier


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
        Index(
            "ix_follows_live",
            "topic_id",
            "id",
            postgresql_where=text("confirmed_at is not null and stopped_at is null"),
        ),
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


class Ballot(Model):
    """A vote of the public on several things of one owner: one person, one vote, for up to `choices` of them.

    The owner names its thing by `subject_id` and sets the rules before anybody votes. Once `counted_at` is set,
    `voters` and the votes of the options stand. Whether the vote counts for anything depends on `turnout`.
    """

    __tablename__ = "ballots"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("choices > 0 and turnout > 0", name="rules_sensible"),
        CheckConstraint("(counted_at is null) = (voters is null)", name="counted_with_a_number"),
        CheckConstraint("counted_at >= closes_at", name="counted_after_its_end"),
        CheckConstraint(
            "(cancelled_at is null) = (cancel_reason = '') and (cancelled_at is null or counted_at is null)",
            name="cancelled_with_reason",
        ),
        Index("uq_ballots_subject_id_live", "subject_id", unique=True, postgresql_where=text("cancelled_at is null")),
        Index("ix_ballots_waiting", "closes_at", postgresql_where=text("counted_at is null and cancelled_at is null")),
    )

    id: Mapped[Id]
    subject_id: Mapped[uuid.UUID]
    topic_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("topics.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"), index=True)
    title: Mapped[LongText]
    choices: Mapped[int]
    turnout: Mapped[int]
    opens_at: Mapped[dt.datetime]
    closes_at: Mapped[dt.datetime]
    announced_at: Mapped[dt.datetime | None]
    counted_at: Mapped[dt.datetime | None]
    voters: Mapped[int | None]
    # How many people voted, by the value of their tier.
    voters_by_tier: Mapped[Json] = mapped_column(default=dict)
    cancelled_at: Mapped[dt.datetime | None]
    cancel_reason: Mapped[LongText] = mapped_column(default="")

    topic: Mapped[Topic] = relationship(lazy="raise")
    council: Mapped[Council] = relationship(lazy="raise")
    options: Mapped[list["BallotOption"]] = relationship(
        back_populates="ballot", lazy="raise", order_by="BallotOption.number"
    )

    def state_at(self, now: dt.datetime) -> BallotState:
        """The clock opens and closes it, whether or not any job ran."""
        if self.cancelled_at is not None:
            return BallotState.CANCELLED
        if self.counted_at is not None:
            return BallotState.COUNTED
        if now < self.opens_at:
            return BallotState.SCHEDULED
        return BallotState.OPEN if now < self.closes_at else BallotState.CLOSED

    @property
    def counts(self) -> bool:
        """Whether it was counted, and enough people voted."""
        return self.voters is not None and self.voters >= self.turnout


class BallotOption(Model):
    """One of the things that can be chosen, as its owner put it on the ballot; it does not change while people vote.

    `words` are pairs of a question and the answer to it. `left_at` is when it was taken back by whoever put it forward.
    """

    __tablename__ = "ballot_options"
    __table_args__ = (
        UniqueConstraint("ballot_id", "number"),
        UniqueConstraint("ballot_id", "subject_id"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
    )

    id: Mapped[Id]
    ballot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ballots.id"))
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    number: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[LongText]
    by: Mapped[LongText]
    words: Mapped[JsonList] = mapped_column(default=list)
    left_at: Mapped[dt.datetime | None]
    votes: Mapped[int | None]
    # By the value of the voters' tier.
    votes_by_tier: Mapped[Json] = mapped_column(default=dict)

    ballot: Mapped[Ballot] = relationship(back_populates="options", lazy="raise")


class BallotPaper(Model):
    """One vote: the numbers of the options that were chosen. Nobody is shown another person's.

    One on paper is entered by an officer and has the number that is printed on it instead of a person; no paper counts
    twice. After its author is erased a vote still counts, without the person.
    """

    __tablename__ = "ballot_papers"
    __table_args__ = (
        UniqueConstraint("ballot_id", "person_id"),
        UniqueConstraint("ballot_id", "paper_number"),
        CheckConstraint("cardinality(marks) between 1 and 20", name="chooses_something"),
        CheckConstraint(
            "(tier = 'officer') = (paper_number is not null) and (paper_number is null or person_id is null)",
            name="paper_has_a_number",
        ),
    )

    id: Mapped[Id]
    ballot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ballots.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    paper_number: Mapped[ShortText | None]
    tier: Mapped[Tier] = plain_enum(Tier)
    marks: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    cast_at: Mapped[dt.datetime]
