"""A question asked privately about an open challenge, and answered to everybody."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenges.models.challenge import Challenge
from challenges.states.problem import Channel
from challenges.states.question import QuestionState
from core.database import Id, LongText, Model, plain_enum, state_column


class ClarificationQuestion(Model):
    """`words` are the asker's own and stay private; `published_words` are what everybody reads.

    Who asked is never told to anybody but the asker: no page, export or message carries `asked_by` or `body_id`. Of a
    question that came by phone or post neither is kept.
    """

    __tablename__ = "clarification_questions"
    __table_args__ = (
        CheckConstraint("state = 'asked' or answered_at is not null", name="answered_at_a_time"),
        CheckConstraint("state <> 'answered' or (published_words <> '' and answer <> '')", name="answered_in_words"),
        CheckConstraint("(state = 'joined') = (merged_into_id is not null)", name="joined_with_another"),
        CheckConstraint("merged_into_id <> id", name="not_joined_with_itself"),
        CheckConstraint(
            "channel = 'web' or (entered_by is not null and consent_given and asked_by is null)",
            name="entered_without_the_asker",
        ),
        UniqueConstraint("challenge_id", "number"),
        Index("ix_clarification_questions_challenge_id_state", "challenge_id", "state", "answered_at"),
        # The desk of a council, which has many challenges: what waits longest, without reading the words of all.
        Index("ix_clarification_questions_waiting", "challenge_id", "state", "asked_at", "id"),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    # Given when it is answered, in the order of the answers, so that it tells nothing about who asked when.
    number: Mapped[int | None]
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    body_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bodies.id"))
    channel: Mapped[Channel] = plain_enum(Channel, default=Channel.WEB, server_default=Channel.WEB.value)
    entered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    consent_given: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    words: Mapped[LongText]
    state: Mapped[QuestionState] = state_column(QuestionState, default=QuestionState.ASKED)
    asked_at: Mapped[dt.datetime]
    # Made when the form is first shown: the same form sent twice asks once.
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    published_words: Mapped[LongText] = mapped_column(default="")
    answer: Mapped[LongText] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    # The published question that says the same.
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("clarification_questions.id"), index=True)

    challenge: Mapped[Challenge] = relationship(lazy="raise")
    merged_into: Mapped["ClarificationQuestion | None"] = relationship(
        remote_side="ClarificationQuestion.id", lazy="raise"
    )
