"""What was decided about the proposals of a lot, what went in, and what became of it."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenges.models import Challenge, Lot, Phase
from core.database import Id, Json, JsonList, LongText, Model, ShortText, plain_enum, state_column
from scoring.models.panel import Panel
from scoring.states import DecisionKind, DecisionState, ProposalOutcome
from submissions.models import Submission

SCORE = Numeric(5, 2)


class Decision(Model):
    """A shortlist or an award of one lot in one phase, or its end without an award.

    `snapshot` holds everything that went in when it was sent for approval (see `scoring.services.snapshot`).
    `standstill_ends_at` is the first instant after the standstill; none after the notice means that none applies.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint("approved_by <> drafted_by", name="approved_by_somebody_else"),
        CheckConstraint("(approved_by is null) = (approved_at is null)", name="approved_at_a_time"),
        CheckConstraint("state = 'drafted' or (moderated_at is not null and snapshot is not null)", name="moderated"),
        CheckConstraint("state in ('drafted', 'moderated') or approved_by is not null", name="approved_by_a_person"),
        CheckConstraint(
            "state in ('drafted', 'moderated', 'approved') or summaries_issued_at is not null", name="summaries_first"
        ),
        CheckConstraint(
            "state not in ('standstill', 'suspended', 'confirmed') or notice_at is not null", name="notice_first"
        ),
        CheckConstraint("notice_at >= summaries_issued_at", name="notice_after_summaries"),
        CheckConstraint("(state = 'confirmed') = (confirmed_at is not null)", name="confirmed_at_a_time"),
        CheckConstraint("confirmed_at >= standstill_ends_at", name="confirmed_after_standstill"),
        CheckConstraint("state <> 'set_aside' or length(set_aside_reason) > 0", name="set_aside_with_reason"),
        Index(
            "uq_decisions_lot_id_phase_id_kind_live",
            "lot_id",
            "phase_id",
            "kind",
            unique=True,
            postgresql_where=text("state <> 'set_aside'"),
        ),
        Index("ix_decisions_council_id_state", "council_id", "state"),
    )

    id: Mapped[Id]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"), index=True)
    phase_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("phases.id"))
    lot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("lots.id"))
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    kind: Mapped[DecisionKind] = plain_enum(DecisionKind)
    state: Mapped[DecisionState] = state_column(DecisionState, default=DecisionState.DRAFTED)
    # Counts the saved changes: whoever saves from a form must have seen the latest one.
    version: Mapped[int] = mapped_column(default=1)
    reasons: Mapped[LongText] = mapped_column(default="")
    # The version in which the reasons were last changed, as each outcome keeps it for itself.
    reasons_changed_in: Mapped[int] = mapped_column(default=1, server_default="1")

    drafted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    drafted_at: Mapped[dt.datetime]
    # The ids of all who had a hand in the draft: none of them approves it.
    edited_by: Mapped[JsonList] = mapped_column(default=list)
    moderated_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    moderated_at: Mapped[dt.datetime | None]
    snapshot: Mapped[Json | None]
    draw_seed: Mapped[ShortText] = mapped_column(default="")
    # Groups of references that only the draw parted, each in the order in which it was drawn.
    drawn: Mapped[JsonList] = mapped_column(default=list)
    sent_back_words: Mapped[LongText] = mapped_column(default="")
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[dt.datetime | None]
    summaries_issued_at: Mapped[dt.datetime | None]
    notice_at: Mapped[dt.datetime | None]
    standstill_ends_at: Mapped[dt.datetime | None]
    confirmed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[dt.datetime | None]
    set_aside_at: Mapped[dt.datetime | None]
    set_aside_reason: Mapped[LongText] = mapped_column(default="")

    challenge: Mapped[Challenge] = relationship(lazy="raise")
    phase: Mapped[Phase] = relationship(lazy="raise")
    lot: Mapped[Lot] = relationship(lazy="raise")
    panel: Mapped[Panel] = relationship(lazy="raise")
    outcomes: Mapped[list["DecisionOutcome"]] = relationship(
        back_populates="decision", lazy="raise", order_by="DecisionOutcome.position"
    )

    @property
    def standstill_last_minute(self) -> dt.datetime | None:
        """For people, to whom the midnight that ends a day looks like the beginning of it."""
        return None if self.standstill_ends_at is None else self.standstill_ends_at - dt.timedelta(minutes=1)


class DecisionOutcome(Model):
    """What a decision says of one proposal. `position` is its place in the ranking, `rank` none below a threshold.

    `placing` are the words that follow from the ranking alone; `changed_in` is the version of the decision in which
    this was last changed, so that two officers can save different pages of one decision.
    """

    __tablename__ = "decision_outcomes"
    __table_args__ = (
        UniqueConstraint("decision_id", "submission_id"),
        CheckConstraint("position > 0", name="position_counts_from_one"),
        Index("ix_decision_outcomes_decision_id_position", "decision_id", "position"),
    )

    id: Mapped[Id]
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    outcome: Mapped[ProposalOutcome] = plain_enum(ProposalOutcome)
    suggested: Mapped[ProposalOutcome] = plain_enum(ProposalOutcome, check="suggested_known")
    position: Mapped[int]
    rank: Mapped[int | None]
    score: Mapped[Decimal | None] = mapped_column(SCORE)
    # What it is made of where the public has a share; without one, the first is the score itself.
    panel_score: Mapped[Decimal | None] = mapped_column(SCORE)
    public_score: Mapped[Decimal | None] = mapped_column(SCORE)
    placing: Mapped[LongText] = mapped_column(default="", server_default="")
    reason: Mapped[LongText] = mapped_column(default="")
    changed_in: Mapped[int] = mapped_column(default=1, server_default="1")

    decision: Mapped[Decision] = relationship(back_populates="outcomes", lazy="raise")
    submission: Mapped[Submission] = relationship(lazy="raise")
