"""Ideas from the public."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import CommunityGroup
from challenges.models import Challenge
from core.database import Id, LongText, Model, ShortText, state_column
from submissions.states import IdeaState


class Idea(Model):
    """What a resident, or somebody for a community group, puts forward for a challenge: no proposal, and sealed as one.

    It is never changed; until the deadline it can be withdrawn and another sent. `digest` and `signature` are those of
    its receipt.
    """

    __tablename__ = "ideas"
    __table_args__ = (
        CheckConstraint("state <> 'received'", name="received_is_derived"),
        CheckConstraint(
            "(state in ('taken_up', 'not_taken_up')) = (answered_at is not null)", name="answered_has_a_time"
        ),
        Index(
            "uq_ideas_challenge_id_person_id_live",
            "challenge_id",
            "person_id",
            unique=True,
            postgresql_where=text("state <> 'withdrawn'"),
        ),
    )

    id: Mapped[Id]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    body_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("community_groups.id"), index=True)
    title: Mapped[ShortText]
    words: Mapped[LongText]
    # How to reach them, if they want to be reached; nobody is shown their address without it.
    contact: Mapped[ShortText] = mapped_column(default="")
    state: Mapped[IdeaState] = state_column(IdeaState, default=IdeaState.SENT)
    # The database's reading that was compared with the deadline.
    sent_at: Mapped[dt.datetime]
    digest: Mapped[ShortText]
    signature: Mapped[ShortText] = mapped_column(default="")
    answer: Mapped[LongText] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]

    challenge: Mapped[Challenge] = relationship(lazy="joined", innerjoin=True)
    body: Mapped[CommunityGroup | None] = relationship(lazy="raise")

    def state_at(self, now: dt.datetime) -> IdeaState:
        """What was sent is received when the deadline has passed, whether or not any job ran."""
        closes_at = self.challenge.closes_at
        if self.state is IdeaState.SENT and closes_at is not None and closes_at <= now:
            return IdeaState.RECEIVED
        return self.state
