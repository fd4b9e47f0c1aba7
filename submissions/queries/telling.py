"""What an answer may tell of who wrote it, for the officer who hides it before the assessors read."""

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from accounts import queries as accounts
from accounts.likeness import domain_of
from accounts.models import Supplier
from accounts.states import ProfilePart
from challenges.models import Challenge
from core import clock
from core.database import db
from submissions import hiding
from submissions.models import Clarification, Submission, SubmissionVersion
from submissions.queries.content import Content, ContentAnswer, contents_in
from submissions.queries.hidden import NOTHING_HIDDEN, Hidden, hidden_in


@dataclass(frozen=True)
class Told:
    """The free text of one proposal as it was written, without answers and files that are never shown.

    `signs` stand in it, could tell who proposes, and are not hidden yet.
    """

    submission: Submission
    answers: Sequence[ContentAnswer]
    clarified: Sequence[Clarification]
    hidden: Hidden
    signs: Sequence[str]

    @property
    def texts(self) -> list[str]:
        """Everything in which words can be hidden."""
        asked = [text for one in self.clarified for text in (one.subject, one.words, one.answer)]
        return [*(answer.words for answer in self.answers), *asked]

    @property
    def new(self) -> Sequence[Clarification]:
        """What was asked or answered, and nobody has looked through."""
        return [one for one in self.clarified if one.is_new]

    def digest(self) -> str:
        """Another one when anything changes that whoever looks through it goes by."""
        hidden = sorted([*self.hidden.words, *map(str, self.hidden.file_ids)])
        return hashlib.sha256(repr((self.texts, hidden)).encode()).hexdigest()

    @property
    def hidden_count(self) -> int:
        return len(self.hidden.words) + len(self.hidden.file_ids)


def told_by(submissions: Sequence[Submission]) -> list[Told]:
    """In five queries, after the deadline. The submissions have their supplier and members with their bodies loaded."""
    contents = _contents(submissions)
    hidden = hidden_in(submissions)
    clarified = _clarified(submissions)
    behind = {body_id for one in submissions for body_id in _bodies(one)}
    bodies = {body.id: body for body in accounts.suppliers_with_members(list(behind))}
    return [
        _told(one, contents[one.id], clarified.get(one.id, []), hidden.get(one.id, NOTHING_HIDDEN), bodies)
        for one in submissions
        if one.id in contents
    ]


def _told(
    submission: Submission,
    content: Content,
    clarified: Sequence[Clarification],
    hidden: Hidden,
    bodies: Mapping[uuid.UUID, Supplier],
) -> Told:
    answers = [answer for answer in content.answers if not answer.identifies_bidder]
    told = Told(submission, answers, clarified, hidden, ())
    left = [hiding.hide(text, hidden.words, mark=" ") for text in told.texts]
    signs = _signs(content, [bodies[body_id] for body_id in _bodies(submission) if body_id in bodies])
    return Told(submission, answers, clarified, hidden, hiding.telling(left, signs))


def _signs(content: Content, bodies: Sequence[Supplier]) -> list[str]:
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


def _bodies(submission: Submission) -> list[uuid.UUID]:
    return [submission.supplier_id, *(member.body_id for member in submission.standing_members)]


def _contents(submissions: Sequence[Submission]) -> dict[uuid.UUID, Content]:
    versions = db.session.scalars(
        select(SubmissionVersion)
        .ext(distinct_on(SubmissionVersion.submission_id))
        .join(SubmissionVersion.submission)
        .join(Submission.challenge)
        .where(SubmissionVersion.submission_id.in_([one.id for one in submissions]), Challenge.closes_at <= clock.now())
        .order_by(SubmissionVersion.submission_id, SubmissionVersion.number.desc())
    ).all()
    return contents_in(versions)


def _clarified(submissions: Sequence[Submission]) -> dict[uuid.UUID, list[Clarification]]:
    found: dict[uuid.UUID, list[Clarification]] = {}
    for one in db.session.scalars(
        select(Clarification)
        .where(Clarification.submission_id.in_([submission.id for submission in submissions]))
        .order_by(Clarification.submission_id, Clarification.number)
    ):
        found.setdefault(one.submission_id, []).append(one)
    return found
