"""Guessing the language of a proposal."""

import pytest

from scoring.wording import language_of

EACH = {
    "en": "We will work with the council and the people of this town to measure the air in which our children play.",
    "cy": "Byddwn yn gweithio gyda’r cyngor ac mae ein cynllun ar gael yn Gymraeg, sydd hefyd wedi ei brofi.",
    "ca": "Treballem amb els ajuntaments per mesurar l’aire de les escoles, i aquesta solució també és oberta.",
    "es": "Trabajamos con los ayuntamientos para medir el aire de las escuelas, y esta solución también es abierta.",
}


@pytest.mark.parametrize("language", EACH)
def test_the_commonest_words_tell_the_language(language):
    assert language_of(EACH[language], list(EACH)) == language


def test_where_the_words_say_nothing_it_is_the_first_language():
    assert language_of("2027: £12,500", ["cy", "en"]) == "cy"
