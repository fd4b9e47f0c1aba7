"""What each bidder is told about its own proposal."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Person
from core.database import Id, Json, JsonList, Model
from core.outbox import Message
from scoring.models.decision import Decision
from submissions.models import Submission


class AssessmentSummary(Model):
    """Feedback to one bidder (Procurement Act 2023, section 50: an assessment summary).

    `content` is `{"score", "winner_score", "panel_score", "public_score", "winner_public_score", "public_share",
    "rank", "of", "criteria": [{"criterion_id", "title", "weight", "score", "winner_score", "words", "better"}]}`;
    scores are text on 0-100 with two decimals, or null, as `public_share` is where the public has none. After
    `issued_at` it is never changed. `named` holds the ids of other bidders and of assessors whose names stand in its
    words.
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
    named: Mapped[JsonList] = mapped_column(default=list, server_default=text("'[]'::jsonb"))

    decision: Mapped[Decision] = relationship(lazy="raise")
    submission: Mapped[Submission] = relationship(lazy="raise")


class SummaryRun(Model):
    """How far the sending of a decision's summaries is.

    `ordinary` holds the ids of those whose name is also a word that anybody uses, and is no name in these summaries.
    """

    __tablename__ = "summary_runs"
    __table_args__ = (
        CheckConstraint("(asked_by is null) = (asked_at is null)", name="asked_at_a_time"),
        CheckConstraint("finished_at is null or asked_at is not null", name="finished_was_asked"),
    )

    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    ordinary: Mapped[JsonList] = mapped_column(default=list)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]


class SummaryMail(Model):
    """Proof of sending: the mail that told somebody of the bidder that the summary is there."""

    __tablename__ = "summary_mails"

    summary_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessment_summaries.id"), primary_key=True)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("messages.id"), primary_key=True)

    message: Mapped[Message] = relationship(lazy="raise")


class SummaryOpening(Model):
    """Who of the bidder has opened its summary, and when first."""

    __tablename__ = "summary_openings"

    summary_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessment_summaries.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    opened_at: Mapped[dt.datetime]

    person: Mapped[Person] = relationship(lazy="raise")
