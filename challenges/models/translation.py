"""The public texts of a challenge in the other languages of its council."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenges.models.challenge import Challenge
from core.database import Id, LongText, Model, ShortText


class ChallengeTranslation(Model):
    """One text in one language. `field` is its key (`queries.texts.key_of`): `title`, `criterion.<hex>.guidance`, ...

    `original` is the stamp of the words that were translated: when it is not that of today's words, the translation is
    older than the original, and pages say so.
    """

    __tablename__ = "challenge_translations"
    __table_args__ = (
        UniqueConstraint("challenge_id", "language", "field"),
        CheckConstraint("length(words) > 0", name="says_something"),
        Index("ix_challenge_translations_language_field", "language", "field"),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    language: Mapped[ShortText]
    field: Mapped[ShortText]
    words: Mapped[LongText]
    original: Mapped[ShortText]
    translated_at: Mapped[dt.datetime]

    challenge: Mapped[Challenge] = relationship(lazy="raise")
