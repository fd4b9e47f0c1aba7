"""The virus scanner, where there is one: clamd, asked by its own protocol (man clamd, INSTREAM).

Content is sent in pieces and never kept here. Whoever asks learns what was found, or that nobody can tell now.
"""

import contextlib
import re
import socket
import struct
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from flask import current_app

# A scanner on the same network answers at once or not at all; looking through a large archive takes it a while.
CONNECT_SECONDS = 3
SCAN_SECONDS = 30
_ANSWER = re.compile(r"^stream: (?:(?P<found>.+) FOUND|OK)$")


class ScannerDown(Exception):
    """The scanner cannot be reached, or could not look through the content. What it said is the message."""


def is_configured() -> bool:
    return bool(current_app.config["CLAMD_URL"])


def answers() -> bool:
    """Whether the scanner is there now."""
    try:
        with _connection() as connection:
            connection.sendall(b"zPING\0")
            return _reply(connection) == "PONG"
    except OSError:
        return False


def found_in(pieces: Iterable[bytes]) -> str | None:
    """The name of what the scanner found in the content, None when it found nothing. Raises `ScannerDown`."""
    try:
        with _connection() as connection:
            reply = _ask(connection, pieces)
    except OSError as error:
        raise ScannerDown(str(error)) from error
    answer = _ANSWER.match(reply)
    if answer is None:
        raise ScannerDown(reply or "no answer")
    return answer["found"]


def _ask(connection: socket.socket, pieces: Iterable[bytes]) -> str:
    # What is over its StreamMaxLength makes the scanner say so and hang up while we are still sending.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(b"zINSTREAM\0")
        for piece in pieces:
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
    return _reply(connection)


def _reply(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (more := connection.recv(4096)):
        said += more
    return said.rstrip(b"\0").decode(errors="replace").strip()


@contextlib.contextmanager
def _connection() -> Iterator[socket.socket]:
    place = urlsplit(current_app.config["CLAMD_URL"])
    if place.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        target: str | tuple[str, int] = place.path
    else:
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        target = (place.hostname or "127.0.0.1", place.port or 3310)
    with contextlib.closing(connection):
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(target)
        connection.settimeout(SCAN_SECONDS)
        yield connection
