"""A ZIP that is written from front to back: of what was put in, only names and digests are kept in memory.

The same contents give the same bytes: no time of writing is in it.
"""

import csv
import hashlib
import io
import itertools
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from core import signing
from scoring.verify import FORM, MANIFEST, SIGNATURE, is_safe

_LARGE = 2**31
_FORBIDDEN = set('\\/:*?"<>|')
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Entry:
    name: str
    size: int
    sha256: str


class Package:
    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
        self.entries: list[Entry] = []

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        """Also when something went wrong: what is there then is no dossier, as it has no manifest."""
        self._zip.close()

    def put(self, name: str, content: bytes | str) -> None:
        self.put_chunks(name, [content.encode() if isinstance(content, str) else content])

    def put_json(self, name: str, structure: Any) -> None:
        """For people too: indented, in the order of the names."""
        self.put(name, json.dumps(structure, ensure_ascii=False, indent=2, sort_keys=True) + "\n")

    def put_chunks(self, name: str, chunks: Iterable[bytes], *, size: int = 0, packed: bool = True) -> None:
        """`packed`: worth being compressed. `size` in bytes, where it may be large."""
        with self._entry(name, size=size, packed=packed) as write:
            for chunk in chunks:
                write(chunk)

    def put_lines(self, name: str, structures: Iterable[Any]) -> None:
        """JSON lines."""
        self.put_chunks(
            name, (json.dumps(one, ensure_ascii=False, sort_keys=True).encode() + b"\n" for one in structures)
        )

    def put_table(self, name: str, head: list[str], rows: Iterable[list[Any]]) -> None:
        """CSV that a spreadsheet reads as it stands, and in which nothing is a formula."""
        self.put_chunks(name, _csv(head, rows))

    def close(self) -> str:
        """Write the manifest and its signature; returns the SHA-256 of the manifest."""
        self.put("SHA256SUMS", "".join(f"{entry.sha256}  {entry.name}\n" for entry in self.entries))
        listed = [{"name": entry.name, "size": entry.size, "sha256": entry.sha256} for entry in self.entries]
        manifest = json.dumps({"form": FORM, "files": listed}, ensure_ascii=False, indent=1, sort_keys=True).encode()
        self.put(MANIFEST, manifest)
        self.put(SIGNATURE, signing.sign(manifest) + "\n")
        self._zip.close()
        return hashlib.sha256(manifest).hexdigest()

    @contextmanager
    def _entry(self, name: str, *, size: int, packed: bool) -> Iterator[Any]:
        if not is_safe(name):
            raise ValueError(f"no safe name for a file: {name!r}")
        info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.create_system, info.external_attr = 3, 0o644 << 16
        digest, written = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=size >= _LARGE) as stream:

            def write(chunk: bytes) -> None:
                nonlocal written
                digest.update(chunk)
                written += len(chunk)
                stream.write(chunk)

            yield write
        self.entries.append(Entry(name, written, digest.hexdigest()))


def safe_name(name: str, *, number: int) -> str:
    """A file's name within the dossier: numbered, without what means something to a file system."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join("-" if one in _FORBIDDEN else one for one in plain if one.isprintable()).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{number:02}-{stem[:80]}{dot}{ending[:20]}".rstrip(" .-")


def _csv(head: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    for place, row in enumerate(itertools.chain([head], rows)):
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerow([_cell(cell) for cell in row])
        yield (b"\xef\xbb\xbf" if place == 0 else b"") + text.getvalue().encode()


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
