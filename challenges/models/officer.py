"""Which officers of the lead council are assigned to a challenge."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, select, text
from sqlalchemy.dialects.postgresql import array_agg
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from accounts.models import Person
from challenges.models.challenge import Challenge
from core.database import Id, Model


class ChallengeOfficer(Model):
    """An assignment, until `ended_at`. Without `assigned_by` it was made for a challenge older than assignments."""

    __tablename__ = "challenge_officers"
    __table_args__ = (
        Index(
            "uq_challenge_officers_challenge_id_person_id_open",
            "challenge_id",
            "person_id",
            unique=True,
            postgresql_where=text("ended_at is null"),
        ),
        CheckConstraint("ended_at >= assigned_at", name="ends_after_start"),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    assigned_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    assigned_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]

    challenge: Mapped[Challenge] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise")


Challenge.assigned_to = column_property(
    select(array_agg(ChallengeOfficer.person_id))
    .where(ChallengeOfficer.challenge_id == Challenge.id, ChallengeOfficer.ended_at.is_(None))
    .correlate_except(ChallengeOfficer)
    .scalar_subquery()
)
