"""Where the pages of this feature are registered, and what several of them need."""

from urllib.parse import urlsplit

from flask import Blueprint

blueprint = Blueprint("accounts", "accounts")


def local(wanted: str | None) -> str:
    """The path to go on to, only when it is one of this service."""
    parts = urlsplit(wanted or "")
    safe = wanted and not parts.scheme and not parts.netloc and wanted.startswith("/") and not wanted.startswith("//")
    return wanted if safe and "\\" not in (wanted or "") else ""  # type: ignore[return-value]
