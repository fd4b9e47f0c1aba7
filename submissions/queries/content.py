"""What a submitted version says, as it stood: for the team, the officers, the assessors."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import JSONPATH, distinct_on

from accounts.models import Supplier
from accounts.states import ProfilePart, Size
from challenges.models import Challenge
from core import clock
from core.database import db
from core.storage import Scan, StoredFile, scans_of
from submissions.models import Submission, SubmissionVersion
from submissions.queries.hidden import NOTHING_HIDDEN, Hidden, hidden_in
from submissions.states import ExclusionGround


@dataclass(frozen=True)
class ContentFile:
    """`sha256` in hex, `size` in bytes."""

    id: uuid.UUID
    name: str
    size: int
    sha256: str
    confidential: bool
    scan: Scan


@dataclass(frozen=True)
class ContentAnswer:
    """One question as it was asked, and what was answered. Numbers go through all lots; `place` is that in its form."""

    number: int
    place: int
    question: str
    help: str
    kind: str
    word_limit: int | None
    criterion_id: uuid.UUID | None
    identifies_bidder: bool
    public: bool
    words: str
    confidential: bool
    confidential_because: str
    vat_included: bool | None
    files: tuple[ContentFile, ...]


@dataclass(frozen=True)
class ContentOrganisation:
    """Who proposes, as it stood. `profile` are pairs of part and words; `part` is what a member does."""

    name: str
    identifier: str = ""
    size: Any = ""
    profile: tuple[tuple[Any, str], ...] = ()
    part: str = ""


@dataclass(frozen=True)
class ContentDeclaration:
    """What the supplier declared. `grounds` are labels; `declared_at` is when it was first said so."""

    declared_at: dt.datetime
    confirmed_at: dt.datetime
    grounds: tuple[Any, ...]
    grounds_words: str
    subsidised: bool
    subsidy_words: str


@dataclass(frozen=True)
class Content:
    """One version, whole. Where names are hidden there is no `supplier`, no `members` and no `title`.

    `currency` is empty in versions that were kept before it was said: then it is that of the challenge.
    """

    reference: str
    number: int
    submitted_at: dt.datetime
    digest: str
    title: str
    supplier: ContentOrganisation | None
    members: tuple[ContentOrganisation, ...]
    currency: str
    declaration: ContentDeclaration | None
    answers: tuple[ContentAnswer, ...]

    def for_criterion(self, criterion_id: uuid.UUID) -> tuple[ContentAnswer, ...]:
        return tuple(answer for answer in self.answers if answer.criterion_id == criterion_id)

    @property
    def supplier_name(self) -> str:
        return self.supplier.name if self.supplier else ""

    @property
    def files(self) -> tuple[ContentFile, ...]:
        return tuple(file for answer in self.answers for file in answer.files)


def content_of(submission: Submission) -> Content | None:
    """The latest submitted version, after the deadline only; identifying parts are left out while names are hidden.

    `submission` comes from a query that asked whether the reader may open it.
    """
    return contents_of([submission]).get(submission.id)


def contents_of(submissions: Sequence[Submission]) -> dict[uuid.UUID, Content]:
    """The same for several proposals, in one query."""
    by_id = {submission.id: submission for submission in submissions}
    versions = db.session.scalars(
        select(SubmissionVersion)
        .ext(distinct_on(SubmissionVersion.submission_id))
        .join(Submission, Submission.id == SubmissionVersion.submission_id)
        .join(Challenge, Challenge.id == Submission.challenge_id)
        .where(SubmissionVersion.submission_id.in_(by_id), Challenge.closes_at <= clock.now())
        .order_by(SubmissionVersion.submission_id, SubmissionVersion.number.desc())
    ).all()
    scans, hidden = _scans_in(versions), hidden_in([one for one in submissions if one.names_hidden])
    return {version.submission_id: _shown(version, by_id[version.submission_id], scans, hidden) for version in versions}


def answers_to(submission_ids: Collection[uuid.UUID], number: int) -> dict[uuid.UUID, str]:
    """What the latest versions answer to one question, after the deadline only, in one query."""
    words = func.jsonb_path_query_first(
        SubmissionVersion.content,
        cast("$.answers[*] ? (@.question == $number).words", JSONPATH),
        func.jsonb_build_object("number", number),
    )
    rows = db.session.execute(
        select(SubmissionVersion.submission_id, words)
        .ext(distinct_on(SubmissionVersion.submission_id))
        .join(Submission, Submission.id == SubmissionVersion.submission_id)
        .join(Challenge, Challenge.id == Submission.challenge_id)
        .where(SubmissionVersion.submission_id.in_(submission_ids), Challenge.closes_at <= clock.now())
        .order_by(SubmissionVersion.submission_id, SubmissionVersion.number.desc())
    )
    return {row[0]: row[1] or "" for row in rows}


def file_for_reader(submission: Submission, file_id: uuid.UUID) -> StoredFile | None:
    """A file of the latest version, unless it is one of those hidden with the names."""
    content = content_of(submission)
    if content is None or file_id not in {file.id for file in content.files}:
        return None
    return db.session.get(StoredFile, file_id)


def content_in(version: SubmissionVersion) -> Content:
    """A version as a structure, nothing left out: for its own team."""
    return _content(version, _scans_in([version]))


def contents_in(versions: Sequence[SubmissionVersion]) -> dict[uuid.UUID, Content]:
    """The same for one version each of several proposals, in one query."""
    scans = _scans_in(versions)
    return {version.submission_id: _content(version, scans) for version in versions}


def _content(version: SubmissionVersion, scans: Mapping[uuid.UUID, Scan]) -> Content:
    kept: dict[str, Any] = version.content
    words = {answer["question"]: answer for answer in kept["answers"]}
    return Content(
        reference=kept["reference"],
        number=version.number,
        submitted_at=version.submitted_at,
        digest=version.digest,
        title=kept["title"],
        supplier=_organisation(kept["supplier"]),
        members=tuple(_organisation(member) for member in kept.get("members", ())),
        currency=kept.get("currency", ""),
        declaration=_declaration(kept.get("declarations")),
        answers=tuple(
            _answer(question, place, words.get(question["number"], {}), kept["files"], scans)
            for place, question in enumerate(kept["questions"], start=1)
        ),
    )


def _scans_in(versions: Collection[SubmissionVersion]) -> dict[uuid.UUID, Scan]:
    """What the virus scanner has said of the files: it may speak after they were submitted."""
    named = {uuid.UUID(file["id"]) for version in versions for file in version.content["files"]}
    return scans_of(named) if named else {}


def without_identity(content: Content, hidden: Hidden = NOTHING_HIDDEN) -> Content:
    """Neither names nor answers nor files that tell who the bidder is, no file by its own name, and no hidden words."""
    kept = [answer for answer in content.answers if not answer.identifies_bidder]
    declared = content.declaration
    return replace(
        content,
        title="",
        supplier=None,
        members=(),
        # Which grounds there are, the office must know in time; what they tell of may say whose they are.
        declaration=replace(declared, grounds_words="", subsidy_words="") if declared else None,
        answers=tuple(_nameless(answer, hidden) for answer in kept),
    )


def _shown(
    version: SubmissionVersion,
    submission: Submission,
    scans: Mapping[uuid.UUID, Scan],
    hidden: Mapping[uuid.UUID, Hidden],
) -> Content:
    content = _content(version, scans)
    return without_identity(content, hidden.get(submission.id, NOTHING_HIDDEN)) if submission.names_hidden else content


def _nameless(answer: ContentAnswer, hidden: Hidden) -> ContentAnswer:
    files = (
        replace(file, name=str(_l("File %(number)s (%(kind)s)", number=number, kind=_ending(file.name))))
        for number, file in enumerate(answer.files, start=1)
        if file.id not in hidden.file_ids
    )
    return replace(answer, words=hidden.applied_to(answer.words), files=tuple(files), confidential_because="")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].upper()


def organisation(supplier: Supplier) -> ContentOrganisation:
    """A supplier as it stands now; needs its profile loaded."""
    return ContentOrganisation(
        name=supplier.name,
        identifier=f"{supplier.identifier_scheme} {supplier.identifier}",
        size=_size(supplier.size),
        profile=_profile(supplier.profile.words if supplier.profile else {}),
    )


def confirmed_members(submission: Submission) -> tuple[ContentOrganisation, ...]:
    """The other organisations of a consortium as they would be submitted now; needs members and bodies loaded."""
    return tuple(
        ContentOrganisation(
            name=member.body.name,
            identifier=f"{member.body.identifier_scheme} {member.body.identifier}",
            part=member.part,
        )
        for member in submission.members
        if member.confirmed_at is not None
    )


def _organisation(kept: dict[str, Any]) -> ContentOrganisation:
    """Versions of the first form say neither size nor profile."""
    return ContentOrganisation(
        name=kept["name"],
        identifier=f"{kept['scheme']} {kept['identifier']}",
        size=_size(kept.get("size", "")),
        profile=_profile(kept.get("profile", {})),
        part=kept.get("part", ""),
    )


def declaration_now(submission: Submission) -> ContentDeclaration | None:
    """What the working copy holds; needs `declaration` loaded."""
    row, confirmed_at = submission.declaration, submission.declaration_confirmed_at
    if row is None or confirmed_at is None:
        return None
    return ContentDeclaration(
        declared_at=row.declared_at,
        confirmed_at=confirmed_at,
        grounds=tuple(ExclusionGround(value).label for value in row.grounds),
        grounds_words=row.grounds_words,
        subsidised=row.subsidised,
        subsidy_words=row.subsidy_words,
    )


def _declaration(kept: dict[str, Any] | None) -> ContentDeclaration | None:
    if not kept:
        return None
    return ContentDeclaration(
        declared_at=dt.datetime.fromisoformat(kept["declared"]),
        confirmed_at=dt.datetime.fromisoformat(kept["confirmed"]),
        grounds=tuple(ExclusionGround(value).label for value in kept["grounds"]),
        grounds_words=kept["grounds_words"],
        subsidised=kept["subsidised"],
        subsidy_words=kept["subsidy_words"],
    )


def _size(value: str) -> Any:
    return Size(value).label if value else ""


def _profile(words: dict[str, str]) -> tuple[tuple[Any, str], ...]:
    return tuple((part.label, words[part.value]) for part in ProfilePart if words.get(part.value))


def _answer(
    question: dict[str, Any],
    place: int,
    answer: dict[str, Any],
    files: Iterable[dict[str, Any]],
    scans: Mapping[uuid.UUID, Scan],
) -> ContentAnswer:
    criterion = question.get("criterion_id")
    return ContentAnswer(
        number=question["number"],
        place=place,
        question=question["words"],
        help=question["help"],
        kind=question["kind"],
        word_limit=question["word_limit"],
        criterion_id=uuid.UUID(criterion) if criterion else None,
        identifies_bidder=question["identifies_bidder"],
        public=question["public"],
        words=answer.get("words", ""),
        confidential=answer.get("confidential", False),
        confidential_because=answer.get("confidential_because", ""),
        vat_included=question.get("vat_included"),
        files=tuple(
            ContentFile(
                id=uuid.UUID(file["id"]),
                name=file["name"],
                size=file["size"],
                sha256=file["sha256"],
                confidential=file["confidential"],
                scan=scans[uuid.UUID(file["id"])],
            )
            for file in files
            if file["question"] == question["number"]
        ),
    )
