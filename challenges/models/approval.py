"""Who asked for approval, and what was answered; the numbered amendments of an approved challenge."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Person
from challenges.models.challenge import Challenge
from challenges.states.builder import Section
from challenges.states.challenge import ApprovalOutcome
from core.database import Id, Json, JsonList, LongText, Model, plain_enum


class Approval(Model):
    """One round of asking. At most one of a challenge is undecided.

    `snapshot` is what the challenge said then (`queries.snapshot`), `remarks` the comments on its sections, by name.
    """

    __tablename__ = "approvals"
    __table_args__ = (
        CheckConstraint("(outcome is null) = (decided_by is null)", name="outcome_has_person"),
        CheckConstraint("(outcome is null) = (decided_at is null)", name="outcome_has_time"),
        CheckConstraint("decided_by <> asked_by", name="decided_by_somebody_else"),
        CheckConstraint(
            "outcome is distinct from 'sent_back' or length(comments) > 0 or remarks <> '{}'::jsonb",
            name="sent_back_with_comments",
        ),
        Index("uq_approvals_undecided", "challenge_id", unique=True, postgresql_where="outcome is null"),
        Index("ix_approvals_challenge_id_asked_at", "challenge_id", "asked_at"),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[dt.datetime]
    note: Mapped[LongText] = mapped_column(default="")
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[dt.datetime | None]
    outcome: Mapped[ApprovalOutcome | None] = plain_enum(ApprovalOutcome, nullable=True)
    comments: Mapped[LongText] = mapped_column(default="")
    snapshot: Mapped[Json] = mapped_column(default=dict)
    remarks: Mapped[Json] = mapped_column(default=dict)

    @property
    def remarks_by_section(self) -> list[tuple[Section, str]]:
        """In the order of the task list."""
        return [(section, self.remarks[section.value]) for section in Section if section.value in self.remarks]

    challenge: Mapped[Challenge] = relationship(lazy="raise")
    asker: Mapped[Person] = relationship(foreign_keys=[asked_by], lazy="raise")
    decider: Mapped[Person | None] = relationship(foreign_keys=[decided_by], lazy="raise")


class Amendment(Model):
    """A change after approval, shown to everybody. `changes` is `[{"field", "before", "after"}]`, all text."""

    __tablename__ = "amendments"
    __table_args__ = (
        UniqueConstraint("challenge_id", "number"),
        CheckConstraint("length(reason) > 0", name="has_reason"),
        CheckConstraint("jsonb_array_length(changes) > 0", name="changes_something"),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    number: Mapped[int]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[LongText]
    changes: Mapped[JsonList]

    challenge: Mapped[Challenge] = relationship(lazy="raise")
