"""What a machine can read in a file that somebody sent: its text, and what its properties say, such as who wrote it.

Read by a process of its own, with little memory and time, because a file may be made to break or to fill whoever opens
it. What cannot be read is no error: somebody has to open it.
"""

import contextlib
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from defusedxml import ElementTree
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

SECONDS = 60
MEMORY = 1_500_000_000
PAGES = 300
LETTERS = 3_000_000
# Of one office document, in bytes.
UNPACKED = 80_000_000
# Properties are shown to people.
PROPERTIES = 30
_LONGEST = 200

# Properties of a PDF that name software or a time, and nobody.
_NOT_WHO = {"CreationDate", "ModDate", "Producer", "Creator", "Trapped"}
# Elements of properties that may tell who wrote it: Office Open XML, OpenDocument and XMP.
_WHO = {
    *("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category", "contentStatus"),
    *("Company", "Manager", "HyperlinkBase", "lpwstr"),
    *("initial-creator", "printed-by", "keyword", "user-defined"),
    *("publisher", "rights", "contributor", "Author", "Keywords"),
}
# Attributes and elements that hold who changed or commented on something.
_BY = {"author", "userName"}
# What ends a line; words of which each letter stands in its own element belong together.
_ENDS = {"p", "h", "si", "c", "row", "tr", "br", "cr", "tab", "line-break", "s", "definedName", "author"}
_PICTURES = ("word/media/", "xl/media/", "Pictures/", "word/embeddings/", "xl/embeddings/", "Object ")


@dataclass
class Read:
    """`said` is all that stands in the properties, `properties` what of it could tell who wrote the file.

    Not `whole` when something of it could not be read, such as a picture.
    """

    text: str = ""
    said: str = ""
    properties: list[str] = field(default_factory=list)
    whole: bool = True


