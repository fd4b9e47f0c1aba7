"""What a council saved from one of its challenges, to begin others with."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Id, Json, Model, ShortText


class CouncilPreset(Model):
    """`plan` is what `services.copying.plan_of` made of the challenge."""

    __tablename__ = "council_presets"
    __table_args__ = (UniqueConstraint("council_id", "name"),)

    id: Mapped[Id]
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    name: Mapped[ShortText]
    plan: Mapped[Json]
    saved_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    saved_at: Mapped[dt.datetime]
