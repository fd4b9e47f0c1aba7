"""A proposal while it is being written."""

import uuid
from typing import IO

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, exists, func, select, text
from sqlalchemy.dialects.postgresql import insert

from accounts.models import Supplier
from challenges.models import Challenge, Question
from challenges.queries.challenge import lots_of, phases_of
from challenges.states import AnswerKind, ChallengeState
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, Refused
from core.storage import StoredFile, store_upload
from core.text import new_reference
from submissions import policies, queries, registries
from submissions import states as events
from submissions.delta import Delta
from submissions.models import Answer, AnswerFile, Submission, SubmissionVersion, VersionFile
from submissions.services.checking import CHARACTERS_LIMIT, FILES_PER_QUESTION, TITLE_LIMIT
from submissions.services.deadline import NotOpen, TooLate, hold_for_writing
from submissions.states import EntryChannel, SubmissionState

ENDINGS = ("pdf", "docx", "xlsx", "odt", "png", "jpg", "jpeg")


class ChangedMeanwhile(Conflict):
    """A colleague saved the same answer since this person opened it. `theirs` is what is stored, at `version`."""

    def __init__(
        self, *, theirs: str, version: int, saved_by: uuid.UUID | None = None, confidential: bool = False
    ) -> None:
        super().__init__(_l("Somebody else of your team has changed this answer meanwhile."))
        self.theirs = theirs
        self.version = version
        self.saved_by = saved_by
        self.confidential = confidential


class SendAll(Refused):
    """A change does not belong to the text that is stored: the whole text is needed to go on."""

    def __init__(self) -> None:
        super().__init__(_l("Send the whole text."))


def start_submission(challenge: Challenge, *, lot_id: uuid.UUID | None = None, by: Actor) -> Submission:
    """A draft of the actor's supplier in this lot; the one that is there already when there is one.

    Without `lot_id`, the challenge's only lot. Raises `TooLate`, `NotOpen` or `Refused`.
    """
    check(policies.acts_for_supplier(by), _l("Only people who act for a supplier can propose."))
    assert by.body_id is not None  # noqa: S101 - who acts for a supplier acts for a body
    return _start(challenge, supplier_id=by.body_id, lot_id=lot_id, by=by)


def enter_for_supplier(
    challenge: Challenge,
    supplier: Supplier,
    *,
    channel: EntryChannel,
    consent: str,
    lot_id: uuid.UUID | None = None,
    by: Actor,
) -> Submission:
    """A draft that an officer types in from paper. Submitting ends the officer's access to it.

    Raises `Refused` when this supplier has a proposal already: an officer never sees one that a team has begun. And to
    an officer who has a part in the panel, which they would have to leave.
    """
    check(policies.can_enter_for_supplier(by, challenge))
    if obstacle := registries.entry_obstacle(by, challenge):
        raise Refused(obstacle)
    lot = _lot(challenge, lot_id)
    if queries.live_submission(supplier.id, lot):
        there = _l("This supplier has a proposal in this challenge already.")
        alone = len(lots_of(challenge.id)) == 1
        raise Refused(there if alone else _l("This supplier has a proposal for this lot already."), field="supplier")
    submission = _start(
        challenge, supplier_id=supplier.id, lot_id=lot, by=by, officer=by.person_id, channel=channel, consent=consent
    )
    audit.record(
        events.SUBMISSION_ENTERED_BY_OFFICER,
        subject=submission,
        by=by,
        council_id=challenge.council_id,
        channel=channel.value,
    )
    return submission


def _start(
    challenge: Challenge,
    *,
    supplier_id: uuid.UUID,
    lot_id: uuid.UUID | None,
    by: Actor,
    officer: uuid.UUID | None = None,
    channel: EntryChannel | None = None,
    consent: str = "",
) -> Submission:
    _must_be_open(challenge)
    lot = _lot(challenge, lot_id)
    phases = phases_of(challenge.id)
    fresh = new_id()
    # Two clicks, or two colleagues, at the same moment: the second finds the draft of the first.
    db.session.execute(
        insert(Submission)
        .values(
            id=fresh,
            reference=new_reference("SUB"),
            challenge_id=challenge.id,
            lot_id=lot,
            phase_id=phases[0].id if phases else None,
            supplier_id=supplier_id,
            state=SubmissionState.DRAFT,
            created_by=by.person_id,
            created_at=clock.now(),
            entered_by_officer=officer,
            entered_channel=channel,
            entered_consent=consent,
        )
        .on_conflict_do_nothing(
            index_elements=["lot_id", "supplier_id"], index_where=text("state not in ('withdrawn', 'void')")
        )
    )
    found = queries.live_submission(supplier_id, lot)
    assert found is not None  # noqa: S101 - it was there or has just been made
    if found.id == fresh and officer is None:
        audit.record(events.SUBMISSION_STARTED, subject=found, by=by)
    return queries.working_copy(found.id)


