"""Tables of a proposal: the working copy (answers, files) and the versions that were submitted."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, case, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from accounts.models import Body, Person, Supplier
from challenges.models import Challenge, Lot, Question
from challenges.states import ChallengeState
from core.database import Id, Json, JsonList, LongText, Model, ShortText, plain_enum, state_column
from core.storage import StoredFile
from submissions.states import EntryChannel, SubmissionState

NAMES_ARE_KNOWN = (
    ChallengeState.DECIDED,
    ChallengeState.STANDSTILL,
    ChallengeState.AWARDED,
    ChallengeState.DELIVERING,
    ChallengeState.COMPLETED,
    ChallengeState.UNSUCCESSFUL,
)


class Submission(Model):
    """A supplier's proposal to one lot of a challenge.

    Title, answers and files are the working copy. What counts is the latest row of `versions`; while `reopened_at`
    is set, the working copy may differ from it. People outside the team read `standing_title`, never `title`.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        CheckConstraint(
            "state in ('draft', 'withdrawn', 'void') or submitted_at is not null", name="submitted_has_a_time"
        ),
        CheckConstraint("reopened_at is null or submitted_at is not null", name="reopened_was_submitted"),
        CheckConstraint(
            "(state in ('withdrawn', 'void', 'disqualified')) = (ended_at is not null)", name="ended_has_a_time"
        ),
        CheckConstraint("state <> 'locked'", name="locked_is_derived"),
        CheckConstraint("(entered_by_officer is null) = (entered_channel is null)", name="entered_with_a_channel"),
        CheckConstraint(
            "(declaration_id is null) = (declaration_confirmed_at is null)", name="declaration_confirmed_at_a_time"
        ),
        Index(
            "uq_submissions_lot_id_supplier_id_live",
            "lot_id",
            "supplier_id",
            unique=True,
            postgresql_where=text("state not in ('withdrawn', 'void')"),
        ),
        Index("ix_submissions_challenge_id_state", "challenge_id", "state"),
    )

    id: Mapped[Id]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"), index=True)
    lot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    phase_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("phases.id"))
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suppliers.id"), index=True)
    title: Mapped[ShortText] = mapped_column(default="")
    # Counts the changes of the title, as `Answer.version` counts those of an answer.
    title_version: Mapped[int] = mapped_column(default=0)
    state: Mapped[SubmissionState] = state_column(SubmissionState, default=SubmissionState.DRAFT)
    created_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[dt.datetime]
    # The database's reading that was compared with the deadline, for the version that stands.
    submitted_at: Mapped[dt.datetime | None]
    reopened_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    offer_expires_on: Mapped[dt.date | None]
    # The smallest number of days before the deadline for which a reminder went out.
    reminded_days: Mapped[int | None]
    # An officer typed in a proposal that came on paper: who, and how it came.
    entered_by_officer: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    entered_channel: Mapped[EntryChannel | None] = plain_enum(EntryChannel, nullable=True)
    entered_consent: Mapped[LongText] = mapped_column(default="")
    # What the supplier declares about itself, confirmed for this proposal.
    declaration_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("supplier_declarations.id"), index=True)
    declaration_confirmed_at: Mapped[dt.datetime | None]

    if TYPE_CHECKING:
        # Declared below the versions that it looks into.
        standing_title: Mapped[str]

    challenge: Mapped[Challenge] = relationship(lazy="joined", innerjoin=True)
    supplier: Mapped[Supplier] = relationship(lazy="raise")
    lot: Mapped[Lot] = relationship(lazy="raise")
    declaration: Mapped["SupplierDeclaration | None"] = relationship(lazy="raise")
    members: Mapped[list["SubmissionMember"]] = relationship(
        back_populates="submission", lazy="raise", order_by="SubmissionMember.id"
    )
    answers: Mapped[list["Answer"]] = relationship(back_populates="submission", lazy="raise", order_by="Answer.id")
    files: Mapped[list["AnswerFile"]] = relationship(
        back_populates="submission", lazy="raise", order_by="AnswerFile.id"
    )
    versions: Mapped[list["SubmissionVersion"]] = relationship(
        back_populates="submission", lazy="raise", order_by="SubmissionVersion.number"
    )

    def state_at(self, now: dt.datetime) -> SubmissionState:
        """What is submitted is locked by the deadline, whether or not any job ran."""
        closes_at = self.challenge.closes_at
        if self.state is SubmissionState.SUBMITTED and closes_at is not None and closes_at <= now:
            return SubmissionState.LOCKED
        return self.state

    @property
    def standing_members(self) -> list["SubmissionMember"]:
        """The members of what was submitted last: nobody who confirmed later. Needs `members` loaded."""
        at = self.submitted_at
        return [one for one in self.members if at and one.confirmed_at is not None and one.confirmed_at <= at]

    @property
    def names_hidden(self) -> bool:
        """In an anonymised challenge, nobody but the team knows who is behind it until the decision."""
        return self.challenge.anonymised and self.challenge.state not in NAMES_ARE_KNOWN


