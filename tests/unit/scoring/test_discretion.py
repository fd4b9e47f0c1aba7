"""Whether feedback names another bidder."""

import pytest

from scoring.names import NameFinder


def names_in(words, names):
    return NameFinder((name, name) for name in names).found_in(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Weaker than Brightwater Ltd on cost.", "Brightwater Ltd"),
        ("Weaker than Brightwater on cost.", "Brightwater Ltd"),
        ("weaker than BRIGHTWATER.", "Brightwater Limited"),
        ("As Green  Lanes\nCollective said", "Green Lanes Collective CIC"),
        ("Millor que Aigües Clares, però", "Aigües Clares, S.L."),
        ("Better than Aigues Clares", "Aigües Clares, S.L."),
        ("Gwell na Dŵr Gloyw", "Dŵr Gloyw Cyf"),
        ("Gwell na Dŵr Gloyw", "Dwr Gloyw"),
        ("As Green-Lanes said", "Green Lanes Ltd"),
        ("Brightwater's plan", "Brightwater Ltd"),
        ("(Orbit)", "Orbit plc"),
        ("Only AB Ltd could", "AB Ltd"),
    ],
)
def test_a_name_is_found_with_or_without_its_kind_of_company(words, name):
    assert names_in(words, [name]) == {name}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The brightwaters of the lake", "Brightwater Ltd"),
        ("Limited evidence of impact.", "Brightwater Limited"),
        ("A cab would do", "AB Ltd"),
        ("Green tea in the lanes", "Green Lanes Ltd"),
        ("", "Brightwater Ltd"),
        ("Anything", "…"),
    ],
)
def test_ordinary_words_are_no_names(words, name):
    assert names_in(words, [name]) == set()


def test_of_many_names_all_that_occur_are_found():
    names = [f"Bidder number {number} Ltd" for number in range(2000)]
    assert names_in("As bidder number 7, and as Bidder Number 1999.", names) == {names[7], names[1999]}
