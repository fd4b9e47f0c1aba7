"""Everything about one decision, as one file for those who audit it."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Person
from core.database import Id, Model, ShortText
from core.storage import StoredFile
from scoring.models.decision import Decision


class Dossier(Model):
    """One building of a decision's dossier. `done` of `total` proposals are in it, at `moved_at`.

    It is built once `built_at` is set. `file_id` is empty before, and again when the file was removed after its time;
    `manifest_sha256` then still says what it held.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        CheckConstraint("done between 0 and total", name="done_of_total"),
        CheckConstraint("built_at is null or manifest_sha256 <> ''", name="built_has_a_digest"),
        CheckConstraint("file_id is null or built_at is not null", name="file_was_built"),
        Index(
            "uq_dossiers_decision_id_building", "decision_id", unique=True, postgresql_where=text("built_at is null")
        ),
    )

    id: Mapped[Id]
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[dt.datetime]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    moved_at: Mapped[dt.datetime]
    built_at: Mapped[dt.datetime | None]
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_files.id"))
    manifest_sha256: Mapped[ShortText] = mapped_column(default="")

    decision: Mapped[Decision] = relationship(lazy="raise")
    asker: Mapped[Person] = relationship(lazy="raise")
    file: Mapped[StoredFile | None] = relationship(lazy="raise")
    downloads: Mapped[list["DossierDownload"]] = relationship(
        back_populates="dossier", lazy="raise", order_by="DossierDownload.at"
    )


class DossierDownload(Model):
    """Who took a copy, and when: each time."""

    __tablename__ = "dossier_downloads"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[dt.datetime]

    dossier: Mapped[Dossier] = relationship(back_populates="downloads", lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
