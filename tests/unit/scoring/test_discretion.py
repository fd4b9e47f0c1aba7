"""Whether feedback names another bidder."""

import pytest

from scoring.services.feedback import names_in


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Weaker than Brightwater Ltd on cost.", "Brightwater Ltd"),
        ("Weaker than Brightwater on cost.", "Brightwater Ltd"),
        ("weaker than BRIGHTWATER.", "Brightwater Limited"),
        ("As Green  Lanes\nCollective said", "Green Lanes Collective CIC"),
        ("Millor que Aigües Clares, però", "Aigües Clares, S.L."),
        ("Brightwater's plan", "Brightwater Ltd"),
        ("(Orbit)", "Orbit plc"),
        ("Only AB Ltd could", "AB Ltd"),
    ],
)
def test_a_name_is_found_with_or_without_its_kind_of_company(words, name):
    assert names_in(words, [name]) == [name]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The brightwaters of the lake", "Brightwater Ltd"),
        ("Limited evidence of impact.", "Brightwater Limited"),
        ("A cab would do", "AB Ltd"),
        ("", "Brightwater Ltd"),
    ],
)
def test_ordinary_words_are_no_names(words, name):
    assert names_in(words, [name]) == []
