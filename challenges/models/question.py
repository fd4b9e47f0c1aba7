"""A question asked privately about an open challenge, and answered to everybody."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenges.models.challenge import Challenge
from challenges.states.question import QuestionState
from core.database import Id, LongText, Model, state_column


class ClarificationQuestion(Model):
    """`words` are the asker's own and stay private; `published_words` are what everybody reads.

    Who asked is never told to anybody but the asker: no page, export or message carries `asked_by` or `body_id`.
    """

    __tablename__ = "clarification_questions"
    __table_args__ = (
        CheckConstraint("state = 'asked' or answered_at is not null", name="answered_at_a_time"),
        CheckConstraint("state <> 'answered' or (published_words <> '' and answer <> '')", name="answered_in_words"),
        UniqueConstraint("challenge_id", "number"),
        Index("ix_clarification_questions_challenge_id_state", "challenge_id", "state", "answered_at"),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    # Given when it is answered, in the order of the answers, so that it tells nothing about who asked when.
    number: Mapped[int | None]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    body_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bodies.id"))
    words: Mapped[LongText]
    state: Mapped[QuestionState] = state_column(QuestionState, default=QuestionState.ASKED)
    asked_at: Mapped[dt.datetime]
    # Made when the form is first shown: the same form sent twice asks once.
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    published_words: Mapped[LongText] = mapped_column(default="")
    answer: Mapped[LongText] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    challenge: Mapped[Challenge] = relationship(lazy="raise")
