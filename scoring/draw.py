"""Run a draw again: `python -m scoring.draw SEED [REFERENCE ...]`, or the references in a file or from the input.

SEED is the one that was published, and the references are those of the proposals that were equal, in any order. This
file needs nothing but Python, so it works alone too: `python draw.py ...`. docs/scoring.md says where the seed is from.

It prints the references in the order in which they were drawn, and ends with 0; with 2 when something cannot be read.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

DRAWN, UNREADABLE = 0, 2
FROM_INPUT = "-"


def draw_ticket(seed: str, reference: str) -> str:
    """The draw: among proposals still equal, the lower SHA-256 of `seed|reference`, in hex, goes first."""
    return hashlib.sha256(f"{seed}|{reference}".encode()).hexdigest()


def in_drawn_order(seed: str, references: Iterable[str]) -> list[str]:
    """Each reference once; the order in which they are given changes nothing."""
    return sorted(set(references), key=lambda reference: draw_ticket(seed, reference))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="draw", description="Print references in the order in which they were drawn.")
    parser.add_argument("seed", help="the published seed")
    parser.add_argument("references", nargs="*", help="references of the proposals that were equal")
    parser.add_argument("--file", help=f"a file with one reference on each line; {FROM_INPUT} for the input")
    parser.add_argument("--tickets", action="store_true", help="also print what each reference drew")
    given = parser.parse_args(arguments)
    try:
        references = [*given.references, *_listed(given.file)]
    except (OSError, UnicodeDecodeError) as error:
        print(f"{given.file} cannot be read: {error}", file=sys.stderr)
        return UNREADABLE
    if not references:
        print("There is no reference to draw.", file=sys.stderr)
        return UNREADABLE
    for reference in in_drawn_order(given.seed.strip(), references):
        print(f"{reference} {draw_ticket(given.seed.strip(), reference)}" if given.tickets else reference)
    return DRAWN


def _listed(name: str | None) -> list[str]:
    if name is None:
        return []
    text = sys.stdin.read() if name == FROM_INPUT else Path(name).read_text(encoding="utf-8")
    return text.split()


if __name__ == "__main__":
    sys.exit(main())
