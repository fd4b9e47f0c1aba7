"""What officers of an anonymised challenge hide, and what a machine found in files for them."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, JsonList, LongText, Model, plain_enum
from submissions.models.submission import Submission
from submissions.states import Reading


class Redaction(Model):
    """Words, or a file, of a submitted proposal that would tell who proposes: hidden while names are hidden.

    What was submitted stays as it is. One that was lifted is kept, because it says who saw what.
    """

    __tablename__ = "redactions"
    __table_args__ = (
        CheckConstraint("(words <> '') <> (file_id is not null)", name="words_or_a_file"),
        CheckConstraint("(lifted_at is null) = (lifted_by is null)", name="lifted_by_somebody"),
        Index("ix_redactions_submission_id", "submission_id", postgresql_where=text("lifted_at is null")),
    )

    id: Mapped[Id]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"))
    words: Mapped[LongText] = mapped_column(default="")
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[dt.datetime]
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    lifted_at: Mapped[dt.datetime | None]

    submission: Mapped[Submission] = relationship(lazy="raise")


class FileReading(Model):
    """What a machine found in a file of a proposal whose names are hidden, for the officer who looks it through.

    `in_text` and `in_properties` are signs of the bidder that stand there; `properties` says, a line each, who made the
    file. The text itself is not kept.
    """

    __tablename__ = "file_readings"

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_files.id"), primary_key=True, index=True)
    state: Mapped[Reading] = plain_enum(Reading, default=Reading.WAITING)
    asked_at: Mapped[dt.datetime]
    in_text: Mapped[JsonList] = mapped_column(default=list)
    in_properties: Mapped[JsonList] = mapped_column(default=list)
    properties: Mapped[JsonList] = mapped_column(default=list)

    @property
    def tells(self) -> bool:
        return bool(self.in_text or self.in_properties)
