"""Sets a document from a template and data, as a PDF that says its structure, language and title (PDF/UA-1).

It is done by a process of its own that can be ended: what people wrote may be long, and takes no page down with it.
What they wrote is data to the template, so no word of it is read as a command.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import typst

SECONDS = 30
# What the fonts that come along cannot show is looked for on the machine; what no font shows stays an empty box.
_WAYS: tuple[dict[str, Any], ...] = (
    {"ignore_system_fonts": True, "pdf_standards": ["ua-1"]},
    {"ignore_system_fonts": False, "pdf_standards": ["ua-1"]},
    {"ignore_system_fonts": False, "pdf_tags": True},
)


class NotSet(Exception):
    """It took too long, or could not be done at all."""


def typeset(template: Path, data: dict[str, Any]) -> bytes:
    """The PDF. Raises `NotSet`."""
    try:
        done = subprocess.run(  # noqa: S603 - this file, with the same Python; what people wrote comes in by the pipe
            [sys.executable, str(Path(__file__)), str(template)],
            input=json.dumps(data).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise NotSet from error
    return done.stdout


def compiled(template: Path, data: str) -> bytes:
    problem: Exception | None = None
    for way in _WAYS:
        try:
            return bytes(typst.compile(template.read_bytes(), format="pdf", sys_inputs={"data": data}, **way) or b"")
        except typst.TypstError as error:
            problem = error
    raise NotSet from problem


if __name__ == "__main__":
    sys.stdout.buffer.write(compiled(Path(sys.argv[1]), sys.stdin.read()))
