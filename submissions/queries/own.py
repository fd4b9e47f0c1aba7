"""What the team of a proposal may read, at any time."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, and_, any_, exists, false, func, or_, select, union
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer

from accounts.models import Supplier
from challenges.models import Challenge, ClarificationQuestion, Question
from challenges.queries import questions_of
from challenges.queries.interest import interest_of, open_for
from challenges.states import QuestionState
from core import clock
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from core.storage import StoredFile
from submissions.models import (
    Answer,
    AnswerFile,
    Submission,
    SubmissionMember,
    SubmissionOpening,
    SubmissionVersion,
    SupplierDeclaration,
    VersionFile,
)
from submissions.states import GONE, SubmissionState


def acts_for_team(actor: Actor) -> ColumnElement[bool]:
    """SQL: the actor acts for the lead supplier or for a confirmed member."""
    if actor.person_id is None or actor.body_id is None:
        return false()
    return or_(
        Submission.supplier_id == actor.body_id,
        exists().where(SubmissionMember.submission_id == Submission.id, _stands_as_member(actor)),
    )


def may_read_own(actor: Actor) -> ColumnElement[bool]:
    """SQL: the team, or the officer who is typing the proposal in and has not submitted it yet."""
    if actor.person_id is None:
        return false()
    return or_(acts_for_team(actor), _is_typing(actor))


def _stands_as_member(actor: Actor) -> ColumnElement[bool]:
    return and_(SubmissionMember.body_id == actor.body_id, SubmissionMember.confirmed_at.is_not(None))


def _is_typing(actor: Actor) -> ColumnElement[bool]:
    return and_(
        Submission.entered_by_officer == actor.person_id,
        Submission.state == SubmissionState.DRAFT,
        Submission.challenge_id.in_(select(Challenge.id).where(Challenge.council_id == actor.body_id)),
    )


def own_submission(actor: Actor, submission_id: uuid.UUID) -> Submission | None:
    """The working copy with answers and files, in five queries."""
    return db.session.scalar(_working_copy().where(Submission.id == submission_id, may_read_own(actor)))


def working_copy(submission_id: uuid.UUID) -> Submission:
    """The same as it stands now in the database, for services that have checked who acts."""
    return db.session.scalars(_working_copy().where(Submission.id == submission_id)).one()


def _working_copy() -> Select[Submission]:
    return (
        select(Submission)
        .options(
            joinedload(Submission.challenge).joinedload(Challenge.council),
            joinedload(Submission.supplier).joinedload(Supplier.profile),
            joinedload(Submission.lot),
            joinedload(Submission.declaration),
            selectinload(Submission.members).joinedload(SubmissionMember.body),
            selectinload(Submission.answers),
            selectinload(Submission.files).joinedload(AnswerFile.file),
            selectinload(Submission.versions).defer(SubmissionVersion.content),
        )
        # The unit of work may have changed rows that a loaded collection does not know of.
        .execution_options(populate_existing=True)
    )


def own_page(actor: Actor, number: int, *, words: str = "", state: SubmissionState | None = None) -> Page[Submission]:
    """The proposals of the body that the actor acts for: those still open first, then by deadline."""
    query = (
        select(Submission)
        .join(Submission.challenge)
        .where(Submission.id == any_(_own_ids(actor)))
        .options(
            contains_eager(Submission.challenge).joinedload(Challenge.council),
            joinedload(Submission.lot),
            joinedload(Submission.supplier),
        )
        .order_by(
            (Submission.state != SubmissionState.OFFERED),
            (Submission.state != SubmissionState.DRAFT),
            Challenge.closes_at.desc(),
            Submission.id,
        )
    )
    if words:
        query = query.where(or_(*(column.icontains(words, autoescape=True) for column in _searched())))
    if state is not None:
        query = query.where(Submission.state == state)
    return paginate(query, number)


def _own_ids(actor: Actor) -> ColumnElement[Sequence[uuid.UUID]]:
    """What `may_read_own` lets the actor read, each way by its index; a test holds the two together.

    An array, which PostgreSQL looks up first: as a set it would go through all proposals of everybody instead.
    """
    if actor.person_id is None:
        return func.array(select(Submission.id).where(false()).scalar_subquery(), type_=ARRAY(Uuid))
    found = union(
        select(Submission.id).where(Submission.supplier_id == actor.body_id),
        select(SubmissionMember.submission_id).where(_stands_as_member(actor)),
        select(Submission.id).where(_is_typing(actor)),
    )
    return func.array(found.scalar_subquery(), type_=ARRAY(Uuid))


def _searched() -> tuple[ColumnElement[str], ...]:
    return (Submission.title, Submission.reference, Challenge.title)  # type: ignore[return-value]  # columns are elements


def own_waiting(actor: Actor) -> Sequence[Submission]:
    """What the actor's body should finish before a deadline or answer, in one query."""
    unfinished = and_(
        or_(Submission.state == SubmissionState.DRAFT, Submission.reopened_at.is_not(None)),
        Submission.state.not_in(GONE),
        Challenge.closes_at > clock.now(),
    )
    return (
        db.session.scalars(
            select(Submission)
            .join(Submission.challenge)
            .where(acts_for_team(actor), or_(unfinished, Submission.state == SubmissionState.OFFERED))
            .options(contains_eager(Submission.challenge))
            .order_by(Challenge.closes_at, Submission.id)
            .limit(25)
        )
        .unique()
        .all()
    )


