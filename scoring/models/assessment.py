"""What an assessor thinks of one submission in one round: a score with its reason for each criterion."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, LongText, Model, ShortText, state_column
from scoring.models.panel import PanelSeat, Round
from scoring.states import AssessmentState
from submissions.models import Submission


class Assessment(Model):
    """One seat, one submission, one round.

    `code` is what an anonymised proposal is called for this seat only ("K7"): two assessors cannot compare codes.
    `version` counts the saves, so that a stale page never overwrites a newer one. A recused assessment keeps its
    scores; they are not counted.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        UniqueConstraint("seat_id", "submission_id", "round_id"),
        UniqueConstraint("seat_id", "round_id", "code"),
        CheckConstraint("state not in ('submitted', 'final') or submitted_at is not null", name="submitted_has_date"),
        CheckConstraint("state <> 'reopened' or reopen_reason <> ''", name="reopened_with_reason"),
        Index(
            "ix_assessments_missing",
            "round_id",
            "submission_id",
            postgresql_where=text("state not in ('submitted', 'final', 'recused')"),
        ),
    )

    id: Mapped[Id]
    seat_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panel_seats.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    code: Mapped[ShortText]
    state: Mapped[AssessmentState] = state_column(AssessmentState, default=AssessmentState.ASSIGNED)
    assigned_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]
    reopen_reason: Mapped[LongText] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)

    seat: Mapped[PanelSeat] = relationship(lazy="raise")
    submission: Mapped[Submission] = relationship(lazy="raise")
    round: Mapped[Round] = relationship(lazy="raise")
    scores: Mapped[list["Score"]] = relationship(
        back_populates="assessment", lazy="raise", cascade="all, delete-orphan", order_by="Score.id"
    )

    def state_told(self, *, nameless: bool) -> AssessmentState:
        """To its assessor: where names are hidden, a conflict that was mitigated would tell whose proposal it is."""
        mitigated = self.state is AssessmentState.MITIGATED
        return AssessmentState.CLEAR if nameless and mitigated else self.state


class Score(Model):
    """A whole number on the challenge's scale, and why. A draft may have one without the other."""

    __tablename__ = "scores"
    __table_args__ = (
        UniqueConstraint("assessment_id", "criterion_id"),
        CheckConstraint("score is null or score >= 0", name="score_not_negative"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id"))
    criterion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("criteria.id"), index=True)
    score: Mapped[int | None]
    reason: Mapped[LongText] = mapped_column(default="")
    saved_at: Mapped[dt.datetime]

    assessment: Mapped[Assessment] = relationship(back_populates="scores", lazy="raise")
