"""Where the panel disagreed by more than was published, and what the chair recorded about it."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenges.models import Criterion
from core.database import Id, LongText, Model, ShortText, state_column
from scoring.models.panel import Panel, Round
from scoring.states import CaseState
from submissions.models import Submission


class ModerationCase(Model):
    """A spread above the published limit on one criterion of one submission in one round."""

    __tablename__ = "moderation_cases"
    __table_args__ = (
        UniqueConstraint("submission_id", "criterion_id", "round_id"),
        CheckConstraint("spread > 0", name="spread_positive"),
        CheckConstraint(
            "(state = 'closed') = (closed_at is not null) and (state <> 'closed' or length(reason) > 0)",
            name="closed_with_reason",
        ),
        Index("ix_moderation_cases_panel_id_state", "panel_id", "state"),
    )

    id: Mapped[Id]
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"))
    criterion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("criteria.id"))
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rounds.id"))
    spread: Mapped[int]
    state: Mapped[CaseState] = state_column(CaseState, default=CaseState.OPEN)
    opened_at: Mapped[dt.datetime]
    reason: Mapped[LongText] = mapped_column(default="")
    closed_at: Mapped[dt.datetime | None]
    # Nobody, when the spread went away because an assessment was written again.
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    panel: Mapped[Panel] = relationship(lazy="raise")
    submission: Mapped[Submission] = relationship(lazy="raise")
    criterion: Mapped[Criterion] = relationship(lazy="raise")
    round: Mapped[Round] = relationship(lazy="raise")


class ConsensusScore(Model):
    """What the panel agreed on, recorded by its chair; it stands beside the individual scores and never changes.

    The one that counts is the one that is not superseded.
    """

    __tablename__ = "consensus_scores"
    __table_args__ = (
        Index(
            "uq_consensus_scores_standing",
            "submission_id",
            "criterion_id",
            "round_id",
            unique=True,
            postgresql_where=text("superseded_at is null"),
        ),
        CheckConstraint("score >= 0", name="score_not_negative"),
        CheckConstraint("length(reason) > 0", name="has_reason"),
    )

    id: Mapped[Id]
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"))
    criterion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("criteria.id"))
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rounds.id"))
    score: Mapped[int]
    reason: Mapped[LongText]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[dt.datetime]
    superseded_at: Mapped[dt.datetime | None]


class MeetingItem(Model):
    """A proposal on the agenda of the panel's meeting about one round.

    `code` is what everybody in the room calls it while names are hidden: the codes of the assessors differ. At most one
    is on the table, since `on_table_at`.
    """

    __tablename__ = "meeting_items"
    __table_args__ = (
        UniqueConstraint("round_id", "submission_id"),
        UniqueConstraint("round_id", "code"),
        Index("uq_meeting_items_on_table", "round_id", unique=True, postgresql_where=text("on_table_at is not null")),
    )

    id: Mapped[Id]
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"), index=True)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rounds.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    code: Mapped[ShortText]
    on_table_at: Mapped[dt.datetime | None]

    panel: Mapped[Panel] = relationship(lazy="raise")
    round: Mapped[Round] = relationship(lazy="raise")
    submission: Mapped[Submission] = relationship(lazy="raise")
