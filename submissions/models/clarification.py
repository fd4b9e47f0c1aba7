"""What the council asks one bidder after the deadline."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Id, LongText, Model, ShortText, state_column
from submissions.models.submission import Submission
from submissions.states import ClarificationState


class Clarification(Model):
    """What the council asked one bidder after the deadline, and the answer: kept beside a proposal that stays as it is.

    Whoever may open the proposal reads both. Nobody's name stands in it.
    """

    __tablename__ = "clarifications"
    __table_args__ = (
        UniqueConstraint("submission_id", "number"),
        CheckConstraint("number > 0", name="counts_from_1"),
        CheckConstraint("due_at > asked_at", name="due_after_asking"),
        CheckConstraint("state <> 'lapsed'", name="lapsed_is_derived"),
        CheckConstraint(
            "(state = 'answered') = (answered_at is not null) and (state = 'answered') = (length(answer) > 0)",
            name="answered_has_an_answer",
        ),
        CheckConstraint("answer_checked_at is null or answered_at is not null", name="checked_was_answered"),
    )

    id: Mapped[Id]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"))
    number: Mapped[int]
    subject: Mapped[ShortText]
    words: Mapped[LongText]
    state: Mapped[ClarificationState] = state_column(ClarificationState, default=ClarificationState.ASKED)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime] = mapped_column(index=True)
    answer: Mapped[LongText] = mapped_column(default="")
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[dt.datetime | None]
    # Where names are hidden: when somebody found that nothing in it tells who proposes. No assessor reads it before.
    words_checked_at: Mapped[dt.datetime | None]
    answer_checked_at: Mapped[dt.datetime | None]

    submission: Mapped[Submission] = relationship(lazy="raise")

    @property
    def is_new(self) -> bool:
        """Whether something of it has not been looked through; what was taken back is shown to nobody any more."""
        answer_is_new = self.answered_at is not None and self.answer_checked_at is None
        return self.state is not ClarificationState.WITHDRAWN and (self.words_checked_at is None or answer_is_new)

    def state_at(self, now: dt.datetime) -> ClarificationState:
        """What was not answered in time takes no answer, whether or not any job ran."""
        if self.state is ClarificationState.ASKED and self.due_at <= now:
            return ClarificationState.LAPSED
        return self.state
