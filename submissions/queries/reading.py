"""Which files of proposals without names a machine still has to read, after the deadline."""

import uuid

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from challenges.models import Challenge
from core import clock
from core.database import db
from core.storage import Scan, StoredFile
from submissions.models import (
    NAMES_ARE_KNOWN,
    FileReading,
    Submission,
    SubmissionMember,
    SubmissionVersion,
    VersionFile,
)
from submissions.queries.received import unsealed
from submissions.states import Reading


def files_to_read(limit: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Proposal and file, of those that nobody has asked for; files that wait for the virus scanner come later."""
    later = aliased(SubmissionVersion)
    rows = db.session.execute(
        select(Submission.id, VersionFile.file_id)
        .join(Submission.challenge)
        .join(SubmissionVersion, SubmissionVersion.submission_id == Submission.id)
        .join(VersionFile, VersionFile.version_id == SubmissionVersion.id)
        .join(StoredFile, StoredFile.id == VersionFile.file_id)
        .where(
            Challenge.anonymised,
            Challenge.state.not_in(NAMES_ARE_KNOWN),
            unsealed(clock.now()),
            StoredFile.scan.in_((Scan.CLEAN, Scan.UNSCANNED)),
            ~exists().where(
                later.submission_id == SubmissionVersion.submission_id, later.number > SubmissionVersion.number
            ),
            ~exists().where(FileReading.submission_id == Submission.id, FileReading.file_id == VersionFile.file_id),
        )
        .order_by(Challenge.closes_at, Submission.id, VersionFile.file_id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def with_known_names() -> Select[uuid.UUID]:
    """The ids of proposals of which nothing is hidden any more."""
    return select(Submission.id).join(Submission.challenge).where(Challenge.state.in_(NAMES_ARE_KNOWN))


def reading_to_do(submission_id: uuid.UUID, file_id: uuid.UUID) -> tuple[FileReading, Submission, StoredFile] | None:
    """Held for this transaction, with all that its signs are taken from; none when it is done or may not be done."""
    found = db.session.execute(
        select(FileReading, Submission, StoredFile)
        .join(Submission, Submission.id == FileReading.submission_id)
        .join(Submission.challenge)
        .join(StoredFile, StoredFile.id == FileReading.file_id)
        .where(
            FileReading.submission_id == submission_id,
            FileReading.file_id == file_id,
            FileReading.state == Reading.WAITING,
            unsealed(clock.now()),
        )
        .options(
            contains_eager(Submission.challenge),
            joinedload(Submission.supplier),
            selectinload(Submission.members).joinedload(SubmissionMember.body),
        )
        .with_for_update(of=FileReading)
    ).one_or_none()
    return (found[0], found[1], found[2]) if found else None
