"""A council's accent: read safely, and only where people can read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.colour import BLACK, WHITE, Colour, brand_stylesheet, readable_on_white

channels = st.integers(min_value=0, max_value=255)
colours = st.builds(Colour, channels, channels, channels)


def test_black_on_white_has_the_greatest_contrast():
    assert round(BLACK.contrast(WHITE), 2) == 21


@pytest.mark.parametrize(
    ("accent", "readable"), [("#767676", True), ("#777777", False), ("512b58", True), ("#ffd34d", False)]
)
def test_a_colour_is_readable_from_a_contrast_of_four_and_a_half(accent: str, readable: bool):
    assert readable_on_white(Colour.parse(accent)) is readable


@pytest.mark.parametrize("text", ["", "red", "#12", "#1234567", "#12345g", "#fff;}*{color:red", "٠٠٠٠٠٠"])
def test_what_is_no_colour_is_refused(text: str):
    with pytest.raises(ValueError, match="not a colour"):
        Colour.parse(text)


@given(colour=colours)
def test_a_colour_survives_being_written_down(colour: Colour):
    assert Colour.parse(colour.hex) == colour


@given(one=colours, other=colours)
def test_contrast_is_the_same_in_both_directions(one: Colour, other: Colour):
    assert one.contrast(other) == other.contrast(one) >= 1


@given(colour=colours)
def test_a_style_sheet_is_made_only_of_a_readable_colour_whose_darker_shade_is_readable_too(colour: Colour):
    if readable_on_white(colour):
        assert colour.hex in brand_stylesheet(colour.hex)
        assert readable_on_white(colour.mixed(BLACK, 0.35))
    else:
        with pytest.raises(ValueError, match="too little contrast"):
            brand_stylesheet(colour.hex)
