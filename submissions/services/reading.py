"""A machine reads the files of proposals without names, so that an officer knows which of them to hide.

What it finds is advice, and only the officer who looks them through sees it. The text of a file is not kept.
"""

import tempfile
import uuid

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from core import clock, jobs
from core.database import db
from core.storage import StoredFile, read_chunks
from submissions import hiding, queries, reading
from submissions.models import FileReading
from submissions.states import Reading

AT_ONCE = 100
# In bytes; larger ones somebody has to open.
LARGEST = 50_000_000


def ask_for_readings() -> None:
    """Called by every tick of the clock: once the deadline has passed, each file is read once. What was found is
    forgotten when names are known.
    """
    db.session.execute(delete(FileReading).where(FileReading.submission_id.in_(queries.with_known_names())))
    wanted = queries.files_to_read(AT_ONCE)
    if not wanted:
        return
    values = {"state": Reading.WAITING, "asked_at": clock.now(), "in_text": [], "in_properties": [], "properties": []}
    rows = [{"submission_id": submission_id, "file_id": file_id, **values} for submission_id, file_id in wanted]
    added = db.session.execute(
        insert(FileReading)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(FileReading.submission_id, FileReading.file_id)
    )
    for submission_id, file_id in added.all():
        jobs.enqueue("submissions.read_file", submission_id=str(submission_id), file_id=str(file_id))


def read_file(submission_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Note what stands in a file. Asked twice, it does it once."""
    waiting = queries.reading_to_do(submission_id, file_id)
    if waiting is None:
        return
    row, submission, file = waiting
    found, signs = _read(file), queries.signs_in(submission)
    row.state = _state(found)
    if found:
        row.in_text = hiding.standing_in(found.text, signs)
        row.in_properties = hiding.standing_in(found.said, signs)
        row.properties = found.properties
    db.session.flush()


def _state(found: reading.Read | None) -> Reading:
    if found is None or not any(letter.isalnum() for letter in found.text):
        return Reading.NOT_READABLE
    return Reading.WHOLE if found.whole else Reading.IN_PART


def _read(file: StoredFile) -> reading.Read | None:
    if file.size > LARGEST:
        return None
    with tempfile.TemporaryFile() as copy:
        for piece in read_chunks(file):
            copy.write(piece)
        return reading.read(copy, file.name.rpartition(".")[2].lower())
