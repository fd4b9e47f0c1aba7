"""What stands in the way of submitting an answer."""

from decimal import Decimal

import pytest

from challenges.models import Question
from challenges.states import AnswerKind
from submissions.kinds import amount_in
from submissions.services.checking import problem_of


def asked(kind: AnswerKind = AnswerKind.LONG_TEXT, **more) -> Question:
    return Question(kind=kind, **{"required": True, "word_limit": None, **more})


@pytest.mark.parametrize(
    ("question", "words", "has_file", "is_fine"),
    [
        (asked(), "Enough", False, True),
        (asked(), "", False, False),
        (asked(required=False), "", False, True),
        (asked(word_limit=3), "one two three", False, True),
        (asked(word_limit=3), "one  two\nthree four", False, False),
        (asked(AnswerKind.FILE), "", False, False),
        (asked(AnswerKind.FILE), "", True, True),
        (asked(AnswerKind.FILE, required=False), "", False, True),
        (asked(AnswerKind.MONEY), "£12,500", False, True),
        (asked(AnswerKind.MONEY), "a lot", False, False),
        (asked(AnswerKind.NUMBER), "12.5", False, True),
        (asked(AnswerKind.NUMBER), "twelve", False, False),
        (asked(AnswerKind.NUMBER), "nan", False, False),
    ],
)
def test_an_answer_can_be_submitted_or_it_is_said_why_not(question, words, has_file, is_fine):
    assert (problem_of(question, words=words, has_file=has_file) is None) == is_fine


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("£12,500.50", "12500.50"),
        ("12 500 €", "12500"),
        ("$5", "5"),
        ("-3", "-3"),
        ("1e99", None),
        ("inf", None),
        ("", None),
    ],
)
def test_amounts_are_read_without_guessing(words, amount):
    assert amount_in(words) == (Decimal(amount) if amount else None)
