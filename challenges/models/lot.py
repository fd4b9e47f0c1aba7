"""What is asked of suppliers and how it is scored: lots with their criteria, and the questions of the form."""

import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenges.models.challenge import PERCENT, Challenge
from challenges.states.challenge import CHOSEN, DECIDING, NO, YES, AnswerKind, PriceFormula
from core.database import Id, JsonList, LongText, Model, ShortText, plain_enum


class Lot(Model):
    """A part of a challenge that is assessed, ranked and awarded by itself."""

    __tablename__ = "lots"
    __table_args__ = (UniqueConstraint("challenge_id", "number"),)

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    number: Mapped[int]
    title: Mapped[ShortText]

    challenge: Mapped[Challenge] = relationship(back_populates="lots", lazy="raise")
    criteria: Mapped[list["Criterion"]] = relationship(back_populates="lot", lazy="raise", order_by="Criterion.number")


class Criterion(Model):
    """What proposals are scored on. `weight` in percent; `threshold` is the lowest mean score that passes.

    With a `price_formula` nobody scores it: the score is worked out from the one question that is scored on it."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("lot_id", "number", deferrable=True, initially="DEFERRED"),
        CheckConstraint("weight > 0 and weight <= 100", name="weight_is_percentage"),
        CheckConstraint("threshold >= 0", name="threshold_not_negative"),
    )

    id: Mapped[Id]
    lot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("lots.id"))
    number: Mapped[int]
    title: Mapped[ShortText]
    guidance: Mapped[LongText] = mapped_column(default="")
    weight: Mapped[Decimal] = mapped_column(PERCENT)
    threshold: Mapped[Decimal | None] = mapped_column(PERCENT)
    price_formula: Mapped[PriceFormula | None] = plain_enum(PriceFormula, nullable=True)

    lot: Mapped[Lot] = relationship(back_populates="criteria", lazy="raise")
    anchors: Mapped[list["Anchor"]] = relationship(
        back_populates="criterion", lazy="raise", order_by="Anchor.score", cascade="all, delete-orphan"
    )


class Anchor(Model):
    """What a score on this criterion means, in words."""

    __tablename__ = "anchors"
    __table_args__ = (
        UniqueConstraint("criterion_id", "score"),
        CheckConstraint("score >= 0", name="score_not_negative"),
    )

    id: Mapped[Id]
    criterion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("criteria.id"))
    score: Mapped[int]
    words: Mapped[LongText]

    criterion: Mapped[Criterion] = relationship(back_populates="anchors", lazy="raise")


class Question(Model):
    """One question of the form that suppliers answer. `public` answers may be published after the decision;
    `identifies_bidder` ones are hidden from the assessors of an anonymised challenge.

    What is scored on a criterion is asked of those alone who propose for the lot of that criterion; what is scored on
    none is asked of everybody (docs/adr/0031-a-question-belongs-to-its-criterions-lot.md).

    `options` are the words to choose from. With `eligible_answers`, only who gives one of them can apply; all others
    are told `ineligible_because`. `vat_included` says what amounts hold; None where it was not said or is no matter."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("challenge_id", "number", deferrable=True, initially="DEFERRED"),
        CheckConstraint("word_limit > 0", name="word_limit_positive"),
        CheckConstraint("eligible_answers = '[]'::jsonb or kind in ('yes_no', 'one_of')", name="eligible_by_a_choice"),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    number: Mapped[int]
    words: Mapped[LongText]
    help: Mapped[LongText] = mapped_column(default="")
    kind: Mapped[AnswerKind] = plain_enum(AnswerKind)
    word_limit: Mapped[int | None]
    required: Mapped[bool] = mapped_column(default=True)
    criterion_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("criteria.id"), index=True)
    identifies_bidder: Mapped[bool] = mapped_column(default=False)
    public: Mapped[bool] = mapped_column(default=False)
    options: Mapped[JsonList] = mapped_column(default=list)
    eligible_answers: Mapped[JsonList] = mapped_column(default=list)
    ineligible_because: Mapped[LongText] = mapped_column(default="")
    vat_included: Mapped[bool | None]

    challenge: Mapped[Challenge] = relationship(back_populates="questions", lazy="raise")
    criterion: Mapped[Criterion | None] = relationship(lazy="raise")

    @property
    def choices(self) -> list[str]:
        """What can be answered, as it is kept; empty where it is not chosen."""
        if self.kind is AnswerKind.YES_NO:
            return [YES, NO]
        return list(self.options or ()) if self.kind in CHOSEN else []

    @property
    def sets_price(self) -> bool:
        """Whether a score is worked out from its answer. Needs `criterion` loaded."""
        return self.criterion is not None and self.criterion.price_formula is not None

    def is_asked_in(self, lot_id: uuid.UUID) -> bool:
        """Whether those who propose for this lot of its challenge answer it. Needs `criterion` loaded."""
        return self.criterion_id is None or (self.criterion is not None and self.criterion.lot_id == lot_id)

    @property
    def can_decide(self) -> bool:
        """Whether its answer could decide who may apply."""
        return self.kind in DECIDING

    @property
    def decides_eligibility(self) -> bool:
        return bool(self.eligible_answers)
