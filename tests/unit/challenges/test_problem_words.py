"""What Townlab makes of words that people type."""

import pytest

from challenges.queries.problem import tidy_reference
from challenges.services.problem import TITLE_LIMIT, title_from


@pytest.mark.parametrize("typed", ["PRB-7K3M9QX", "prb-7k3m9qx", " PRB 7K3 M9QX ", "7k3m9qx", "prb7k3m9qx"])
def test_a_reference_is_found_however_it_is_typed(typed: str):
    assert tidy_reference(typed) == "PRB-7K3M9QX"


def test_the_title_is_the_first_sentence():
    assert title_from("The lift is broken. It has been so for weeks.") == "The lift is broken"


def test_the_title_is_the_first_line():
    assert title_from("No bench\nanywhere in the park") == "No bench"


def test_a_long_sentence_is_cut_between_words():
    title = title_from("word " * 60)
    assert len(title) <= TITLE_LIMIT + 2
    assert title.endswith("word …")


def test_one_endless_word_is_cut_anyway():
    assert title_from("x" * 500) == "x" * TITLE_LIMIT
