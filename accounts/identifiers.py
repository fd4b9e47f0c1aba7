"""Official numbers of organisations, by the scheme that gives them (org-id.guide): how each is written and checked.

Whoever gives a number may have left out zeros, put in spaces or chosen the neighbouring scheme. `canonical` brings all
of that to one form, so that the same organisation is found again.
"""

import re

_NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_CIF_LETTERS = "JABCDEFGHI"
_SHAPES = {
    # Companies House: eight digits, or two signs for the register and six more.
    "GB-COH": r"\d{8}|[A-Z][A-Z0-9]\d{5}[A-Z0-9]",
    "GB-NIC": r"NIC\d{6}",
    "GB-CHC": r"\d{6,7}",
    "GB-SC": r"SC\d{6}",
    "GB-UKPRN": r"\d{8}",
    "ES-RMC": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "XI-LEI": r"[A-Z0-9]{18}\d{2}",
}
EXAMPLES = {
    "GB-COH": "01234567",
    "GB-NIC": "NIC100123",
    "GB-CHC": "1234567",
    "GB-SC": "SC012345",
    "GB-UKPRN": "10001234",
    "ES-RMC": "B58818501",
    "XI-LEI": "5493001KJTIIGC8Y1R12",
}


def canonical(scheme: str, typed: str) -> tuple[str, str]:
    """Scheme and number as they are kept, whatever was typed; `is_right` tells whether there can be such a number."""
    number = re.sub(r"[^A-Z0-9]", "", typed.upper())
    # Companies of Northern Ireland are in the register of companies with the others.
    if scheme == "GB-NIC" and re.fullmatch(r"NI\d{5,6}", number):
        scheme = "GB-COH"
    if scheme == "GB-COH":
        number = _padded(number)
    elif scheme in ("GB-SC", "GB-NIC") and number.isdecimal():
        number = {"GB-SC": "SC", "GB-NIC": "NIC"}[scheme] + number.zfill(6)
    elif scheme == "GB-SC" and re.fullmatch(r"SC\d{1,5}", number):
        number = "SC" + number[2:].zfill(6)
    elif scheme == "ES-RMC":
        number = number.removeprefix("ES") if len(number) == 11 else number
    return scheme, number


def is_right(scheme: str, number: str) -> bool:
    """Whether a number in its canonical form has the right shape and, where the scheme has one, the right check."""
    if not re.fullmatch(_SHAPES.get(scheme, ".+"), number):
        return False
    if scheme == "ES-RMC":
        return _is_nif(number)
    if scheme == "XI-LEI":
        # ISO 7064 mod 97-10, letters counting from 10.
        return int("".join(str(int(sign, 36)) for sign in number)) % 97 == 1
    return True


def _padded(number: str) -> str:
    if number.isdecimal():
        return number.zfill(8)
    found = re.fullmatch(r"([A-Z]{2})(\d{1,5})", number)
    return found[1] + found[2].zfill(6) if found else number


def _is_nif(number: str) -> bool:
    """Of a person (a letter at the end, taken from the remainder by 23) or of an organisation (a digit or a letter)."""
    first, digits, check = number[0], number[1:-1], number[-1]
    if first.isdecimal():
        return check == _NIF_LETTERS[int(first + digits) % 23]
    if first in "XYZ":
        return check == _NIF_LETTERS[int(f"{'XYZ'.index(first)}{digits}") % 23]
    odd = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::2])
    rest = (10 - (odd + sum(map(int, digits[1::2]))) % 10) % 10
    return check in (str(rest), _CIF_LETTERS[rest])