class SupplierDeclaration(Model):
    """What an organisation says of exclusion grounds and subsidies, and when. Never changed: the latest one counts.

    `grounds` holds the values of `ExclusionGround`; the words explain them, and say which subsidies there were.
    """

    __tablename__ = "supplier_declarations"

    id: Mapped[Id]
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suppliers.id"), index=True)
    grounds: Mapped[JsonList] = mapped_column(default=list)
    grounds_words: Mapped[LongText] = mapped_column(default="")
    subsidised: Mapped[bool]
    subsidy_words: Mapped[LongText] = mapped_column(default="")
    declared_at: Mapped[dt.datetime]
    declared_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))


class SubmissionMember(Model):
    """Another organisation of a consortium; it belongs to the team once it has confirmed.

    `part` says in one line what it does; only confirmed members are part of what is submitted.
    """

    __tablename__ = "submission_members"
    __table_args__ = (UniqueConstraint("submission_id", "body_id"),)

    id: Mapped[Id]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suppliers.id"), index=True)
    part: Mapped[LongText] = mapped_column(default="")
    asked_at: Mapped[dt.datetime | None]
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[dt.datetime | None]
    confirmed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    submission: Mapped[Submission] = relationship(back_populates="members", lazy="raise")
    body: Mapped[Supplier] = relationship(lazy="raise")


class Answer(Model):
    """The words of the working copy for one question. `version` counts its changes, for the second of two editors."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("submission_id", "question_id"),)

    id: Mapped[Id]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"))
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("questions.id"), index=True)
    words: Mapped[LongText] = mapped_column(default="")
    confidential: Mapped[bool] = mapped_column(default=False)
    confidential_because: Mapped[LongText] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[dt.datetime]
    saved_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    submission: Mapped[Submission] = relationship(back_populates="answers", lazy="raise")
    question: Mapped[Question] = relationship(lazy="raise")


class AnswerFile(Model):
    """A file of the working copy. Removing it here leaves it in the versions that held it."""

    __tablename__ = "answer_files"
    __table_args__ = (UniqueConstraint("submission_id", "file_id"),)

    id: Mapped[Id]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"))
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("questions.id"), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_files.id"), index=True)
    confidential: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[dt.datetime]
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    submission: Mapped[Submission] = relationship(back_populates="files", lazy="raise")
    file: Mapped[StoredFile] = relationship(lazy="raise")


class SubmissionVersion(Model):
    """One submitted version, whole: the question set, the answers and the files as they stood, never changed again.

    `digest` is the SHA-256 (hex) over the canonical form of `content`; `signature` the Ed25519 signature (base64)
    over the canonical form of the receipt. Both forms: `submissions.services.receipts`.
    """

    __tablename__ = "submission_versions"
    __table_args__ = (UniqueConstraint("submission_id", "number"), CheckConstraint("number > 0", name="counts_from_1"))

    id: Mapped[Id]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"))
    number: Mapped[int]
    submitted_at: Mapped[dt.datetime]
    submitted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    content: Mapped[Json]
    digest: Mapped[ShortText]
    signature: Mapped[ShortText]

    submission: Mapped[Submission] = relationship(back_populates="versions", lazy="raise")


# The title that was submitted last; nothing for what never was.
Submission.standing_title = column_property(
    case(
        (Submission.submitted_at.is_(None), ""),
        (Submission.reopened_at.is_(None), Submission.title),
        else_=select(SubmissionVersion.content["title"].astext)
        .where(SubmissionVersion.submission_id == Submission.id)
        .order_by(SubmissionVersion.number.desc())
        .limit(1)
        .correlate_except(SubmissionVersion)
        .scalar_subquery(),
    )
)


class VersionFile(Model):
    """Which stored file a version holds, so that it is neither swept away nor lost when the working copy drops it."""

    __tablename__ = "version_files"

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission_versions.id"), primary_key=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_files.id"), primary_key=True)


class SubmissionOpening(Model):
    """Who of those outside the team has opened a proposal, and when first: the supplier's access log."""

    __tablename__ = "submission_openings"
    __table_args__ = (UniqueConstraint("submission_id", "person_id"),)

    id: Mapped[Id]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    body_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bodies.id"))
    role: Mapped[ShortText] = mapped_column(default="")
    opened_at: Mapped[dt.datetime]

    submission: Mapped[Submission] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    body: Mapped[Body | None] = relationship(lazy="raise")
