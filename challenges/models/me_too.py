"""Who else has a problem, and a file that waits while somebody looks whether theirs is the same."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Id, LongText, Model, ShortText


class MeToo(Model):
    """Somebody who has the same problem, known by account, by address, or not at all.

    `words` say what it is like for them: only the council reads them. Counted are accounts, addresses that confirmed
    that they are theirs (`counted_at`), and those who raised a problem that was joined with this one (`came_from_id`).
    """

    __tablename__ = "me_toos"
    __table_args__ = (
        UniqueConstraint("problem_id", "person_id"),
        UniqueConstraint("problem_id", "address"),
        UniqueConstraint("problem_id", "came_from_id"),
        CheckConstraint(
            "counted_at is null or person_id is not null or address is not null or came_from_id is not null",
            name="counted_once",
        ),
        Index("ix_me_toos_problem_id_said_at", "problem_id", "said_at"),
    )

    id: Mapped[Id]
    problem_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("problems.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    address: Mapped[ShortText | None]
    came_from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("problems.id"), index=True)
    words: Mapped[LongText] = mapped_column(default="")
    language: Mapped[ShortText] = mapped_column(default="en")
    said_at: Mapped[dt.datetime]
    counted_at: Mapped[dt.datetime | None]
    # Made when the form is first shown: the same form sent twice says it once.
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)


class KeptUpload(Model):
    """A file that came with a form which is not sent yet; forgotten after a day. `key` goes along with the form."""

    __tablename__ = "kept_uploads"

    key: Mapped[ShortText] = mapped_column(primary_key=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_files.id"), index=True)
    kept_at: Mapped[dt.datetime]
