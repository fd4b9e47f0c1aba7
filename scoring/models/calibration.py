"""A sample proposal that the whole panel scores before the real ones, so that all read the scale alike."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, Json, Model, ShortText
from scoring.models.panel import Panel, PanelSeat


class CalibrationSample(Model):
    """Invented by an officer, about no bidder. One for a panel.

    `content` is `{criterion id: {"words", "score", "reason"}}`: a sample answer, what it deserves by the anchors and
    why. It is frozen once it is open: from then on nobody reads a real proposal before they have scored this one.
    """

    __tablename__ = "calibration_samples"
    __table_args__ = (CheckConstraint("length(title) > 0", name="has_title"),)

    id: Mapped[Id]
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"), unique=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    title: Mapped[ShortText]
    content: Mapped[Json]
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[dt.datetime | None]

    panel: Mapped[Panel] = relationship(lazy="raise")


class Calibration(Model):
    """What one assessor gave the sample: `scores` is `{criterion id: {"score", "reason"}}`. It is never changed."""

    __tablename__ = "calibrations"
    __table_args__ = (UniqueConstraint("sample_id", "seat_id"),)

    id: Mapped[Id]
    sample_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calibration_samples.id"))
    seat_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panel_seats.id"), index=True)
    scores: Mapped[Json]
    handed_in_at: Mapped[dt.datetime]

    seat: Mapped[PanelSeat] = relationship(lazy="raise")
