"""What is in a file that somebody sends: told by its content, without unpacking anything."""

import os
import struct
import zipfile
from typing import IO

import puremagic

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

# An honest document of a few megabytes unpacks to some tens; a bomb to thousands of times its size.
UNPACKED_LIMIT = 300_000_000
RATIO_LIMIT = 120
# Below this size even a high ratio harms nobody: an empty sheet of many columns packs very well.
RATIO_MATTERS_FROM = 20_000_000
ENTRIES_LIMIT = 5_000
# A table of contents for so many entries; a larger one is not even read.
_TABLE_LIMIT = 2_000_000
_END = struct.Struct("<4s4H2LH")
_HEAD = 8192


class NotWhatItSays(Exception):
    """The content is not of the kind that the ending promises."""


class UnpacksTooLarge(Exception):
    """An archive made to fill the disk or the memory of whoever opens it."""


def kind_of(content: IO[bytes], ending: str) -> str:
    """The media type of the content, which fits `ending`. Raises `NotWhatItSays` or `UnpacksTooLarge`."""
    content.seek(0)
    expected = ALLOWED[ending]
    kinds, endings = _kinds(content.read(_HEAD))
    if expected not in kinds and ending not in endings:
        raise NotWhatItSays
    if ending in OFFICE:
        _check_office(content, ending)
    return expected


def _kinds(head: bytes) -> tuple[set[str], set[str]]:
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return set(), set()
    return {match.mime_type for match in matches}, {match.extension.lstrip(".") for match in matches}


def _check_office(content: IO[bytes], ending: str) -> None:
    """Whether the archive holds what such a document is made of (any archive begins like one), and no more."""
    size = content.seek(0, os.SEEK_END)
    _check_table(content, size)
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
    # `NotImplementedError` is how zipfile refuses a way of packing that it does not know: nothing is left to do here.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:  # the file is refused, in words
        raise NotWhatItSays from error
    unpacked = sum(entry.file_size for entry in entries)
    packs_too_well = unpacked > RATIO_MATTERS_FROM and unpacked > RATIO_LIMIT * size
    if len(entries) > ENTRIES_LIMIT or unpacked > UNPACKED_LIMIT or packs_too_well:
        raise UnpacksTooLarge
    if not any(entry.filename.startswith(OFFICE[ending]) for entry in entries):
        raise NotWhatItSays


def _check_table(content: IO[bytes], size: int) -> None:
    """Look at the end of the archive, which says how long its table of contents is, before that is read."""
    length = min(size, _END.size + 0xFFFF)
    content.seek(size - length)
    tail = content.read(length)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise NotWhatItSays
    _mark, _disk, _first, _here, entries, table, _start, _comment = _END.unpack_from(tail, place)
    if entries > ENTRIES_LIMIT or table > _TABLE_LIMIT:
        raise UnpacksTooLarge
