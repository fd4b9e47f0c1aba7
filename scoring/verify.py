"""Check a dossier without the service: `python -m scoring.verify [--key KEY] dossier.zip`.

KEY is the public key of the service; with it, the signature of the manifest is checked too. This file needs nothing
but Python (and, for the signature, the package `cryptography`), so it works alone too: `python verify.py ...`.
docs/dossier.md says what a dossier holds.

It ends with 0 when every file is as it was packed, with 1 when something is not, and with 2 when it cannot be read.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

MANIFEST, SIGNATURE = "manifest.json", "manifest.signature"
FORM = "townlab-dossier-1"
RIGHT, WRONG, UNREADABLE = range(3)
# No way out of the folder into which somebody unpacks it, on any system.
_SAFE = re.compile(r"(?!.*(^|/)\.)[^\\:*?\"<>|\x00-\x1f/][^\\:*?\"<>|\x00-\x1f]*")


class Unreadable(Exception):
    """No dossier; the words say why."""


def is_safe(name: str) -> bool:
    """Whether a path in the dossier stays where it is unpacked."""
    return bool(_SAFE.fullmatch(name)) and "//" not in name


def problems_in(archive: zipfile.ZipFile, key: str = "") -> Iterator[str]:
    """What is not as it was packed, in words. `key` is a public key in PEM form."""
    manifest = archive.read(MANIFEST) if MANIFEST in archive.namelist() else b""
    wanted = _listed(manifest)
    held = Counter(archive.namelist())
    yield from (f"{name} is in it twice." for name, count in held.items() if count > 1)
    yield from (f"{name} has a name that is not safe." for name in held if not is_safe(name))
    yield from (f"{name} is missing." for name in sorted(wanted.keys() - held.keys()))
    unlisted = held.keys() - wanted.keys() - {MANIFEST, SIGNATURE}
    yield from (f"{name} is not in the manifest." for name in sorted(unlisted))
    for name in sorted(wanted.keys() & held.keys()):
        if _digest(archive, name) != wanted[name]:
            yield f"{name} is NOT as it was packed: its SHA-256 is another."
    if key and not _is_signed(manifest, archive.read(SIGNATURE) if SIGNATURE in held else b"", key):
        yield "The manifest is NOT signed by this key."


def _listed(manifest: bytes) -> dict[str, str]:
    try:
        told: Any = json.loads(manifest)
        if told["form"] != FORM:
            raise Unreadable("This is a dossier of another form.")
        return {file["name"]: file["sha256"] for file in told["files"]}
    except (ValueError, TypeError, KeyError):
        raise Unreadable("This holds no manifest of a dossier.") from None


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as stream:
            while piece := stream.read(64 * 1024):
                digest.update(piece)
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""
    return digest.hexdigest()


def _is_signed(manifest: bytes, signature: bytes, key: str) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - asked for only with a key
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    try:
        found = load_pem_public_key(key.encode())
        if not isinstance(found, Ed25519PublicKey):
            raise Unreadable("This is not a public key of the service.")
        found.verify(base64.b64decode(signature.strip(), validate=True), manifest)
    except (InvalidSignature, ValueError):
        return False
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="verify", description="Check a dossier against its manifest, offline.")
    parser.add_argument("--key", type=Path, help="the public key of the service (a PEM file)")
    parser.add_argument("dossier", type=Path, help="the dossier (a ZIP file)")
    given = parser.parse_args(arguments)
    try:
        with zipfile.ZipFile(given.dossier) as archive:
            found = list(problems_in(archive, given.key.read_text() if given.key else ""))
            files = len(archive.namelist())
            digest = hashlib.sha256(archive.read(MANIFEST)).hexdigest()
    except (Unreadable, OSError, zipfile.BadZipFile, KeyError) as problem:
        print(f"{given.dossier} cannot be read as a dossier: {problem}")
        return UNREADABLE
    for words in found:
        print(words)
    print(f"{files} files. SHA-256 of the manifest: {digest}")
    print("Something is NOT as it was packed." if found else "Everything is as it was packed.")
    return WRONG if found else RIGHT


if __name__ == "__main__":
    sys.exit(main())
