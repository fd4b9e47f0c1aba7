"""What assessors are paid, where the council pays: so much for each proposal whose assessment they handed in."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, LongText, Model, ShortText, state_column
from scoring.models.panel import Panel, PanelSeat
from scoring.states import PayState

MONEY = Numeric(12, 2)


class PanelPay(Model):
    """What one handed-in assessment is worth, in `currency`. A panel without this row is not paid.

    `how_paid` tells assessors where the money comes from: bank details are never kept here.
    """

    __tablename__ = "panel_pay"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"), primary_key=True)
    amount: Mapped[Decimal] = mapped_column(MONEY)
    currency: Mapped[ShortText]
    how_paid: Mapped[LongText] = mapped_column(default="")
    set_at: Mapped[dt.datetime]


class PayClaim(Model):
    """One assessor claims for `assessments` of them at `rate` each; what they are stands in `PayClaimItem`."""

    __tablename__ = "pay_claims"
    __table_args__ = (
        CheckConstraint("assessments > 0 and amount = rate * assessments", name="amount_is_the_product"),
        CheckConstraint("(state = 'claimed') = (decided_at is null)", name="decided_at_a_time"),
        CheckConstraint("state <> 'refused' or length(refusal_reason) > 0", name="refused_with_reason"),
        CheckConstraint("(state = 'paid') = (paid_at is not null)", name="paid_at_a_time"),
        CheckConstraint("decided_by <> claimed_by", name="decided_by_somebody_else"),
        Index("ix_pay_claims_panel_id_state", "panel_id", "state"),
    )

    id: Mapped[Id]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"))
    seat_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panel_seats.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    state: Mapped[PayState] = state_column(PayState, default=PayState.CLAIMED)
    assessments: Mapped[int]
    rate: Mapped[Decimal] = mapped_column(MONEY)
    amount: Mapped[Decimal] = mapped_column(MONEY)
    currency: Mapped[ShortText]
    claimed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    claimed_at: Mapped[dt.datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[dt.datetime | None]
    refusal_reason: Mapped[LongText] = mapped_column(default="")
    paid_at: Mapped[dt.datetime | None]

    panel: Mapped[Panel] = relationship(lazy="raise")
    seat: Mapped[PanelSeat] = relationship(lazy="raise")


class PayClaimItem(Model):
    """No assessment is paid twice. A refused claim gives back what it was about."""

    __tablename__ = "pay_claim_items"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id"), primary_key=True)
    claim_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pay_claims.id"), index=True)
