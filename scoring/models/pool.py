"""What is known of an assessor over all panels, and of the language of a proposal."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Council, Person
from core.database import JsonList, Model, ShortText


class AssessorProfile(Model):
    """What somebody who assesses says of themselves, once for all panels.

    `languages` are codes of languages that they read, `themes` values of `Theme`. While they are away, from the first
    to the last of these days, they get no new work.
    """

    __tablename__ = "assessor_profiles"
    __table_args__ = (
        CheckConstraint(
            "(away_from is null) = (away_until is null) and away_until >= away_from", name="away_from_until"
        ),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    languages: Mapped[JsonList] = mapped_column(default=list)
    themes: Mapped[JsonList] = mapped_column(default=list)
    away_from: Mapped[dt.date | None]
    away_until: Mapped[dt.date | None]
    saved_at: Mapped[dt.datetime]

    person: Mapped[Person] = relationship(lazy="raise")

    def is_away(self, day: dt.date) -> bool:
        return self.away_from is not None and self.away_until is not None and self.away_from <= day <= self.away_until


class StatedExpertise(Model):
    """What a council says that somebody who assesses for it knows well: values of `Theme`, beside their own."""

    __tablename__ = "stated_expertise"

    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    themes: Mapped[JsonList] = mapped_column(default=list)
    said_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[dt.datetime]

    council: Mapped[Council] = relationship(lazy="raise")


class ProposalLanguage(Model):
    """In which language a proposal is written, where an officer has said so."""

    __tablename__ = "proposal_languages"

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    language: Mapped[ShortText]
    said_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[dt.datetime]
