"""A bidder goes to law while the standstill runs."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Supplier
from core.database import Id, LongText, Model, ShortText, state_column
from scoring.models.decision import Decision
from scoring.states import ClaimState


class LegalClaim(Model):
    """One claim of one bidder against one decision. It suspends the decision until it is settled."""

    __tablename__ = "legal_claims"
    __table_args__ = (
        CheckConstraint("length(grounds) > 0", name="has_grounds"),
        CheckConstraint("(state = 'raised') = (settled_at is null)", name="settled_at_a_time"),
        CheckConstraint("state = 'raised' or length(settled_words) > 0", name="settled_with_words"),
        Index(
            "uq_legal_claims_raised", "decision_id", "body_id", unique=True, postgresql_where=text("state = 'raised'")
        ),
    )

    id: Mapped[Id]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions.id"), index=True)
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suppliers.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"), index=True)
    state: Mapped[ClaimState] = state_column(ClaimState, default=ClaimState.RAISED)
    grounds: Mapped[LongText]
    raised_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    raised_at: Mapped[dt.datetime]
    settled_words: Mapped[LongText] = mapped_column(default="")
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    settled_at: Mapped[dt.datetime | None]

    decision: Mapped[Decision] = relationship(lazy="raise")
    body: Mapped[Supplier] = relationship(lazy="raise")