def answered_around(actor: Actor) -> Sequence[ClarificationQuestion]:
    """Questions answered in the last two weeks in open challenges to which the actor's body proposes, newest first."""
    now = clock.now()
    ours = select(Submission.challenge_id).where(acts_for_team(actor), Submission.state.not_in(GONE))
    return db.session.scalars(
        select(ClarificationQuestion)
        .join(ClarificationQuestion.challenge)
        .where(
            ClarificationQuestion.state == QuestionState.ANSWERED,
            ClarificationQuestion.answered_at > now - dt.timedelta(days=14),
            Challenge.closes_at > now,
            Challenge.id.in_(ours),
        )
        .options(contains_eager(ClarificationQuestion.challenge))
        .order_by(ClarificationQuestion.answered_at.desc())
        .limit(5)
    ).all()


def fitting_without_proposal(actor: Actor) -> Sequence[Challenge]:
    """Open challenges that fit what the actor's body is interested in, and to which it does not propose yet."""
    interest = interest_of(actor)
    if interest is None:
        return []
    ours = select(Submission.challenge_id).where(acts_for_team(actor), Submission.state.not_in(GONE))
    return open_for(interest, limit=5, among=Challenge.id.not_in(ours))


@dataclass(frozen=True)
class OwnQuestion:
    """One question of the form, opened by the team of a proposal. `questions` are those of its lot."""

    submission: Submission
    questions: Sequence[Question]
    number: int
    file_id: uuid.UUID | None = None

    @property
    def question(self) -> Question:
        return next(question for question in self.questions if question.number == self.number)

    @property
    def place(self) -> int:
        """Which of its lot's questions it is, counted from 1: numbers go through all lots."""
        return [question.number for question in self.questions].index(self.number) + 1

    @property
    def answer(self) -> Answer | None:
        return next((answer for answer in self.submission.answers if answer.question_id == self.question.id), None)


def own_question(actor: Actor, submission_id: uuid.UUID, number: int) -> OwnQuestion | None:
    """None for a proposal of somebody else, and for a number that no question of its lot has."""
    submission = own_submission(actor, submission_id)
    questions = questions_of(submission.challenge_id, submission.lot_id) if submission else ()
    if submission is None or number not in {question.number for question in questions}:
        return None
    return OwnQuestion(submission=submission, questions=questions, number=number)


def own_question_with_file(
    actor: Actor, submission_id: uuid.UUID, number: int, file_id: uuid.UUID
) -> OwnQuestion | None:
    """The same, and a file of the question: `file_id` is None when it is there no more."""
    found = own_question(actor, submission_id, number)
    if found is None:
        return None
    held = {held.file_id for held in found.submission.files if held.question_id == found.question.id}
    return replace(found, file_id=file_id if file_id in held else None)


def live_submission(supplier_id: uuid.UUID, lot_id: uuid.UUID) -> Submission | None:
    """The proposal that this supplier has in this lot, if it was not withdrawn or voided."""
    return db.session.scalar(
        select(Submission).where(
            Submission.supplier_id == supplier_id, Submission.lot_id == lot_id, Submission.state.not_in(GONE)
        )
    )


def own_submissions_to(actor: Actor, challenge_id: uuid.UUID) -> list[Submission]:
    """What the actor's body has put in for one challenge, the latest first."""
    return list(
        db.session.scalars(
            select(Submission)
            .where(Submission.challenge_id == challenge_id, acts_for_team(actor))
            .order_by(Submission.id.desc())
        )
    )


def own_version(actor: Actor, submission_id: uuid.UUID, number: int) -> SubmissionVersion | None:
    return db.session.scalar(
        select(SubmissionVersion)
        .join(SubmissionVersion.submission)
        .where(Submission.id == submission_id, SubmissionVersion.number == number, acts_for_team(actor))
        .options(
            contains_eager(SubmissionVersion.submission).options(
                joinedload(Submission.challenge).joinedload(Challenge.council),
                joinedload(Submission.supplier),
                selectinload(Submission.members),
            )
        )
    )


@dataclass(frozen=True)
class OwnFile:
    """A file of the working copy or of any version, opened by the team."""

    submission: Submission
    file: StoredFile


