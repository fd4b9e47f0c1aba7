"""Words that tell who proposes, found and hidden in free text."""

import pytest

from submissions import hiding


@pytest.mark.parametrize(
    ("text", "phrase", "shown"),
    [
        ("We at Fernway did it.", "fernway", "We at # did it."),
        ("Ann and her annual plan", "Ann", "# and her annual plan"),
        ("Càtedra d’Innovació wins", "catedra d'innovacio", "# wins"),
        ("Write to info@fernway.example.", "fernway.example", "Write to info@#."),
        ("Fernway\nCare and FERNWAY  CARE", "Fernway Care", "# and #"),
        ("Nothing of it", "Fernway", "Nothing of it"),
        ("Fernway", "...", "Fernway"),
    ],
)
def test_whole_words_are_hidden_however_they_are_written(text, phrase, shown):
    assert hiding.hide(text, [phrase], mark="#") == shown


def test_what_overlaps_is_hidden_once_and_the_text_is_kept_whole():
    parts = hiding.parts_of("The Fernway Care Company", ["Fernway Care", "Care Company"])
    assert [(part.words, part.hidden) for part in parts] == [("The ", False), ("Fernway Care Company", True)]


def test_names_domains_and_numbers_are_found_as_they_are_written():
    signs = hiding.signs_of(["The Fernway Company Ltd.", "Al"], ["fernway.example", "gmail.com"], ["01234567"])
    texts = ["FERNWAY’s plan, see www.Fernway.example", "company 01234567, al dente, gmail.com"]
    assert hiding.telling(texts, signs) == ["FERNWAY", "Fernway.example", "01234567"]


def test_no_sign_is_found_where_there_is_none():
    assert hiding.telling(["A plan for winter."], hiding.signs_of(["Fernway Ltd"], [], [])) == []
