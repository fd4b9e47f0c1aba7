"""Files: stored once under their SHA-256, then named in a row. Whoever owns a file serves it behind its own rule."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Iterator
from typing import IO, Any
from urllib.parse import quote

import obstore
from flask import Response, current_app
from flask_babel import lazy_gettext as _l
from obstore.store import ObjectStore, from_url
from sqlalchemy import CheckConstraint, Index, select, text
from sqlalchemy.orm import Mapped, mapped_column

from core import clock, contents, scanning
from core.contents import PICTURES
from core.database import Id, Model, ShortText, db, new_id, plain_enum
from core.errors import Refused
from core.workflow import LabelledState

__all__ = ["PICTURES", "Scan", "StoredFile", "clean_name", "read_chunks", "register", "send", "store_upload", "sweep"]

CHUNK = 64 * 1024
# Object stores take parts of 5 MB at the least; a folder takes what it is given.
PART = 5 * 1024 * 1024


class Scan(LabelledState):
    """What the virus scanner has said of a file. `UNSCANNED`: where it was taken, no scanner was set up."""

    UNSCANNED = ("unscanned", _l("Not scanned for viruses here"), "grey")
    HELD = ("held", _l("Not checked for viruses yet"), "yellow")
    CLEAN = ("clean", _l("Checked for viruses"), "green")
    FOUND = ("found", _l("A virus was found"), "red")


class NotChecked(Refused):
    """Nobody but those who sent a file opens it before the scanner has looked at it."""

    def __init__(self) -> None:
        super().__init__(_l("This file has not been checked for viruses yet. It can be opened once that is done."))


class HasVirus(Refused):
    """Nobody opens it."""

    def __init__(self) -> None:
        super().__init__(_l("A virus was found in this file. Nobody can open it here."))


class StoredFile(Model):
    """A name for stored content. `sha256` is the hex digest, `size` in bytes."""

    __tablename__ = "stored_files"
    __table_args__ = (
        CheckConstraint("size > 0", name="not_empty"),
        # What waits for the scanner, looked for every minute.
        Index("ix_stored_files_held", "stored_at", postgresql_where=text("scan = 'held'")),
        # What was taken before there was a scanner, and has not been shown to it since.
        Index("ix_stored_files_old", "stored_at", postgresql_where=text("scan = 'unscanned' and scanned_at is null")),
    )

    id: Mapped[Id]
    sha256: Mapped[ShortText] = mapped_column(index=True)
    size: Mapped[int]
    content_type: Mapped[ShortText]
    name: Mapped[ShortText]
    stored_at: Mapped[dt.datetime]
    scan: Mapped[Scan] = plain_enum(Scan, default=Scan.UNSCANNED)
    # Of one that is still `UNSCANNED`: when the scanner was shown it in vain.
    scanned_at: Mapped[dt.datetime | None]

    @property
    def needs_a_word(self) -> bool:
        """Whether people should be told more than its name and size."""
        return self.scan in (Scan.HELD, Scan.FOUND)


def _store() -> ObjectStore:
    found = current_app.extensions.get("townlab_storage")
    if found is None:
        location = current_app.config["STORAGE_LOCATION"]
        options: dict[str, Any] = {"mkdir": True} if location.startswith("file:") else {}
        found = current_app.extensions["townlab_storage"] = from_url(location, **options)
    return found


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def store_upload(stream: IO[bytes], *, name: str, limit: int, endings: tuple[str, ...] = ("pdf",)) -> StoredFile:
    """Check and keep one uploaded file; the row is added to the unit of work.

    `stream` can be rewound; it is read in pieces, so that a large file takes no memory. `limit` in bytes. Raises
    `Refused` in words when the file is empty, too large, not what its ending says, or has a virus. While the scanner
    cannot be reached the file is held (`core.holding` looks again). The content is written before the row: a rollback
    leaves an orphan that the sweep removes, never a row without content.
    """
    shown = clean_name(name)
    ending = shown.rpartition(".")[2].lower()
    if ending not in endings:
        raise Refused(
            _l("%(name)s is not a file type that we take here. Use %(types)s.", name=shown, types=", ".join(endings))
        )
    sha256, size = _measured(stream, shown, limit)
    content_type = _content_type(stream, shown, ending)
    scan = _scanned(stream, shown)
    _put(sha256, stream)
    return register(sha256=sha256, size=size, name=shown, content_type=content_type, scan=scan)


def keep(stream: IO[bytes], *, name: str, content_type: str) -> StoredFile:
    """Keep what the service made itself. `stream` can be rewound, and is read in pieces.

    It is not shown to the scanner: what it is made of has been.
    """
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(stream):
        size += len(piece)
        digest.update(piece)
    _put(digest.hexdigest(), stream)
    row = register(sha256=digest.hexdigest(), size=size, name=clean_name(name), content_type=content_type)
    row.scanned_at = clock.now()
    db.session.flush()
    return row


def register(*, sha256: str, size: int, name: str, content_type: str, scan: Scan = Scan.UNSCANNED) -> StoredFile:
    """A row for content that is already stored."""
    row = StoredFile(
        id=new_id(),
        sha256=sha256,
        size=size,
        content_type=content_type,
        name=name,
        stored_at=clock.now(),
        scan=scan,
        scanned_at=clock.now() if scan is Scan.CLEAN else None,
    )
    db.session.add(row)
    db.session.flush()
    return row


def scans_of(file_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Scan]:
    """What the scanner has said of these files, in one query."""
    rows = db.session.execute(select(StoredFile.id, StoredFile.scan).where(StoredFile.id.in_(file_ids)))
    return {row[0]: row[1] for row in rows}


def read_chunks(file: StoredFile) -> Iterator[bytes]:
    """The content, in pieces of at most a few hundred kilobytes."""
    # Found before the answer is sent: afterwards there is no application to ask.
    content = obstore.get(_store(), _key(file.sha256))
    return (bytes(chunk) for chunk in content.stream(min_chunk_size=CHUNK))


def send(file: StoredFile, *, name: str | None = None, own: bool = False) -> Response:
    """A download: always as an attachment, never to be guessed at by the browser. `name` stands in for its own.

    Raises `HasVirus`, and `NotChecked` unless the file is the reader's `own`.
    """
    if file.scan is Scan.FOUND:
        raise HasVirus
    if file.scan is Scan.HELD and not own:
        raise NotChecked
    response = Response(read_chunks(file), content_type=file.content_type)
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name or file.name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def clean_name(name: str) -> str:
    """A file name without folders, control characters or direction marks, at most 200 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:190]}{dot}{ending[:9]}" if kept else "file"