def own_file(actor: Actor, submission_id: uuid.UUID, file_id: uuid.UUID) -> OwnFile | None:
    held = or_(
        exists().where(AnswerFile.submission_id == submission_id, AnswerFile.file_id == StoredFile.id),
        exists().where(
            SubmissionVersion.submission_id == submission_id,
            VersionFile.version_id == SubmissionVersion.id,
            VersionFile.file_id == StoredFile.id,
        ),
    )
    submission = own_submission(actor, submission_id)
    file = db.session.scalar(select(StoredFile).where(StoredFile.id == file_id, held)) if submission else None
    return OwnFile(submission=submission, file=file) if submission and file else None


def latest_own_version(submission: Submission) -> SubmissionVersion | None:
    """The version that stands, whole; `submission` was loaded by its team."""
    return db.session.scalar(
        select(SubmissionVersion)
        .where(SubmissionVersion.submission_id == submission.id)
        .order_by(SubmissionVersion.number.desc())
        .options(undefer(SubmissionVersion.content))
        .execution_options(populate_existing=True)
        .limit(1)
    )


def latest_own_version_for(actor: Actor, submission_id: uuid.UUID) -> SubmissionVersion | None:
    """The version that stands, for its team."""
    number = db.session.scalar(
        select(func.max(SubmissionVersion.number)).where(SubmissionVersion.submission_id == submission_id)
    )
    return own_version(actor, submission_id, number) if number else None


def openings_of(submission: Submission) -> list[SubmissionOpening]:
    """Who outside the team opened it, for the team's access log."""
    return list(
        db.session.scalars(
            select(SubmissionOpening)
            .where(SubmissionOpening.submission_id == submission.id)
            .order_by(SubmissionOpening.opened_at)
        )
    )


def latest_declaration(supplier_id: uuid.UUID) -> SupplierDeclaration | None:
    """What an organisation declared last; for services, which have checked who asks."""
    return db.session.scalar(
        select(SupplierDeclaration)
        .where(SupplierDeclaration.supplier_id == supplier_id)
        .order_by(SupplierDeclaration.declared_at.desc(), SupplierDeclaration.id.desc())
        .limit(1)
    )


def own_declaration(actor: Actor) -> SupplierDeclaration | None:
    """What the actor's own organisation declared last."""
    return latest_declaration(actor.body_id) if actor.body_id is not None else None


def drafts_due(now: dt.datetime, *, days: int) -> Sequence[Submission]:
    """Working copies whose deadline is at most `days` days away, started before that, and not yet reminded so."""
    ahead = dt.timedelta(days=days)
    return (
        db.session.scalars(
            select(Submission)
            .join(Submission.challenge)
            .where(
                or_(Submission.state == SubmissionState.DRAFT, Submission.reopened_at.is_not(None)),
                Submission.state.not_in(GONE),
                Challenge.closes_at > now,
                Challenge.closes_at <= now + ahead,
                Submission.created_at < Challenge.closes_at - ahead,
                or_(Submission.reminded_days.is_(None), Submission.reminded_days > days),
            )
            .options(contains_eager(Submission.challenge), joinedload(Submission.supplier))
            .order_by(Submission.id)
        )
        .unique()
        .all()
    )


def in_play(challenge_id: uuid.UUID) -> Sequence[Submission]:
    """Every proposal to the challenge that was not withdrawn or voided, whatever its state: for telling its team."""
    return (
        db.session.scalars(
            select(Submission)
            .where(Submission.challenge_id == challenge_id, Submission.state.not_in(GONE))
            .options(joinedload(Submission.supplier))
            .order_by(Submission.id)
        )
        .unique()
        .all()
    )


def holding(file_id: uuid.UUID) -> Sequence[Submission]:
    """The proposal that holds a file, in its working copy or in a version: for telling its team."""
    in_copy = exists().where(AnswerFile.submission_id == Submission.id, AnswerFile.file_id == file_id)
    in_version = exists().where(
        SubmissionVersion.submission_id == Submission.id,
        VersionFile.version_id == SubmissionVersion.id,
        VersionFile.file_id == file_id,
    )
    return (
        db.session.scalars(select(Submission).where(or_(in_copy, in_version)).options(joinedload(Submission.supplier)))
        .unique()
        .all()
    )


def suppliers_by_name(words: str, *, limit: int = 20) -> list[Supplier]:
    """For an officer who enters a proposal: who is meant."""
    return list(
        db.session.scalars(
            select(Supplier)
            .where(
                or_(
                    Supplier.name.icontains(words, autoescape=True),
                    Supplier.identifier == words.replace(" ", "").upper(),
                )
            )
            .order_by(Supplier.name)
            .limit(limit)
        )
    )
