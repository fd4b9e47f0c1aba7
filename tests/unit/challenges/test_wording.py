"""Words that name a solution are pointed out in the languages of the council."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.wording import SOLUTION_WORDS, solution_words


@pytest.mark.parametrize(
    ("text", "languages", "found"),
    [
        ("We want an App, and an app for carers.", ["en"], ["App"]),
        ("A portal on a blockchain, with sensors", ["en"], ["portal", "blockchain", "sensors"]),
        ("Machine\nlearning finds leaks", ["en"], ["Machine\nlearning"]),
        ("People use WhatsApp today", ["en"], ["WhatsApp"]),
        ("AI for potholes", ["cy"], ["AI"]),
        ("Nid ydym yn gwybod ai peidio", ["cy"], []),
        ("Hoffem wefan newydd neu ap", ["cy", "en"], ["wefan", "ap"]),
        ("Una aplicació amb intel·ligència artificial", ["ca"], ["aplicació", "intel·ligència artificial"]),
        ("Una plataforma o un portal", ["es"], ["plataforma", "portal"]),
        ("Apply at the apple shop, happily transported", ["en"], []),
        ("Fewer falls on icy pavements", ["en", "cy", "ca", "es"], []),
        ("Una plataforma", ["en"], []),
        ("", [], []),
    ],
)
def test_solution_words_are_found_as_they_were_written(text: str, languages: list[str], found: list[str]):
    assert solution_words([text], languages) == found


@pytest.mark.parametrize("language", SOLUTION_WORDS)
def test_every_word_of_the_lists_is_found_in_a_sentence(language: str):
    for word in SOLUTION_WORDS[language]:
        assert solution_words([f"({word}!)"], [language]) == [word]


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str):
    assert all(word in text for word in solution_words([text], SOLUTION_WORDS))
