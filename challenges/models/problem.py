"""A problem as somebody raised it, and what the council made of it."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from accounts.models import Council
from challenges.models.challenge import Challenge
from challenges.states.problem import Channel, Concern, ProblemState
from challenges.states.theme import Theme
from core.database import Id, LongText, Model, ShortText, plain_enum, state_column
from core.search import found_by
from core.storage import StoredFile


class Problem(Model):
    """`title` and `description` are what the public reads; an officer may take personal details out of them.

    `raised_words` is what was written at first: shown to the author and the council only. The person who raised it is
    known by account (`raised_by`), by address (`reporter_email`), or not at all.
    """

    __tablename__ = "problems"
    __table_args__ = (
        CheckConstraint("state <> 'accepted' or challenge_id is not null", name="accepted_has_a_challenge"),
        CheckConstraint(
            "state not in ('answered', 'declined', 'referred') or public_answer <> ''", name="decided_with_a_reason"
        ),
        CheckConstraint(
            "state <> 'referred' or (published_at is null and concern is not null)", name="referred_in_private"
        ),
        CheckConstraint(
            "(state = 'transferred') = (transferred_to_council_id is not null or transferred_to_name <> '')",
            name="transferred_to_somebody",
        ),
        CheckConstraint("(state = 'merged') = (merged_into_id is not null)", name="merged_into_another"),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
        CheckConstraint("state <> 'raised' or published_at is null", name="read_before_published"),
        CheckConstraint("channel = 'web' or entered_by is not null", name="entered_by_somebody"),
        Index("ix_problems_council_id_state_raised_at", "council_id", "state", "raised_at"),
        # The public list in its order, and which of what a search found is in it, without a look at the rows.
        Index(
            "ix_problems_published_at_id",
            "published_at",
            "id",
            postgresql_include=["state"],
            postgresql_where=text("published_at is not null"),
        ),
        Index("ix_problems_search", "search", postgresql_using="gin"),
        # Counts for the filters of the public list, without a look at the rows.
        Index(
            "ix_problems_council_id_state_theme",
            "council_id",
            "state",
            "theme",
            postgresql_where=text("published_at is not null"),
        ),
    )

    id: Mapped[Id]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    slug: Mapped[ShortText] = mapped_column(unique=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    title: Mapped[ShortText]
    description: Mapped[LongText]
    raised_words: Mapped[LongText]
    place: Mapped[ShortText] = mapped_column(default="")
    language: Mapped[ShortText] = mapped_column(default="en")
    state: Mapped[ProblemState] = state_column(ProblemState, default=ProblemState.RAISED)
    theme: Mapped[Theme | None] = plain_enum(Theme, nullable=True)

    raised_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    reporter_email: Mapped[ShortText | None]
    channel: Mapped[Channel] = plain_enum(Channel, default=Channel.WEB)
    entered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    consent_given: Mapped[bool] = mapped_column(default=False)
    # When whoever phoned, wrote or came in made it their own, with the code on their slip.
    claimed_at: Mapped[dt.datetime | None]
    # What its words sound like, or what an officer says that it is.
    concern: Mapped[Concern | None] = plain_enum(Concern, nullable=True)
    # How many people have it, the first among them; kept in step by whoever adds a `MeToo`.
    people_count: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    # Made when the form is first shown: the same form sent twice raises one problem.
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)

    raised_at: Mapped[dt.datetime]
    review_started_at: Mapped[dt.datetime | None]
    published_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime | None]
    public_answer: Mapped[LongText] = mapped_column(default="")
    answer_url: Mapped[LongText] = mapped_column(default="")
    transferred_to_council_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("councils.id"))
    transferred_to_name: Mapped[ShortText] = mapped_column(default="")
    transferred_from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("problems.id"), index=True)
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("problems.id"), index=True)
    challenge_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("challenges.id"), index=True)
    topic_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("topics.id"))

    search: Mapped[str] = deferred(
        mapped_column(TSVECTOR, found_by("language", A="title", B="description", D="place || ' ' || public_answer"))
    )

    council: Mapped[Council] = relationship(foreign_keys=council_id, lazy="raise")
    transferred_to: Mapped[Council | None] = relationship(foreign_keys=transferred_to_council_id, lazy="raise")
    merged_into: Mapped["Problem | None"] = relationship(
        foreign_keys=merged_into_id, remote_side="Problem.id", lazy="raise"
    )
    challenge: Mapped[Challenge | None] = relationship(lazy="raise")
    files: Mapped[list["ProblemFile"]] = relationship(
        back_populates="problem", order_by="ProblemFile.file_id", lazy="raise"
    )

    @property
    def is_public(self) -> bool:
        return self.published_at is not None


class ProblemFile(Model):
    """A picture or document that came with a problem; public only if an officer published it too."""

    __tablename__ = "problem_files"

    problem_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("problems.id"), primary_key=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_files.id"), primary_key=True)
    published: Mapped[bool] = mapped_column(default=False)

    problem: Mapped[Problem] = relationship(back_populates="files", lazy="raise")
    file: Mapped[StoredFile] = relationship(lazy="raise")
