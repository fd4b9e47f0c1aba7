"""How a text that was found is shown: what was looked for is marked, and the extract begins where it is."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape
from sqlalchemy import text

from core.database import db
from core.search import WORD, Question, words_of

LONGEST = 240
# How much of a text stands before the first word that was looked for.
BEFORE = 40
_FIND = text(
    "select language, word from unnest(cast(:languages as text[]), cast(:words as text[])) as read(language, word)"
    " where townlab_words(language, word) @@ cast(:question as tsquery)"
)


@dataclass(frozen=True)
class Written:
    """The text of something that was found."""

    language: str
    title: str
    words: str


@dataclass(frozen=True)
class Shown:
    """Title and extract with what was looked for in <mark>; the rest is escaped."""

    language: str
    title: Markup
    extract: Markup


def show(question: Question, texts: Sequence[Written], *, begun: bool = False) -> list[Shown]:
    """How these texts answer the question, in one query for all of them; in none when nothing was asked.

    With `begun`, words that go on from the last one of the question are marked too.
    """
    asked = question.some.query if begun else question.marked
    found = _found_in(asked, question.cores, texts) if asked else frozenset()
    return [_shown(written, {word for language, word in found if language == written.language}) for written in texts]


def _found_in(asked: str, cores: Iterable[str], texts: Sequence[Written]) -> frozenset[tuple[str, str]]:
    """The words of these texts, with their languages, that answer the question; asked of who found them."""
    maybe = sorted(
        {
            (written.language, word)
            for written in texts
            for word in words_of(f"{written.title} {written.words}")
            if any(core in _plain(word) for core in cores)
        }
    )
    if not maybe:
        return frozenset()
    languages, words = zip(*maybe, strict=True)
    rows = db.session.execute(_FIND, {"languages": list(languages), "words": list(words), "question": asked})
    return frozenset((language, word) for language, word in rows)


def _plain(word: str) -> str:
    """Without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if letter.isalnum())


def _shown(written: Written, found: set[str]) -> Shown:
    words = " ".join(unicodedata.normalize("NFC", written.words).split())
    title = unicodedata.normalize("NFC", written.title)
    return Shown(language=written.language, title=_marked(title, found), extract=_extract(words, found))


def _extract(words: str, found: set[str]) -> Markup:
    """As many of the words that were looked for as fit into an extract, the earliest of the best places."""
    places = [match.start() for match in WORD.finditer(words) if match[0].lower() in found]
    if len(words) <= LONGEST or not places:
        return _cut(words, 0, found)
    best = max(places, key=lambda start: (_worth(words[start : start + LONGEST], found), -start))
    return _cut(words, max(0, best - BEFORE) if best > LONGEST - BEFORE else 0, found)


def _worth(part: str, found: set[str]) -> int:
    return len({word for word in words_of(part) if word in found})


def _cut(words: str, start: int, found: set[str]) -> Markup:
    """An extract from about `start`, of whole words."""
    if start:
        start = words.find(" ", start) + 1 or start
    end = start + LONGEST
    if end < len(words) and (gap := words.rfind(" ", start, end)) > start:
        end = gap
    before, after = "… " if start else "", " …" if end < len(words) else ""
    return Markup("{}{}{}").format(before, _marked(words[start:end], found), after)


def _marked(words: str, found: set[str]) -> Markup:
    """Everything is escaped but the marks."""
    if not found:
        return escape(words)
    parts, last = [], 0
    for match in WORD.finditer(words):
        if match[0].lower() in found:
            parts += [escape(words[last : match.start()]), Markup("<mark>{}</mark>").format(match[0])]
            last = match.end()
    return Markup("").join([*parts, escape(words[last:])])
