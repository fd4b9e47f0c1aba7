"""A difference between two texts loses nothing of either."""

from hypothesis import given
from hypothesis import strategies as st

from challenges.differences import ADDED, LEFT_OUT, REMOVED, SAME, Piece, between, shortened

WORDS = st.lists(st.sampled_from(["ice", "on", "the", "path", "\n\n", " ", "is", "<b>", "é"]), max_size=40).map(
    " ".join
)


@given(WORDS, WORDS)
def test_what_is_same_or_removed_is_the_text_before_and_same_or_added_the_one_after(before: str, after: str):
    pieces = between(before, after)
    assert "".join(piece.words for piece in pieces if piece.kind != ADDED) == before
    assert "".join(piece.words for piece in pieces if piece.kind != REMOVED) == after


@given(WORDS)
def test_a_text_that_did_not_change_has_nothing_removed_or_added(text: str):
    assert {piece.kind for piece in between(text, text)} <= {SAME}


def test_only_the_words_that_changed_are_marked():
    assert between("Half as many falls.", "A third as many falls.") == [
        Piece(REMOVED, "Half "),
        Piece(ADDED, "A third "),
        Piece(SAME, "as many falls."),
    ]


def test_what_is_far_from_a_change_is_left_out():
    long = " ".join(f"word{number}" for number in range(100))
    pieces = shortened(between(f"{long} old", f"{long} new"))
    assert [piece.kind for piece in pieces] == [LEFT_OUT, SAME, REMOVED, ADDED]
    assert pieces[1].words.startswith("word85")


def test_two_very_long_texts_are_told_whole():
    pieces = between("a " * 3000, "b " * 3000)
    assert [piece.kind for piece in pieces] == [REMOVED, ADDED]


def test_one_value_is_not_cut_in_two():
    assert [piece.kind for piece in between("Friday 1 May", "Friday 8 May", whole=True)] == [REMOVED, ADDED]
