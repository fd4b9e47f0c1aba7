"""Words that tell who proposes, found in free text and hidden there. Pure: the original is never touched.

Letters are compared without case and accents, and only whole words fit: hiding "Ann" leaves "annual" alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from accounts.likeness import PUBLIC_MAIL, plain_name

# A name of one or two letters would be found in every second sentence.
SHORTEST = 3
# Letters that are put together across words make short names everywhere.
SHORTEST_SPREAD = 8
_LONGEST_GAP = 3


@dataclass(frozen=True)
class Part:
    """A stretch of text; `hidden` is what readers do not see."""

    words: str
    hidden: bool = False


def can_be_hidden(words: str) -> bool:
    """Whether there is anything to look for in it."""
    return bool(_tokens(words))


def is_in(text: str, words: str) -> bool:
    return bool(_places(_plain(text), [words]))


def parts_of(text: str, phrases: Iterable[str]) -> list[Part]:
    """The text whole, cut where something hidden begins or ends."""
    found, last = [], 0
    for start, end in _joined(_places(_plain(text), phrases)):
        found += [Part(text[last:start]), Part(text[start:end], hidden=True)]
        last = end
    return [part for part in (*found, Part(text[last:])) if part.words]


def hide(text: str, phrases: Iterable[str], *, mark: str) -> str:
    """The text with `mark` in the place of each of the phrases."""
    return "".join(mark if part.hidden else part.words for part in parts_of(text, phrases))


def telling(texts: Sequence[str], signs: Iterable[str]) -> list[str]:
    """Which of the signs (names, domains, numbers) stand in one of the texts, as they are written there."""
    plain = [(text, _plain(text)) for text in texts]
    found: dict[str, str] = {}
    for sign in signs:
        for text, folded in plain:
            for start, end in _places(folded, [sign]):
                found.setdefault(" ".join(_tokens(sign)), text[start:end])
    return list(found.values())


def standing_in(text: str, signs: Iterable[str]) -> list[str]:
    """The same in what was taken out of a file, where each letter of a heading may stand alone: `F E R N W A Y`."""
    letters = "".join(_tokens(text))
    found: dict[str, str] = {}
    for sign in signs:
        joined = "".join(_tokens(sign))
        spread = [sign] if len(joined) >= SHORTEST_SPREAD and joined in letters else []
        for words in telling([text], [sign]) or spread:
            found.setdefault(" ".join(_tokens(words)), words)
    # A name with its legal form says no more than both.
    covered = {short for short in found for long in found if short != long and f" {short} " in f" {long} "}
    return [words for key, words in found.items() if key not in covered]


def signs_of(names: Iterable[str], domains: Iterable[str], numbers: Iterable[str]) -> list[str]:
    """What would give an organisation away: its names as written and without legal form, its domains, its numbers."""
    plain = [form for name in names for form in (name, plain_name(name))]
    own = [domain for domain in domains if domain.lower() not in PUBLIC_MAIL]
    signs = [*plain, *own, *numbers]
    return list(dict.fromkeys(sign for sign in signs if len("".join(_tokens(sign))) >= SHORTEST))


def _places(plain: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    return sorted(match.span() for words in phrases if _tokens(words) for match in _pattern(words).finditer(plain))


def _joined(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without overlaps."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    between = rf"[^a-z0-9]{{1,{_LONGEST_GAP}}}"
    return re.compile(rf"(?<![a-z0-9]){between.join(_tokens(words))}(?![a-z0-9])")


def _tokens(words: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", _plain(words))


def _plain(text: str) -> str:
    """As long as the text, letter by letter."""
    return "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode().lower()
    return plain if len(plain) == 1 else " "
