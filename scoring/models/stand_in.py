"""Who acts in a challenge in the place of people of the lead council, because too few of them are without conflict."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Person
from accounts.states import Role
from challenges.models import Challenge
from core.database import Id, LongText, Model, plain_enum


class StandIn(Model):
    """Somebody of another council, or a delegate, named to act as officer or approver in the decisions of a challenge.

    Who named them and why is kept, also after it has ended.
    """

    __tablename__ = "stand_ins"
    __table_args__ = (
        CheckConstraint("role in ('officer', 'approver')", name="role_that_decides"),
        CheckConstraint("length(reason) > 0", name="has_reason"),
        CheckConstraint("(ended_at is null) = (ended_by is null)", name="ended_by_somebody"),
        CheckConstraint("person_id <> named_by", name="named_by_somebody_else"),
        Index(
            "uq_stand_ins_challenge_id_person_id_role_standing",
            "challenge_id",
            "person_id",
            "role",
            unique=True,
            postgresql_where=text("ended_at is null"),
        ),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[Role] = plain_enum(Role)
    reason: Mapped[LongText]
    named_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    named_at: Mapped[dt.datetime]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[dt.datetime | None]

    challenge: Mapped[Challenge] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise")
