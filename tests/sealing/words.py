"""Words that stand nowhere but where they were planted, and where they are found again."""

import base64
import datetime as dt
import hashlib
import io
import re
import string
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from challenges.states import AnswerKind
from submissions.kinds import Cost, write_costs

WORDS = (
    "title",
    "long_text",
    "short_text",
    "cost",
    "confidential reason",
    "file name",
    "file content",
    "profile",
    "exclusion",
    "subsidy",
)
NUMBERS = ("number", "money", "unit price")
DATES = ("date",)
# These are of a consortium.
WITH_MEMBERS = ("reopened",)
# What is chosen holds no word of one's own: its words are the council's, for everybody to read.
CHOSEN = {AnswerKind.ONE_OF: "Wood", AnswerKind.SEVERAL_OF: "Wood\nStone", AnswerKind.YES_NO: "yes"}


@dataclass(frozen=True)
class Word:
    """One field of one edition of one proposal."""

    proposal: str
    edition: str
    field: str

    @cached_property
    def text(self) -> str:
        digest = hashlib.sha256(f"{self.proposal} {self.edition} {self.field}".encode()).digest()
        if self.field in NUMBERS:
            # Twelve digits, the largest amount there is: no identifier and no digest holds them by chance.
            return "9" + "".join(str(byte % 10) for byte in digest[:11])
        if self.field in DATES:
            return (dt.date(2200, 1, 1) + dt.timedelta(days=int.from_bytes(digest[:3]) % 200_000)).isoformat()
        return "zq" + "".join(string.ascii_lowercase[byte % 26] for byte in digest[:14])

    @cached_property
    def shapes(self) -> tuple[bytes, ...]:
        """As it could be written."""
        if self.field in DATES:
            return (self.text.encode(), f"{dt.date.fromisoformat(self.text):%-d %B %Y}".lower().encode())
        if self.field not in NUMBERS:
            return (self.text.encode(),)
        return tuple(
            found.encode()
            for separator in ("", ",", ".", " ", "\u00a0", "\u202f", "&#160;", "&nbsp;", "%2c")
            for found in (separator.join(re.findall("...", self.text)),)
        )

    def __str__(self) -> str:
        return f"{self.field} of {self.edition} of the {self.proposal} proposal"


@dataclass(frozen=True)
class Edition:
    """All words of a working copy or a version."""

    proposal: str
    name: str
    # Those of a proposal when none are named.
    fields: tuple[str, ...] = ()

    @cached_property
    def words(self) -> dict[str, Word]:
        if self.fields:
            return {name: Word(self.proposal, self.name, name) for name in self.fields}
        more = ("part of a member",) if self.proposal in WITH_MEMBERS else ()
        return {name: Word(self.proposal, self.name, name) for name in (*WORDS, *NUMBERS, *DATES, *more)}

    def __getitem__(self, name: str) -> str:
        return self.words[name].text

    def answer_to(self, kind: AnswerKind) -> str:
        """An answer of this kind that holds the words of this edition."""
        if kind is AnswerKind.COSTS:
            return write_costs([Cost(self["cost"], "1", self["unit price"])])
        return CHOSEN.get(kind) or self[kind.value]


@dataclass
class Finder:
    """Looks for words in what was answered."""

    words: Iterable[Word]
    shapes: list[tuple[bytes, Word]] = field(init=False)

    def __post_init__(self) -> None:
        self.shapes = [(shape, word) for word in self.words for shape in word.shapes]

    def look_for(self, *editions: Edition) -> None:
        """For these as well from now on."""
        words = [word for edition in editions for word in edition.words.values()]
        self.shapes += [(shape, word) for word in words for shape in word.shapes if (shape, word) not in self.shapes]

    def __call__(self, *texts: bytes | str) -> set[Word]:
        given = [text if isinstance(text, bytes) else text.encode() for text in texts]
        whole = b"\n".join([*given, *(part for text in given for part in _unzipped(text))]).lower()
        whole = b"\n".join((whole, *_unpacked(whole)))
        return {word for shape, word in self.shapes if shape in whole}


def _unzipped(text: bytes) -> Iterable[bytes]:
    """The files in an archive, and their names."""
    if not text.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(text)) as archive:
        for name in archive.namelist():
            yield name.encode()
            yield archive.read(name)


# What a session cookie of Flask begins with when it is compressed, and a packed stream of a PDF.
_COOKIE = re.compile(rb"session=\.?([\w-]+)")


def _unpacked(text: bytes) -> Iterable[bytes]:
    for found in _COOKIE.findall(text):
        try:
            packed = base64.urlsafe_b64decode(found + b"==")
        except ValueError:
            continue
        yield packed
        try:
            yield zlib.decompress(packed)
        except zlib.error:
            continue
