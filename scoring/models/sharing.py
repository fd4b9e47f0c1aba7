"""Sharing proposals out among a panel, and what becomes of the work of those who leave."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, Json, JsonList, Model, ShortText
from scoring.models.panel import Panel


class Sharing(Model):
    """A plan of who assesses what: reckoned, looked at, confirmed, and then carried out, piece by piece if it is long.

    `facts` is a digest of what the plan was made from; when it has changed, the plan is not carried out. `plan` is what
    `scoring.services.sharing` writes. `anew` says that what nobody has begun is shared out again.
    """

    __tablename__ = "sharings"
    __table_args__ = (
        CheckConstraint("confirmed_at is null or planned_at is not null", name="confirmed_with_a_plan"),
        CheckConstraint("done_at is null or confirmed_at is not null", name="done_after_it_was_confirmed"),
    )

    id: Mapped[Id]
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[dt.datetime]
    anew: Mapped[bool] = mapped_column(default=False)
    seed: Mapped[int]
    facts: Mapped[ShortText] = mapped_column(default="")
    plan: Mapped[Json] = mapped_column(default=dict)
    planned_at: Mapped[dt.datetime | None]
    confirmed_at: Mapped[dt.datetime | None]
    # Of the pairs of the plan, how many have been gone through.
    gone_through: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[dt.datetime | None]

    panel: Mapped[Panel] = relationship(lazy="raise")


class SetAside(Model):
    """What somebody who left had not handed in. `drafts` (criterion, score, reason) are neither counted nor shown."""

    __tablename__ = "set_aside_assessments"
    __table_args__ = (UniqueConstraint("seat_id", "submission_id", "round_id"),)

    id: Mapped[Id]
    seat_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panel_seats.id"))
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rounds.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    drafts: Mapped[JsonList] = mapped_column(default=list)
    set_aside_at: Mapped[dt.datetime]
