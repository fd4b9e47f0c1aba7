"""Numbers as people type them: with spaces, currency signs, separators of thousands, k and m."""

import re
from decimal import Decimal
from typing import Final

from flask_babel import get_locale

_NOISE: Final = re.compile(r"[\s\u200b\u2019'_£€$]|GBP|EUR", re.IGNORECASE)
_NUMBER: Final = re.compile(r"([+-]?)([0-9][0-9.,]*|[.,][0-9]+)([km]?)", re.IGNORECASE)
_FACTORS: Final = {"": 1, "k": 1_000, "m": 1_000_000}
# Where a point separates thousands. Elsewhere a comma does.
_DECIMAL_COMMA: Final = {"ca", "es"}


def uses_decimal_comma() -> bool:
    locale = get_locale()
    return locale is not None and locale.language in _DECIMAL_COMMA


def parse_number(text: str, *, decimal_comma: bool = False) -> Decimal:
    """The number in `text`. Raises `ValueError` when there is none.

    Of two kinds of separator the last is the decimal one. A single separator before exactly three digits is read as
    the language has it: "50,000" is fifty thousand in English, fifty in Spanish.
    """
    found = _NUMBER.fullmatch(_NOISE.sub("", text).rstrip(".,"))
    if found is None:
        raise ValueError(f"not a number: {text!r}")
    sign, digits, factor = found.groups()
    return Decimal(sign + _plain(digits, decimal_comma=decimal_comma)) * _FACTORS[factor.lower()]


def _plain(digits: str, *, decimal_comma: bool) -> str:
    separators = [character for character in digits if character in ".,"]
    if not separators:
        return digits
    last = separators[-1]
    whole, _, rest = digits.rpartition(last)
    if len(set(separators)) == 2:
        if separators.count(last) > 1:
            raise ValueError(f"two decimal separators: {digits!r}")
        return _ungrouped(whole) + "." + rest
    groups = last == ("." if decimal_comma else ",")
    if len(separators) > 1 or (groups and len(rest) == 3 and whole):
        return _ungrouped(digits)
    return f"{whole or '0'}.{rest}"


def _ungrouped(digits: str) -> str:
    first, *others = re.split(r"[.,]", digits)
    if not first or any(len(group) != 3 for group in others):
        raise ValueError(f"separators in odd places: {digits!r}")
    return first + "".join(others)


def written(number: Decimal, *, decimal_comma: bool = False) -> str:
    """The number as it stands in a field: grouped, and without decimals when they are zero."""
    places = max(0, -int(number.normalize().as_tuple().exponent))
    text = f"{number:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if decimal_comma else text
