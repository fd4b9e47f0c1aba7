"""What an answer may tell of who wrote it, for the officer who hides it before the assessors read."""

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload, selectinload

from accounts import queries as accounts
from accounts.likeness import domain_of
from accounts.models import Supplier
from accounts.states import ProfilePart
from challenges.models import Challenge
from core import clock
from core.database import db
from submissions import hiding
from submissions.models import Clarification, FileReading, Submission, SubmissionVersion
from submissions.queries.content import Content, ContentAnswer, ContentFile, contents_in
from submissions.queries.hidden import NOTHING_HIDDEN, Hidden, hidden_in, is_to_check
from submissions.states import Reading


@dataclass(frozen=True)
class Told:
    """The free text of one proposal as it was written, without answers and files that are never shown.

    `signs` stand in it, could tell who proposes, and are not hidden yet. `readings` are by file, where a machine was
    given it to read. `is_checked`: nobody has to look through it any more.
    """

    submission: Submission
    answers: Sequence[ContentAnswer]
    clarified: Sequence[Clarification]
    hidden: Hidden
    signs: Sequence[str]
    readings: Mapping[uuid.UUID, FileReading]
    is_checked: bool

    @property
    def texts(self) -> list[str]:
        """Everything in which words can be hidden."""
        asked = [text for one in self.clarified for text in (one.subject, one.words, one.answer)]
        return [*(answer.words for answer in self.answers), *asked]

    @property
    def shown_files(self) -> list[ContentFile]:
        """Those that assessors are offered."""
        found = [file for answer in self.answers for file in answer.files]
        return [file for file in found if file.id not in self.hidden.file_ids]

    @property
    def telling_files(self) -> list[ContentFile]:
        """Offered, though signs of the bidder were found in them."""
        return [file for file in self.shown_files if file.id in self.readings and self.readings[file.id].tells]

    @property
    def unread_files(self) -> list[ContentFile]:
        """Offered, and not read by machine, or only in part: somebody has to open them."""
        read = {file_id for file_id, reading in self.readings.items() if reading.state is Reading.WHOLE}
        return [file for file in self.shown_files if file.id not in read]

    @property
    def found_count(self) -> int:
        """Words and files."""
        return len(self.signs) + len(self.telling_files)

    @property
    def tells_nothing(self) -> bool:
        """As far as a machine can say."""
        return not (self.found_count or self.unread_files)

    @property
    def new(self) -> Sequence[Clarification]:
        """What was asked or answered, and nobody has looked through."""
        return [one for one in self.clarified if one.is_new]

    def digest(self) -> str:
        """Another one when anything changes that whoever looks through it goes by."""
        hidden = sorted([*self.hidden.words, *map(str, self.hidden.file_ids)])
        found = sorted(f"{one.file_id}{one.state}{one.in_text}{one.in_properties}" for one in self.readings.values())
        return hashlib.sha256(repr((self.texts, hidden, found)).encode()).hexdigest()

    @property
    def hidden_count(self) -> int:
        return len(self.hidden.words) + len(self.hidden.file_ids)


def told_by(submissions: Sequence[Submission]) -> list[Told]:
    """In six queries, after the deadline. The submissions have their supplier and members with their bodies loaded."""
    contents, checked = _contents(submissions)
    hidden, readings, clarified = hidden_in(submissions), _readings(submissions), _clarified(submissions)
    bodies = _bodies_of(submissions)
    found = [
        Told(
            submission=one,
            answers=[answer for answer in contents[one.id].answers if not answer.identifies_bidder],
            clarified=clarified.get(one.id, []),
            hidden=hidden.get(one.id, NOTHING_HIDDEN),
            signs=_signs(one, contents[one.id], bodies),
            readings=readings.get(one.id, {}),
            is_checked=one.id in checked,
        )
        for one in submissions
        if one.id in contents
    ]
    return [replace(told, signs=_left_in(told)) for told in found]


def with_bodies(submission_id: uuid.UUID) -> Submission:
    """Loaded as for `told_by`."""
    return (
        db.session.scalars(
            select(Submission)
            .where(Submission.id == submission_id)
            .options(joinedload(Submission.supplier), selectinload(Submission.members))
        )
        .unique()
        .one()
    )


def signs_in(submission: Submission) -> list[str]:
    """What would give its bidder away, after the deadline; it is loaded as for `told_by`."""
    contents, _checked = _contents([submission])
    content = contents.get(submission.id)
    return _signs(submission, content, _bodies_of([submission])) if content else []


def _left_in(told: Told) -> list[str]:
    """Of its signs, those that can be read."""
    return hiding.telling([hiding.hide(text, told.hidden.words, mark=" ") for text in told.texts], told.signs)


def _signs(submission: Submission, content: Content, known: Mapping[uuid.UUID, Supplier]) -> list[str]:
    bodies = [known[body_id] for body_id in _bodies(submission) if body_id in known]
    people = [membership.person for body in bodies for membership in body.memberships]
    kept = [member.name for member in (content.supplier, *content.members) if member]
    said = {str(label): words for label, words in (content.supplier.profile if content.supplier else ())}
    trading, website = (said.get(str(part.label), "") for part in (ProfilePart.TRADING_NAME, ProfilePart.WEBSITE))
    return hiding.signs_of(
        names=[*kept, *(body.name for body in bodies), trading, *(person.name for person in people)],
        domains=[
            *(body.email_domain for body in bodies),
            *(domain_of(person.email or "") for person in people),
            re.sub(r"^(https?://)?(www\.)?", "", website).partition("/")[0],
        ],
        numbers=[body.identifier for body in bodies],
    )


def _bodies_of(submissions: Sequence[Submission]) -> dict[uuid.UUID, Supplier]:
    behind = {body_id for one in submissions for body_id in _bodies(one)}
    return {body.id: body for body in accounts.suppliers_with_members(list(behind))}


def _bodies(submission: Submission) -> list[uuid.UUID]:
    return [submission.supplier_id, *(member.body_id for member in submission.standing_members)]


def _contents(submissions: Sequence[Submission]) -> tuple[dict[uuid.UUID, Content], set[uuid.UUID]]:
    """By proposal, and which of them nobody has to look through any more."""
    rows = db.session.execute(
        select(SubmissionVersion, is_to_check())
        .ext(distinct_on(SubmissionVersion.submission_id))
        .join(SubmissionVersion.submission)
        .join(Submission.challenge)
        .where(SubmissionVersion.submission_id.in_([one.id for one in submissions]), Challenge.closes_at <= clock.now())
        .order_by(SubmissionVersion.submission_id, SubmissionVersion.number.desc())
    ).all()
    return contents_in([row[0] for row in rows]), {row[0].submission_id for row in rows if not row[1]}


def _clarified(submissions: Sequence[Submission]) -> dict[uuid.UUID, list[Clarification]]:
    found: dict[uuid.UUID, list[Clarification]] = {}
    for one in db.session.scalars(
        select(Clarification)
        .where(Clarification.submission_id.in_([submission.id for submission in submissions]))
        .order_by(Clarification.submission_id, Clarification.number)
    ):
        found.setdefault(one.submission_id, []).append(one)
    return found


def _readings(submissions: Sequence[Submission]) -> dict[uuid.UUID, dict[uuid.UUID, FileReading]]:
    found: dict[uuid.UUID, dict[uuid.UUID, FileReading]] = {}
    for one in db.session.scalars(
        select(FileReading).where(FileReading.submission_id.in_([submission.id for submission in submissions]))
    ):
        found.setdefault(one.submission_id, {})[one.file_id] = one
    return found