def _is_remote() -> bool:
    return not str(current_app.config["STORAGE_LOCATION"]).startswith("file:")


def _put(sha256: str, stream: IO[bytes]) -> None:
    stream.seek(0)
    obstore.put(_store(), _key(sha256), stream, chunk_size=PART if _is_remote() else CHUNK, max_concurrency=1)


def _measured(stream: IO[bytes], name: str, limit: int) -> tuple[str, int]:
    """The digest and the size."""
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(stream):
        size += len(piece)
        if size > limit:
            raise Refused(_l("%(name)s is larger than %(limit)s MB.", name=name, limit=limit // 1_000_000))
        digest.update(piece)
    if size == 0:
        raise Refused(_l("%(name)s is empty.", name=name))
    return digest.hexdigest(), size


def _content_type(stream: IO[bytes], name: str, ending: str) -> str:
    try:
        return contents.kind_of(stream, ending)
    except contents.UnpacksTooLarge as error:
        message = _l("%(name)s holds far more than its size tells. Save it anew with less in it.", name=name)
        raise Refused(message) from error
    except contents.NotWhatItSays as error:
        message = _l(
            "%(name)s does not contain what its name says. Save it again as %(ending)s and choose it again.",
            name=name,
            ending=ending.upper(),
        )
        raise Refused(message) from error


def _scanned(stream: IO[bytes], name: str) -> Scan:
    if not scanning.is_configured():
        return Scan.UNSCANNED
    try:
        found = scanning.found_in(_pieces(stream))
    except scanning.ScannerDown:
        return Scan.HELD
    if found:
        raise Refused(_l("%(name)s has a virus (%(found)s). We have not kept it.", name=name, found=found))
    return Scan.CLEAN


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The whole content from its beginning."""
    stream.seek(0)
    while piece := stream.read(CHUNK):
        yield piece


def sweep(*, older_than: dt.timedelta = dt.timedelta(days=1)) -> int:
    """Remove content that no row names: what a rollback or a removed file left behind. Returns how many.

    Younger content stays: its row may be about to be committed.
    """
    store, removed = _store(), 0
    limit = dt.datetime.now(dt.UTC) - older_than  # noqa: TID251 - the age of a file is the file system's, not ours
    for batch in store.list(chunk_size=500):
        found = {meta["path"].rpartition("/")[2]: meta for meta in batch if meta["last_modified"] < limit}
        named = set(db.session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(found))))
        orphans = [meta["path"] for sha256, meta in found.items() if sha256 not in named]
        if orphans:
            store.delete(orphans)
        removed += len(orphans)
    return removed
