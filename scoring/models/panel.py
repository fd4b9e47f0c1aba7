"""Who assesses: a panel for a phase and lot of a challenge, its seats and its rounds."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, func, select, text
from sqlalchemy.dialects.postgresql import array_agg
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from accounts.models import Person
from challenges.models import Challenge, Lot, Phase
from core.database import Id, JsonList, LongText, Model, ShortText, plain_enum, state_column
from scoring.models.stand_in import StandIn
from scoring.states import RoundKind, SeatState
from submissions.models import Submission


class Panel(Model):
    """One panel for one lot in one phase. `assess_by_at` is when scores are due; it locks nothing.

    `terms` are the council's own words, which come with the terms for everybody.
    """

    __tablename__ = "panels"
    __table_args__ = (UniqueConstraint("challenge_id", "phase_id", "lot_id"),)

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    phase_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("phases.id"))
    lot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("lots.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"), index=True)
    assess_by_at: Mapped[dt.datetime]
    terms: Mapped[LongText] = mapped_column(default="")
    created_at: Mapped[dt.datetime]

    if TYPE_CHECKING:
        # Declared below: the officers who typed in a proposal to the challenge, or None.
        typed_in_by: Mapped[list[uuid.UUID] | None]
        # And who stands in for the council, or None.
        acting: Mapped[list[uuid.UUID] | None]

    challenge: Mapped[Challenge] = relationship(lazy="raise")
    phase: Mapped[Phase] = relationship(lazy="raise")
    lot: Mapped[Lot] = relationship(lazy="raise")
    seats: Mapped[list["PanelSeat"]] = relationship(
        back_populates="panel", order_by="PanelSeat.invited_at, PanelSeat.id", lazy="raise"
    )
    rounds: Mapped[list["Round"]] = relationship(back_populates="panel", order_by="Round.number", lazy="raise")


Panel.typed_in_by = column_property(
    select(array_agg(Submission.entered_by_officer))
    .where(Submission.challenge_id == Panel.challenge_id, Submission.entered_by_officer.is_not(None))
    .correlate_except(Submission)
    .scalar_subquery()
)


Panel.acting = column_property(
    select(array_agg(StandIn.person_id))
    .where(StandIn.challenge_id == Panel.challenge_id, StandIn.ended_at.is_(None))
    .correlate_except(StandIn)
    .scalar_subquery()
)


class PanelSeat(Model):
    """An invitation by e-mail that, once accepted, is bound to the person who answered it.

    `capacity` is how many proposals they take at most, None for as many as come. `terms_version` and `terms_words` are
    what they accepted, as it stood; the undertaking of confidentiality is a part of it. `replaces_id` is the seat whose
    unfinished proposals this one takes over.
    """

    __tablename__ = "panel_seats"
    __table_args__ = (
        Index("uq_panel_seats_panel_id_email", "panel_id", func.lower(text("email")), unique=True),
        UniqueConstraint("panel_id", "person_id"),
        Index("uq_panel_seats_chair", "panel_id", unique=True, postgresql_where=text("is_chair")),
        CheckConstraint("state not in ('accepted', 'left') or person_id is not null", name="accepted_by_a_person"),
        CheckConstraint("state <> 'accepted' or terms_accepted_at is not null", name="accepted_with_terms"),
        CheckConstraint("state <> 'refused' or refusal_reason <> ''", name="refused_with_reason"),
        CheckConstraint("capacity is null or capacity > 0", name="takes_at_least_one"),
        CheckConstraint("not is_chair or state in ('invited', 'accepted')", name="chair_is_on_the_panel"),
    )

    id: Mapped[Id]
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[ShortText]
    email: Mapped[ShortText]
    is_chair: Mapped[bool] = mapped_column(default=False)
    state: Mapped[SeatState] = state_column(SeatState, default=SeatState.INVITED)
    invited_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    invited_at: Mapped[dt.datetime]
    responded_at: Mapped[dt.datetime | None]
    terms_accepted_at: Mapped[dt.datetime | None]
    terms_version: Mapped[ShortText] = mapped_column(default="")
    terms_words: Mapped[LongText] = mapped_column(default="")
    refusal_reason: Mapped[LongText] = mapped_column(default="")
    capacity: Mapped[int | None]
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("panel_seats.id"))
    reminded_at: Mapped[dt.datetime | None]

    panel: Mapped[Panel] = relationship(back_populates="seats", lazy="raise")
    person: Mapped[Person | None] = relationship(foreign_keys=person_id, lazy="raise")


class Round(Model):
    """A round of the panel. Published weights, in percent of all rounds of the panel, combine the rounds."""

    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("panel_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("weight > 0 and weight <= 100", name="weight_is_a_percentage"),
    )

    id: Mapped[Id]
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"))
    number: Mapped[int]
    kind: Mapped[RoundKind] = plain_enum(RoundKind)
    title: Mapped[ShortText]
    weight: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    # What the panel asks everybody in an interview, in this order.
    questions: Mapped[JsonList] = mapped_column(default=list, server_default=text("'[]'::jsonb"))

    panel: Mapped[Panel] = relationship(back_populates="rounds", lazy="raise")
