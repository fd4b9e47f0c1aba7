"""Whether words name somebody. Pure, and one pass over the words however many names there are."""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
# Kinds of companies, which are no part of the name that people use.
_SUFFIX = re.compile(
    r"[\s,]+(ltd|limited|plc|llp|lp|cic|cio|inc|cyf|cyfyngedig|ccc|cbc|gmbh|s\.?\s?l\.?u?|s\.?\s?a\.?u?|s\.?\s?c\.?c?\.?l|coop|cooperative)\.?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_SHORT = 4


class NameFinder(Generic[Key]):
    """Knows names by their first word; letters count without case and accents, and words without what is between."""

    def __init__(self, names: Iterable[tuple[Key, str]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], Key]]] = {}
        for key, name in names:
            words = words_of(name_used(name))
            if words:
                self._by_first.setdefault(words[0], []).append((words, key))

    def found_in(self, text: str) -> set[Key]:
        """Whose names stand in the text."""
        words = words_of(text)
        return {
            key
            for place, word in enumerate(words)
            for wanted, key in self._by_first.get(word, ())
            if words[place : place + len(wanted)] == wanted
        }


def name_used(name: str) -> str:
    """An organisation's name as people use it: without its kind of company, unless too little would be left."""
    short = _SUFFIX.sub("", name).strip()
    return short if len(short) >= _SHORT else name


def words_of(text: str) -> list[str]:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _WORD.findall(plain.casefold())
