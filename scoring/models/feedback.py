"""What each bidder is told about its own proposal."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, Json, Model
from scoring.models.decision import Decision
from submissions.models import Submission


class AssessmentSummary(Model):
    """Feedback to one bidder (Procurement Act 2023, section 50: an assessment summary).

    `content` is `{"score", "winner_score", "rank", "of", "criteria": [{"criterion_id", "title", "weight", "score",
    "winner_score", "words", "better"}]}`; scores are text on 0-100 with two decimals, or null. After `issued_at` it
    is never changed.
    """

    __tablename__ = "assessment_summaries"
    __table_args__ = (UniqueConstraint("decision_id", "submission_id"),)

    id: Mapped[Id]
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    content: Mapped[Json]
    version: Mapped[int] = mapped_column(default=1)
    assembled_at: Mapped[dt.datetime]
    edited_at: Mapped[dt.datetime | None]
    edited_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    issued_at: Mapped[dt.datetime | None]

    decision: Mapped[Decision] = relationship(lazy="raise")
    submission: Mapped[Submission] = relationship(lazy="raise")