def read(file: IO[bytes], ending: str) -> Read | None:
    """None for what cannot be read at all: broken, locked by a password, or too much. `file` is a real one."""
    file.seek(0)
    try:
        done = subprocess.run(  # noqa: S603 - this file, with the same Python; what people sent comes in by the pipe
            [sys.executable, "-P", str(Path(__file__)), ending],
            stdin=file,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        return Read(**json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError):
        return None


def reading_of(file: IO[bytes], ending: str) -> Read:
    """In this process."""
    found = _READERS[ending](file)
    kept = list(dict.fromkeys(one[:_LONGEST] for one in found.properties))
    whole = found.whole and len(found.text) <= LETTERS
    return Read(found.text[:LETTERS], found.said[:LETTERS], kept[:PROPERTIES], whole)


def _property(name: str, words: str) -> str:
    return f"{name}: {' '.join(words.split())}"


# --- PDF ---------------------------------------------------------------------------------------------------------


def _pdf(file: IO[bytes]) -> Read:
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("locked")
    told = [(str(key).lstrip("/"), str(words)) for key, words in (reader.metadata or {}).items() if words]
    told = [(name, words) for name, words in told if name not in _NOT_WHO]
    about = [*_xmp(reader), *_headings(reader.outline), *reader.attachments]
    pages = [page for _number, page in zip(range(PAGES), reader.pages, strict=False)]
    texts = [text for page in pages for text in (page.extract_text(), *_notes(page))]
    return Read(
        text="\n".join(texts),
        said="\n".join([*(words for _name, words in told), *about]),
        properties=[_property(name, words) for name, words in told],
        whole=len(pages) == len(reader.pages) and not reader.attachments and not any(map(_has_picture, pages)),
    )


def _xmp(reader: PdfReader) -> Iterator[str]:
    with contextlib.suppress(ElementTree.ParseError, KeyError, AttributeError):
        about: Any = reader.root_object["/Metadata"].get_object()
        data = about.get_data()
        for element in ElementTree.fromstring(data).iter():
            yield from (words for words in (element.text, *element.attrib.values()) if words and words.strip())


def _headings(outline: Any) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _headings(one)
        else:
            yield str(one.title)


def _notes(page: Any) -> Iterator[str]:
    """Comments with who made them, what was typed into forms, and where links lead."""
    for one in page.get("/Annots", ()):
        note = one.get_object()
        yield from (str(note[key]) for key in ("/Contents", "/T", "/V") if key in note)
        if "/A" in note and "/URI" in (target := note["/A"].get_object()):
            yield str(target["/URI"])


def _has_picture(page: Any) -> bool:
    nothing = DictionaryObject()
    drawn = page.get("/Resources", nothing).get_object().get("/XObject", nothing).get_object()
    return any(one.get_object().get("/Subtype") == "/Image" for one in drawn.values())


# --- office documents --------------------------------------------------------------------------------------------


class _Words:
    """Takes all text of an XML document, and who it says made something in it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.made_by: list[str] = []

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        for name, words in attributes.items():
            if _local(name) in _BY:
                self.made_by.append(words)

    def data(self, words: str) -> None:
        self.pieces.append(words)

    def end(self, tag: str) -> None:
        if _local(tag) in _ENDS:
            self.pieces.append("\n")

    def close(self) -> None:
        return None


def _office(file: IO[bytes]) -> Read:
    found = Read()
    made_by: list[str] = []
    with zipfile.ZipFile(file) as archive:
        for name, data in _parts(archive):
            if _is_about(name):
                told = [(_local(one.tag), one.text) for one in ElementTree.fromstring(data).iter() if one.text]
                found.said += "\n".join(words for _name, words in told) + "\n"
                found.properties += [_property(*one) for one in told if one[0] in _WHO and one[1].strip()]
            elif name.endswith(".rels"):
                found.said += "\n".join(_links(data)) + "\n"
            else:
                words = _Words()
                ElementTree.XMLParser(target=words).feed(data)
                found.text += "".join(words.pieces) + "\n"
                made_by += words.made_by
        found.whole = not any(name.startswith(_PICTURES) for name in archive.namelist())
    found.said += "\n".join(made_by)
    found.properties += [_property("author", words) for words in made_by]
    return found


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """What is XML in it. Raises `ValueError` when it unpacks to more than is read, whatever it says of its size."""
    left = UNPACKED
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                data = part.read(left + 1)
            left -= len(data)
            if left < 0:
                raise ValueError("too large")
            yield entry.filename, data


def _is_about(name: str) -> bool:
    return name.startswith("docProps/") or name == "meta.xml"


def _links(data: bytes) -> Iterator[str]:
    for one in ElementTree.fromstring(data).iter():
        if one.get("TargetMode") == "External":
            yield one.get("Target", "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


# --- pictures ----------------------------------------------------------------------------------------------------


def _png(file: IO[bytes]) -> Read:
    """Nothing but its own description."""
    said, data = [], file.read()
    place = 8
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind in (b"tEXt", b"iTXt", b"eXIf"):
            said.append(_printable(data[place + 8 : place + 8 + length]))
        place += length + 12
    return Read(said="\n".join(said), whole=False)


def _jpeg(file: IO[bytes]) -> Read:
    said, data = [], file.read()
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        # Exif, XMP and the like, and comments.
        if 0xE1 <= kind <= 0xEF or kind == 0xFE:
            said.append(_printable(data[place + 4 : place + 2 + length]))
        place += 2 + length
    return Read(said="\n".join(said), whole=False)


def _printable(data: bytes) -> str:
    """What can be read of it, whatever stands between."""
    return "\n".join(re.findall(r"[^\W_][^\x00-\x1f\x7f]{3,}", data.decode("utf-8", "replace").replace("\ufffd", "\0")))


_READERS: dict[str, Callable[[IO[bytes]], Read]] = {
    "pdf": _pdf,
    "docx": _office,
    "xlsx": _office,
    "odt": _office,
    "png": _png,
    "jpg": _jpeg,
    "jpeg": _jpeg,
}

if __name__ == "__main__":
    # Where a system knows no such limits, time alone ends it.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(asdict(reading_of(sys.stdin.buffer, sys.argv[1])), sys.stdout)
