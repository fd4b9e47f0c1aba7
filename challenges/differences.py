"""What is different between two texts, word by word."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

SAME, REMOVED, ADDED, LEFT_OUT = "same", "removed", "added", "left_out"
# Beyond this, texts are told whole: comparing them word by word would keep the page waiting.
TOO_MANY: Final = 4_000_000
# So many words stand around a change; what is further away is left out.
AROUND: Final = 15


@dataclass(frozen=True)
class Piece:
    """A stretch of words: `kind` is same, removed, added, or left_out for words that did not change."""

    kind: str
    words: str


def between(before: str, after: str, *, whole: bool = False) -> list[Piece]:
    """The pieces of the later text and of what was removed, in order; `whole` takes each text as one piece.

    All that is same or removed gives `before`, all that is same or added gives `after`.
    """
    if before == after:
        return [Piece(SAME, before)] if before else []
    old, new = _words(before), _words(after)
    if whole or len(old) * len(new) > TOO_MANY:
        return _kept(REMOVED, before) + _kept(ADDED, after)
    return list(_pieces(old, new))


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """With long stretches that did not change cut down to what stands around the changes."""
    last = len(pieces) - 1
    return [
        part
        for place, piece in enumerate(pieces)
        for part in _cut(piece, after_change=place > 0, before_change=place < last)
    ]


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(old[old_from:old_to]))
            continue
        yield from _kept(REMOVED, "".join(old[old_from:old_to]))
        yield from _kept(ADDED, "".join(new[new_from:new_to]))


def _kept(kind: str, words: str) -> list[Piece]:
    return [Piece(kind, words)] if words else []


def _words(text: str) -> list[str]:
    """Each word with the spaces after it, so that together they are the text."""
    return re.findall(r"^\s+|\S+\s*", text)


def _cut(piece: Piece, *, after_change: bool, before_change: bool) -> Iterator[Piece]:
    words = _words(piece.words)
    head, tail = AROUND if after_change else 0, AROUND if before_change else 0
    if piece.kind != SAME or len(words) <= head + tail + AROUND:
        yield piece
        return
    yield from _kept(SAME, "".join(words[:head]))
    yield Piece(LEFT_OUT, "")
    yield from _kept(SAME, "".join(words[len(words) - tail :]) if tail else "")
