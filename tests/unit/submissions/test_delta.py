"""A change of a long text: it leads to exactly the text that it was made for, or to nothing."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.delta import Delta, difference, read_delta

texts = st.text(st.sampled_from("ab \n🚲é\u0301مر"), max_size=30).map(str.strip)


@given(texts, texts)
def test_a_change_leads_from_one_text_to_the_other(base, text):
    change = difference(base, text)
    assert change.apply(base) == text
    assert read_delta(json.dumps(dataclasses.asdict(change))) == change


@given(texts, texts, texts)
def test_a_change_of_another_text_is_never_taken_for_one_of_this(base, text, other):
    assert difference(base, text).apply(other) in (None, text)


def test_only_what_changed_is_sent():
    base = "word " * 3000 + "end"
    change = difference(base, base.replace("word end", "word and the end"))
    assert (change.insert, change.end) == ("and the ", 3)


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"start": 1}',
        '{"start": "1", "end": 0, "insert": "", "sha256": ""}',
        '{"start": true, "end": 0, "insert": "", "sha256": ""}',
        '{"start": 1, "end": 0, "insert": null, "sha256": ""}',
        '{"start": 1, "end": 0, "insert": "\\ud800", "sha256": ""}',
        '{"start": 1, "end": 0, "insert": "", "sha256": "", "more": 1}',
        "[" * 100_000,
    ],
)
def test_what_is_no_change_is_none(sent):
    assert read_delta(sent) is None


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (0, -1), (9, 0), (0, 9), (3, 3), (10**30, 0)])
def test_a_change_outside_the_text_is_none(start, end):
    assert dataclasses.replace(difference("abcde", "abcd"), start=start, end=end).apply("abcde") is None


def test_a_change_that_leaves_space_at_the_end_is_none():
    spaced = "abc "
    assert Delta(3, 0, " ", difference("abc", spaced).sha256).apply("abc") is None
