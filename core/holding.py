"""Files that the virus scanner has not looked at. Those that came while it was away are held until it has, and never
lost; those that came before there was one are open, and looked at a few at a time once there is."""

import logging
import uuid
from collections.abc import Callable, Sequence

from sqlalchemy import select

from core import audit, clock, jobs, scanning
from core.access import SYSTEM
from core.database import db
from core.registry import Registry
from core.storage import Scan, StoredFile, read_chunks

log = logging.getLogger("townlab.files")

FILE_RELEASED = "FILE_RELEASED"
FILE_CHECKED = "FILE_CHECKED"
FILE_VIRUS_FOUND = "FILE_VIRUS_FOUND"
AT_ONCE = 200
# Of those that came before there was a scanner: it has the new ones to look at as well.
OLD_AT_ONCE = 50
_WAITING = (Scan.HELD, Scan.UNSCANNED)

# Whoever owns files tells its people of one in which something was found.
owners: Registry[Callable[[StoredFile], None]] = Registry("owners of files")


@jobs.on_tick("core.check_held_files")
def check_held_files() -> None:
    """Ask for each held file to be looked at, once the scanner answers."""
    held = db.session.scalars(
        select(StoredFile.id).where(StoredFile.scan == Scan.HELD).order_by(StoredFile.stored_at).limit(AT_ONCE)
    ).all()
    _ask_for(held)


@jobs.on_tick("core.check_old_files")
def check_old_files() -> None:
    """Ask for files to be looked at that came before a scanner was set up, the oldest first."""
    old = db.session.scalars(
        select(StoredFile.id)
        .where(StoredFile.scan == Scan.UNSCANNED, StoredFile.scanned_at.is_(None))
        .order_by(StoredFile.stored_at)
        .limit(OLD_AT_ONCE)
    ).all()
    _ask_for(old)


def _ask_for(file_ids: Sequence[uuid.UUID]) -> None:
    if file_ids and scanning.is_configured() and scanning.answers():
        for file_id in file_ids:
            jobs.enqueue("core.check_file", file_id=str(file_id))


@jobs.task("core.check_file")
def check_file(file_id: str) -> None:
    """Release the file, or keep it from everybody and tell its owners. Asked twice, it does it once."""
    waiting = db.session.get(StoredFile, uuid.UUID(file_id))
    if waiting is None or waiting.scan not in _WAITING:
        return
    try:
        found = scanning.found_in(read_chunks(waiting))
    except scanning.ScannerDown as error:
        # It stays as it is, and the next tick asks again.
        log.warning("file %s could not be checked: %s", file_id, error)
        if waiting.scan is Scan.UNSCANNED and scanning.answers():
            # The scanner is there, and cannot read this one, as where it is too large: the others need not wait for it.
            waiting.scanned_at = clock.now()
        return
    file = db.session.get(StoredFile, waiting.id, with_for_update=True, populate_existing=True)
    if file is not None and file.scan in _WAITING:
        _settle(file, found)


def _settle(file: StoredFile, found: str | None) -> None:
    before, passed = file.scan, FILE_RELEASED if file.scan is Scan.HELD else FILE_CHECKED
    file.scan = Scan.FOUND if found else Scan.CLEAN
    file.scanned_at = clock.now()
    audit.record(
        FILE_VIRUS_FOUND if found else passed,
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
