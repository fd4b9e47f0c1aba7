"""What changed in a long text, sent in place of the whole of it.

A change keeps the first `start` and the last `end` characters (code points) of the text that it was made from, and has
`insert` between them. `sha256`, in hex, is that of the text that comes out, so a change that was made from another text
is never taken for one of this.
"""

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Delta:
    start: int
    end: int
    insert: str
    sha256: str

    def apply(self, base: str) -> str | None:
        """The new text; None when the change does not belong to `base`."""
        if not (self.start >= 0 and self.end >= 0 and self.start + self.end <= len(base)):
            return None
        text = base[: self.start] + self.insert + base[len(base) - self.end :]
        fits = hashlib.sha256(text.encode()).hexdigest() == self.sha256
        return text if fits and text == text.strip() else None


def read_delta(sent: str) -> Delta | None:
    """A change as `assets/scripts/autosave.js` sends it, in JSON; None for anything else."""
    try:
        found = json.loads(sent)
        delta = Delta(**found)
        delta.insert.encode()
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    shapes = (delta.start, int), (delta.end, int), (delta.insert, str), (delta.sha256, str)
    return delta if all(type(value) is shape for value, shape in shapes) else None


def difference(base: str, text: str) -> Delta:
    """The change that leads from `base` to `text`, as the script reckons it."""
    limit = min(len(base), len(text))
    start = next((n for n in range(limit) if base[n] != text[n]), limit)
    end = next((n for n in range(limit - start) if base[-1 - n] != text[-1 - n]), limit - start)
    return Delta(start, end, text[start : len(text) - end], hashlib.sha256(text.encode()).hexdigest())
