"""How the proposals of a panel stand, worked out and kept so that a page reads one page of it.

Nothing here decides: a decision is drafted on the scores themselves. What is kept is worked out again when anything
that counts has changed, and the database itself notes that (see docs/adr/0019-rankings-that-are-kept.md).
"""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey, Numeric, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Json, JsonList, Model, ShortText
from submissions.models import Submission

SCORE = Numeric(5, 2)
ADVISED = Numeric(6, 2)


class PanelRanking(Model):
    """What is known of a panel's ranking as a whole. `took` and `advice_took` in seconds.

    `figures` belong to the ranking (see `scoring.services.ranking`), `advice` to the statistics beside it
    (`scoring.services.advice`); `advised_for` says which ranking they were worked out for.
    """

    __tablename__ = "panel_rankings"

    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"), primary_key=True)
    worked_out_at: Mapped[dt.datetime]
    took: Mapped[float]
    figures: Mapped[Json]
    advice: Mapped[Json | None]
    advised_for: Mapped[dt.datetime | None]
    advised_at: Mapped[dt.datetime | None]
    advice_took: Mapped[float | None]


class RankingPlace(Model):
    """A proposal in its place. Scores on 0-100 and exact; `dots` are the totals of the assessors, without their names.

    `score` decides. It is that of the panel where the public has no share; without its vote, `public_score` is None.

    `by_criterion` has scores as text by the criterion's id, `prices` pairs of price and score by the criterion's id,
    `missed` the thresholds, and `settled_by` what parted it from an equal score.
    """

    __tablename__ = "ranking_places"
    __table_args__ = (UniqueConstraint("panel_id", "submission_id"),)

    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    rank: Mapped[int | None]
    score: Mapped[Decimal | None] = mapped_column(SCORE)
    panel_score: Mapped[Decimal | None] = mapped_column(SCORE)
    public_score: Mapped[Decimal | None] = mapped_column(SCORE)
    by_criterion: Mapped[Json]
    missed: Mapped[JsonList]
    settled_by: Mapped[ShortText] = mapped_column(default="")
    above_line: Mapped[bool]
    asked: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    prices: Mapped[Json]
    dots: Mapped[JsonList]

    submission: Mapped[Submission] = relationship(lazy="raise")


class RankingAdvice(Model):
    """What the statistics say of one proposal: the score without the assessors' severity, and a 90 % interval.

    `stays` is in how many rankings, each without one assessor, it is above the funding line. Advisory.
    """

    __tablename__ = "ranking_advice"

    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id"), primary_key=True)
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    adjusted: Mapped[Decimal | None] = mapped_column(ADVISED)
    low: Mapped[Decimal | None] = mapped_column(ADVISED)
    high: Mapped[Decimal | None] = mapped_column(ADVISED)
    stays: Mapped[int | None]


class RankingChange(Model):
    """Something that counts has changed since the ranking was worked out: one row for each transaction that did so.

    Written by triggers only, so that whoever changes something cannot forget to. `transaction` is PostgreSQL's number.
    """

    __tablename__ = "ranking_changes"

    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panels.id", ondelete="CASCADE"), primary_key=True)
    transaction: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(server_default=func.townlab_now())