def save_title(submission: Submission, *, title: str, version: int, by: Actor) -> int:
    """Save the title; returns its new version. Raises `ChangedMeanwhile`, `TooLate`, `NotOpen` or `Refused`."""
    check(policies.can_edit(by, submission))
    hold_for_writing(submission, alone=True)
    db.session.refresh(submission, ["title", "title_version"])
    wanted = " ".join(title.split())
    if wanted == submission.title:
        return submission.title_version
    if len(wanted) > TITLE_LIMIT:
        raise Refused(_l("Use %(limit)s characters or fewer.", limit=TITLE_LIMIT), field="title")
    if version != submission.title_version:
        raise ChangedMeanwhile(theirs=submission.title, version=submission.title_version)
    submission.title = wanted
    submission.title_version += 1
    audit.record(events.SUBMISSION_TITLED, subject=submission, by=by, version=submission.title_version)
    db.session.flush()
    return submission.title_version


def save_answer(
    submission: Submission,
    question: Question,
    *,
    version: int,
    words: str | None = None,
    delta: Delta | None = None,
    confidential: bool | None = None,
    because: str | None = None,
    by: Actor,
) -> Answer:
    """Save one answer as it is, complete or not; what is None stays. `version` is the one the person started from.

    `delta` is what changed in the words of that version, in place of all `words`. Raises `SendAll` when it does not
    belong to what is stored, and `ChangedMeanwhile` when a colleague was faster and wrote something else; `TooLate`,
    `NotOpen`, `Refused`.
    """
    check(policies.can_edit(by, submission) and _is_asked(question, submission))
    hold_for_writing(submission)
    answer = _answer_locked(submission, question, by=by)
    if delta is not None:
        words = _changed(answer, delta, version=version)
    if words is not None and len(words) > CHARACTERS_LIMIT:
        raise Refused(_l("Use %(limit)s characters or fewer.", limit=f"{CHARACTERS_LIMIT:,}"), field="words")
    wanted = (
        answer.words if words is None else words,
        answer.confidential if confidential is None else confidential,
        answer.confidential_because if because is None else because,
    )
    if wanted == (answer.words, answer.confidential, answer.confidential_because):
        return answer
    if version != answer.version:
        raise ChangedMeanwhile(
            theirs=answer.words,
            version=answer.version,
            saved_by=answer.saved_by,
            confidential=answer.confidential,
        )
    answer.words, answer.confidential, answer.confidential_because = wanted
    answer.version += 1
    answer.saved_at = clock.exactly_now()
    answer.saved_by = _person(by)
    db.session.flush()
    audit.record(
        events.SUBMISSION_ANSWER_SAVED,
        subject=submission,
        by=by,
        question_id=question.id,
        version=answer.version,
    )
    return answer


def reuse_answer(submission: Submission, question: Question, *, words: str, version: int, by: Actor) -> Answer:
    """Put an earlier answer below what is there; what is there already is not added twice.

    Raises `ChangedMeanwhile`, `TooLate`, `NotOpen` or `Refused`.
    """
    check(policies.is_team(by, submission) and _is_asked(question, submission))
    hold_for_writing(submission)
    answer = _answer_locked(submission, question, by=by)
    if words in answer.words:
        return answer
    between = "\n\n" if question.kind is AnswerKind.LONG_TEXT else " "
    whole = between.join(filter(None, [answer.words, words]))
    return save_answer(submission, question, words=whole, version=version, by=by)


def _changed(answer: Answer, delta: Delta, *, version: int) -> str:
    words = delta.apply(answer.words) if version == answer.version else None
    if words is None:
        raise SendAll
    return words


