"""Every text of the interface is in every language."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LANGUAGES = ("cy", "ca", "es")
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%\{\w+\}")


def extracted() -> set[str | tuple[str, ...]]:
    method_map, options_map = parse_mapping_cfg(io.StringIO((ROOT / "babel.cfg").read_text()))
    found = extract_from_dir(str(ROOT), method_map, options_map, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found if message}


def catalogue(language: str) -> dict[str | tuple[str, ...], Message]:
    path = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


@pytest.fixture(scope="module")
def texts() -> set[str | tuple[str, ...]]:
    return extracted()


def test_texts_are_found(texts):
    assert len(texts) > 2000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(texts, language):
    known = catalogue(language)
    strings = [
        text
        for text in texts
        if text not in known or not all(known[text].string if isinstance(text, tuple) else [known[text].string])
    ]
    assert sorted(map(str, strings)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_loses_or_invents_a_placeholder(language):
    wrong = []
    for text, message in catalogue(language).items():
        wanted = set(PLACEHOLDER.findall(text if isinstance(text, str) else " ".join(text)))
        forms = [message.string] if isinstance(text, str) else list(message.string)
        for form in forms:
            found = set(PLACEHOLDER.findall(form))
            if found - wanted or (isinstance(text, str) and found != wanted):
                wrong.append((language, text, form))
    assert wrong == []
