"""Small questions about a text."""

import re
from typing import Final

# Deliberately wide: only a message that arrives proves an address.
_EMAIL: Final = re.compile(r"[^@\s<>()\[\],;:\"\\]+@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")


def is_email(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None and ".." not in text and not text.startswith(".") and ".@" not in text


def count_words(text: str) -> int:
    """Words as the character count in the browser counts them: runs of anything but spaces."""
    return len(re.findall(r"\S+", text))
