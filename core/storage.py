"""Files: stored once under their SHA-256, then named in a row. Whoever owns a file serves it behind its own rule."""

import datetime as dt
import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote

import obstore
import puremagic
from flask import Response, current_app
from flask_babel import lazy_gettext as _l
from obstore.store import ObjectStore, from_url
from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.database import Id, Model, ShortText, db, new_id
from core.errors import Refused

CHUNK = 256 * 1024

# What people may attach, by the content found in the file and the ending that must go with it.
ALLOWED: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
PICTURES = ("png", "jpg", "jpeg")
# These are archives, with something in them whose name begins so.
OFFICE = {"docx": "word/", "xlsx": "xl/", "odt": "content.xml"}


class StoredFile(Model):
    """A name for stored content. `sha256` is the hex digest, `size` in bytes."""

    __tablename__ = "stored_files"
    __table_args__ = (CheckConstraint("size > 0", name="not_empty"),)

    id: Mapped[Id]
    sha256: Mapped[ShortText] = mapped_column(index=True)
    size: Mapped[int]
    content_type: Mapped[ShortText]
    name: Mapped[ShortText]
    stored_at: Mapped[dt.datetime]


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

    `limit` in bytes. Raises `Refused` in words when the file is empty, too large, or not what its ending says.
    The content is written before the row: a rollback leaves an orphan that the sweep removes, never a row without
    content.
    """
    shown = clean_name(name)
    ending = shown.rpartition(".")[2].lower()
    if ending not in endings:
        raise Refused(
            _l("%(name)s is not a file type that we take here. Use %(types)s.", name=shown, types=", ".join(endings))
        )
    with tempfile.SpooledTemporaryFile(max_size=CHUNK) as held:
        digest, size = hashlib.sha256(), 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise Refused(_l("%(name)s is larger than %(limit)s MB.", name=shown, limit=limit // (1024 * 1024)))
            digest.update(chunk)
            held.write(chunk)
        if size == 0:
            raise Refused(_l("%(name)s is empty.", name=shown))
        held.seek(0)
        content_type = _content_type(held.read(8192), shown, ending)
        if ending in OFFICE and not _is_office(held, ending):
            raise Refused(_not_what_it_says(shown, ending))
        held.seek(0)
        obstore.put(_store(), _key(digest.hexdigest()), held)
    return register(sha256=digest.hexdigest(), size=size, name=shown, content_type=content_type)


def register(*, sha256: str, size: int, name: str, content_type: str) -> StoredFile:
    """A row for content that is already stored."""
    row = StoredFile(id=new_id(), sha256=sha256, size=size, content_type=content_type, name=name, stored_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row


def read_chunks(file: StoredFile) -> Iterator[bytes]:
    """The content, in pieces of at most a few hundred kilobytes."""
    # Found before the answer is sent: afterwards there is no application to ask.
    content = obstore.get(_store(), _key(file.sha256))
    return (bytes(chunk) for chunk in content.stream(min_chunk_size=CHUNK))


def send(file: StoredFile, *, name: str | None = None) -> Response:
    """A download: always as an attachment, never to be guessed at by the browser. `name` stands in for its own."""
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


def _content_type(head: bytes, name: str, ending: str) -> str:
    expected = ALLOWED[ending]
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
        endings = {match.extension.lstrip(".") for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        found, endings = set(), set()
    if expected not in found and ending not in endings:
        raise Refused(_not_what_it_says(name, ending))
    return expected


def _is_office(held: IO[bytes], ending: str) -> bool:
    """Whether the archive holds what such a document is made of: any archive begins like one."""
    try:
        with zipfile.ZipFile(held) as archive:
            return any(name.startswith(OFFICE[ending]) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _not_what_it_says(name: str, ending: str) -> Any:
    return _l(
        "%(name)s does not contain what its name says. Save it again as %(ending)s and choose it again.",
        name=name,
        ending=ending.upper(),
    )


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
