"""Interests: what a person declared about a bid, and what the service noticed by itself.

Both belong to a person, not to a seat, because officers, approvers and chairs declare too.
"""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Body, Person
from core.database import Id, JsonList, LongText, Model, plain_enum, state_column
from scoring.states import DeclarationState, MatchKind


class Declaration(Model):
    """What one person declared about one submission; recused keeps them out of it from then on.

    `words` are the person's own; `decision_words` say how a conflict is mitigated or why the person is recused.
    """

    __tablename__ = "declarations"
    __table_args__ = (
        UniqueConstraint("person_id", "submission_id"),
        CheckConstraint(
            "state not in ('mitigated', 'recused') or (decided_at is not null and decision_words <> '')",
            name="decided_with_words",
        ),
        CheckConstraint("state <> 'conflict' or words <> ''", name="conflict_in_words"),
        Index(
            "ix_declarations_barring",
            "person_id",
            "submission_id",
            postgresql_where=text("state in ('conflict', 'recused')"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    state: Mapped[DeclarationState] = state_column(DeclarationState, default=DeclarationState.CLEAR)
    words: Mapped[LongText] = mapped_column(default="")
    declared_at: Mapped[dt.datetime]
    decision_words: Mapped[LongText] = mapped_column(default="")
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[dt.datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise")


class InterestRegister(Model):
    """What a person said of their ties, once a year. The latest counts; earlier ones are kept as they were.

    `employers` are mappings of name, identifier, starts_on and ends_on (days as text, empty when nobody knows).
    """

    __tablename__ = "interest_registers"
    __table_args__ = (Index("ix_interest_registers_person_id_confirmed_at", "person_id", "confirmed_at"),)

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    employers: Mapped[JsonList] = mapped_column(default=list)
    holdings: Mapped[LongText] = mapped_column(default="")
    memberships: Mapped[LongText] = mapped_column(default="")
    family: Mapped[LongText] = mapped_column(default="")
    confirmed_at: Mapped[dt.datetime]


class ConflictMatch(Model):
    """A link between a person and a bidder that the service noticed. Unsettled, it keeps the proposal locked.

    Settling it is done through the declaration; `settled_words` say why nothing is in it when it is dismissed. An old
    tie is settled by nobody, as soon as it is noticed.
    """

    __tablename__ = "conflict_matches"
    __table_args__ = (
        UniqueConstraint("person_id", "submission_id", "body_id", "kind"),
        CheckConstraint("settled_at is null or settled_words <> ''", name="settled_with_words"),
    )

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"))
    kind: Mapped[MatchKind] = plain_enum(MatchKind)
    noticed_at: Mapped[dt.datetime]
    settled_words: Mapped[LongText] = mapped_column(default="")
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    settled_at: Mapped[dt.datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise")
    body: Mapped[Body] = relationship(lazy="raise")
