"""When shortlisted bidders are interviewed, and what they said to it."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, LongText, Model, ShortText, state_column
from scoring.models.panel import Round
from scoring.states.interview import InterviewState
from submissions.models import Submission


class InterviewSlot(Model):
    """A time and a place, or a link, where one interview of a round can be."""

    __tablename__ = "interview_slots"
    __table_args__ = (
        CheckConstraint("minutes between 5 and 480", name="minutes_sensible"),
        CheckConstraint("place <> '' or link <> ''", name="has_somewhere"),
        Index("ix_interview_slots_round_id_starts_at", "round_id", "starts_at"),
    )

    id: Mapped[Id]
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rounds.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    starts_at: Mapped[dt.datetime]
    minutes: Mapped[int]
    place: Mapped[ShortText] = mapped_column(default="")
    link: Mapped[ShortText] = mapped_column(default="")

    round: Mapped[Round] = relationship(lazy="raise")

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    @property
    def where(self) -> str:
        return ", ".join(part for part in (self.place, self.link) if part)


class Interview(Model):
    """One bidder's interview in a round.

    `sequence` counts what went into people's calendars about it: a higher one replaces a lower one. `words` are what a
    bidder wrote who asks for another time.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        UniqueConstraint("round_id", "submission_id"),
        CheckConstraint("state <> 'change_asked' or words <> ''", name="change_asked_in_words"),
        CheckConstraint("state <> 'cancelled' or cancel_reason <> ''", name="cancelled_with_reason"),
        CheckConstraint("sequence >= 0", name="sequence_counts_from_zero"),
        Index("uq_interviews_slot_live", "slot_id", unique=True, postgresql_where=text("state <> 'cancelled'")),
    )

    id: Mapped[Id]
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rounds.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    slot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("interview_slots.id"))
    state: Mapped[InterviewState] = state_column(InterviewState, default=InterviewState.INVITED)
    sequence: Mapped[int] = mapped_column(default=0)
    invited_at: Mapped[dt.datetime]
    answered_at: Mapped[dt.datetime | None]
    words: Mapped[LongText] = mapped_column(default="")
    access_needs: Mapped[LongText] = mapped_column(default="")
    cancel_reason: Mapped[LongText] = mapped_column(default="")

    round: Mapped[Round] = relationship(lazy="raise")
    submission: Mapped[Submission] = relationship(lazy="raise")
    slot: Mapped[InterviewSlot] = relationship(lazy="raise")

    @property
    def uid(self) -> str:
        """The same entry in every calendar, wherever it moves to."""
        return f"interview-{self.id}"