def _answer_locked(submission: Submission, question: Question, *, by: Actor) -> Answer:
    """The row of this answer, ours until the end of the transaction; an empty one of version 0 when it is new."""
    row = (
        select(Answer)
        .where(Answer.submission_id == submission.id, Answer.question_id == question.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if (known := db.session.scalars(row).one_or_none()) is not None:
        return known
    db.session.execute(
        insert(Answer)
        .values(
            id=new_id(),
            submission_id=submission.id,
            question_id=question.id,
            version=0,
            saved_at=clock.exactly_now(),
            saved_by=_person(by),
        )
        .on_conflict_do_nothing(index_elements=["submission_id", "question_id"])
    )
    return db.session.scalars(row).one()


def add_file(
    submission: Submission,
    question: Question,
    *,
    stream: IO[bytes],
    name: str,
    limit: int,
    confidential: bool = False,
    by: Actor,
) -> AnswerFile:
    """Attach a file to a question that asks for one. `limit` in bytes.

    Raises `Refused` in words for a file that is empty, too large, not what it says or has a virus, and for one too
    many. The scanner may take its time over the file: only then is the proposal locked, and the deadline asked.
    """
    check(policies.can_edit(by, submission) and _is_asked(question, submission))
    if question.kind is not AnswerKind.FILE:
        raise Refused(_l("This question is answered in words."), field="file")
    _must_have_room(submission, question)
    stored = store_upload(stream, name=name, limit=limit, endings=ENDINGS)
    hold_for_writing(submission, alone=True)
    _must_have_room(submission, question)
    added = AnswerFile(
        id=new_id(),
        submission_id=submission.id,
        question_id=question.id,
        file=stored,
        confidential=confidential,
        added_at=clock.exactly_now(),
        added_by=_person(by),
    )
    db.session.add(added)
    db.session.flush()
    audit.record(events.SUBMISSION_FILE_ADDED, subject=submission, by=by, question_id=question.id, file_id=stored.id)
    return added


def _must_have_room(submission: Submission, question: Question) -> None:
    held = db.session.scalar(
        select(func.count())
        .select_from(AnswerFile)
        .where(AnswerFile.submission_id == submission.id, AnswerFile.question_id == question.id)
    )
    if (held or 0) >= FILES_PER_QUESTION:
        raise Refused(_l("Remove a file first. You can add up to %(count)s.", count=FILES_PER_QUESTION), field="file")


def remove_file(submission: Submission, *, file_id: uuid.UUID, by: Actor) -> None:
    """Take a file out of the working copy; versions that were submitted keep it. Removing it twice is no error."""
    check(policies.can_edit(by, submission))
    hold_for_writing(submission, alone=True)
    gone = db.session.scalar(
        delete(AnswerFile)
        .where(AnswerFile.submission_id == submission.id, AnswerFile.file_id == file_id)
        .returning(AnswerFile.file_id)
    )
    if gone is None:
        return
    in_a_version = exists().where(VersionFile.file_id == file_id, VersionFile.version_id == SubmissionVersion.id)
    db.session.execute(delete(StoredFile).where(StoredFile.id == file_id, ~in_a_version))
    audit.record(events.SUBMISSION_FILE_REMOVED, subject=submission, by=by, file_id=file_id)


def _is_asked(question: Question, submission: Submission) -> bool:
    return question.challenge_id == submission.challenge_id and question.is_asked_in(submission.lot_id)


def _must_be_open(challenge: Challenge) -> None:
    state = challenge.state_at(clock.exactly_now())
    if state is ChallengeState.CLOSED:
        raise TooLate
    if state is not ChallengeState.OPEN:
        raise NotOpen(_l("This challenge takes no proposals now."))


def _lot(challenge: Challenge, lot_id: uuid.UUID | None) -> uuid.UUID:
    lots = [lot.id for lot in lots_of(challenge.id)]
    if lot_id is not None and lot_id in lots:
        return lot_id
    if lot_id is None and len(lots) == 1:
        return lots[0]
    raise Refused(_l("Choose the lot that you propose for."), field="lot")


def _person(by: Actor) -> uuid.UUID:
    assert by.person_id is not None  # noqa: S101 - the policy asked for somebody who has signed in
    return by.person_id
