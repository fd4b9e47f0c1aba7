"""Files that came while the virus scanner was away: held until it has looked at them, and never lost."""

import logging
import uuid
from collections.abc import Callable

from sqlalchemy import select

from core import audit, clock, jobs, scanning
from core.access import SYSTEM
from core.database import db
from core.registry import Registry
from core.storage import Scan, StoredFile, read_chunks

log = logging.getLogger("townlab.files")

FILE_RELEASED = "FILE_RELEASED"
FILE_VIRUS_FOUND = "FILE_VIRUS_FOUND"
AT_ONCE = 200

# Whoever owns files tells its people of one in which something was found.
owners: Registry[Callable[[StoredFile], None]] = Registry("owners of files")


@jobs.on_tick("core.check_held_files")
def check_held_files() -> None:
    """Ask for each held file to be looked at, once the scanner answers."""
    held = db.session.scalars(
        select(StoredFile.id).where(StoredFile.scan == Scan.HELD).order_by(StoredFile.stored_at).limit(AT_ONCE)
    ).all()
    if held and scanning.is_configured() and scanning.answers():
        for file_id in held:
            jobs.enqueue("core.check_file", file_id=str(file_id))


@jobs.task("core.check_file")
def check_file(file_id: str) -> None:
    """Release the file, or keep it from everybody and tell its owners. Asked twice, it does it once."""
    waiting = db.session.get(StoredFile, uuid.UUID(file_id))
    if waiting is None or waiting.scan is not Scan.HELD:
        return
    try:
        found = scanning.found_in(read_chunks(waiting))
    except scanning.ScannerDown as error:
        # It stays held, and the next tick asks again.
        log.warning("file %s could not be checked: %s", file_id, error)
        return
    file = db.session.get(StoredFile, waiting.id, with_for_update=True, populate_existing=True)
    if file is not None and file.scan is Scan.HELD:
        _settle(file, found)


def _settle(file: StoredFile, found: str | None) -> None:
    before = file.scan
    file.scan = Scan.FOUND if found else Scan.CLEAN
    file.scanned_at = clock.now()
    audit.record(
        FILE_VIRUS_FOUND if found else FILE_RELEASED,
        subject=file,
        by=SYSTEM,
        from_state=before.value,
        to_state=file.scan.value,
    )
    db.session.flush()
    if found:
        log.warning("file %s: %s found", file.id, found)
        for tell in owners:
            tell(file)
