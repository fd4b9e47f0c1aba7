"""Colours of a council's brand: read safely, checked for contrast."""

import re
from dataclasses import dataclass
from typing import Final

_HEX: Final = re.compile(r"#?([0-9a-fA-F]{6})")
_TEXT_CONTRAST: Final = 4.5  # WCAG 2.2, success criterion 1.4.3, text of ordinary size


@dataclass(frozen=True)
class Colour:
    """A colour of the screen, as three channels of 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> "Colour":
        """Read `#512b58` or `512b58`. Raises `ValueError` for anything else."""
        found = _HEX.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not a colour: {text!r}")
        channels = bytes.fromhex(found.group(1))
        return cls(*channels)

    @property
    def hex(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Relative luminance as WCAG 2.2 defines it."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)

    def contrast(self, other: "Colour") -> float:
        """Contrast ratio, from 1 to 21."""
        lighter, darker = sorted((self.luminance, other.luminance), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """This colour with `share` (0 to 1) of the other in it."""
        pairs = zip((self.red, self.green, self.blue), (other.red, other.green, other.blue), strict=True)
        return Colour(*(round(mine * (1 - share) + its * share) for mine, its in pairs))


WHITE: Final = Colour(255, 255, 255)
BLACK: Final = Colour(0, 0, 0)


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def readable_on_white(colour: Colour) -> bool:
    """Whether links, and white text on a button, can be read in this colour."""
    return colour.contrast(WHITE) >= _TEXT_CONTRAST


def brand_stylesheet(accent: str) -> str:
    """The rules that put a council's accent in the place of Townlab's. Raises `ValueError` for an unreadable one."""
    colour = Colour.parse(accent)
    if not readable_on_white(colour):
        raise ValueError(f"{colour.hex} has too little contrast on white")
    deep, soft = colour.mixed(BLACK, 0.35), colour.mixed(WHITE, 0.93)
    return (
        f":root{{--tl-accent:{colour.hex};--tl-accent-deep:{deep.hex};--tl-accent-soft:{soft.hex};"
        f"--tl-on-accent:#ffffff;--govuk-brand-colour:{colour.hex};--govuk-link-colour:{colour.hex};"
        f"--govuk-link-hover-colour:{deep.hex}}}\n"
    )
