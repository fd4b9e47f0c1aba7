"""Check a receipt without the service: `python -m submissions.verify --key KEY receipt.txt [content.json] [files ...]`.

KEY is the public key of the service, receipt.txt the receipt or the whole mail that it came in, content.json what was
submitted, and files are those that went with it, under whatever name. This file needs nothing but Python and the
package `cryptography`, so it works alone too: `python verify.py ...`. docs/receipts.md says what is checked.

It ends with 0 when all is as it was submitted, with 1 when something is not, with 2 when something cannot be read,
and with 3 when what was given is right, but the content or a file that belongs to it was not given.
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

RECEIPT_FORM = "townlab-receipt-1"
TRUE, FALSE, UNREADABLE, INCOMPLETE = range(4)
_LABELS = {
    "reference": "Reference",
    "version": "Version",
    "received": "Received",
    "digest": "SHA-256",
    "signature": "Signature",
}
_VERSION = re.compile(r"[1-9][0-9]{0,5}")
_LINE = re.compile(r"^[>\s]*(Reference|Version|Received|SHA-256|Signature):\s*(\S+)\s*$", re.MULTILINE)


class Unreadable(Exception):
    """Something that is no receipt, no key or no content; the words say what."""


@dataclass(frozen=True)
class Receipt:
    """`received` as ISO 8601 in UTC with microseconds, `digest` in hex, `signature` in base64."""

    reference: str
    version: int
    received: str
    digest: str
    signature: str

    @property
    def message(self) -> bytes:
        """What is signed."""
        return canonical(
            {
                "digest": self.digest,
                "form": RECEIPT_FORM,
                "received": self.received,
                "reference": self.reference,
                "version": self.version,
            }
        )

    @property
    def words(self) -> str:
        """The receipt as it stands in the mail and in the file, and as it is read again."""
        return "\n".join(f"{label}: {getattr(self, name)}" for name, label in _LABELS.items())


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `outcome` is `TRUE`, `FALSE` or `INCOMPLETE`."""

    outcome: int
    words: str


def canonical(structure: Any) -> bytes:
    """RFC 8785 for structures without fractions. Raises `TypeError` for anything that JSON or this form has not."""
    _only_exact(structure)
    return json.dumps(structure, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest_of(content: Any) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def read_receipt(words: str) -> Receipt | None:
    """The receipt in a text that somebody pasted, a whole mail for instance; None when a part is missing or doubled."""
    lines = set(_LINE.findall(words))
    found = dict(lines)
    # A line that stands there twice, with two values, could show one thing and prove another.
    if set(found) != set(_LABELS.values()) or len(lines) > len(found) or not _VERSION.fullmatch(found["Version"]):
        return None
    return Receipt(
        reference=found["Reference"],
        version=int(found["Version"]),
        received=found["Received"],
        digest=found["SHA-256"],
        signature=found["Signature"],
    )


def is_signed_with(key: Ed25519PublicKey, receipt: Receipt) -> bool:
    try:
        signature = base64.b64decode(receipt.signature, validate=True)
        key.verify(signature, receipt.message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    # Base64 has several ways to write the same bytes; a receipt has one.
    return base64.b64encode(signature).decode() == receipt.signature


def check(key: Ed25519PublicKey, receipt: Receipt, content: bytes | None, files: Iterable[Path]) -> list[Finding]:
    """Everything that can be said of what was given, the receipt first. Raises `Unreadable`."""
    named = f"{receipt.reference}, version {receipt.version}, received {receipt.received}"
    if not is_signed_with(key, receipt):
        return [Finding(FALSE, f"The receipt is NOT genuine: {named}. This key did not sign what it says.")]
    found = [Finding(TRUE, f"The receipt is genuine: {named}.")]
    if content is None:
        if list(files):
            raise Unreadable("Give the content file as well: it says which files were submitted.")
        return [*found, Finding(INCOMPLETE, "The content was not given, so it was not checked.")]
    if hashlib.sha256(content).hexdigest() != receipt.digest:
        return [*found, Finding(FALSE, "The content is NOT what was submitted: its SHA-256 is another.")]
    return [*found, Finding(TRUE, "The content is exactly what was submitted."), *_check_files(content, files)]


def _check_files(content: bytes, files: Iterable[Path]) -> list[Finding]:
    wanted = _files_in(content)
    found, seen = [], set()
    for path in files:
        digest = _digest_of_file(path)
        seen.add(digest)
        if digest in wanted:
            found.append(Finding(TRUE, f"{path} is exactly the file that was submitted as {wanted[digest]}."))
        else:
            found.append(Finding(FALSE, f"{path} is NOT a file that was submitted: no file had its SHA-256."))
    left = [name for digest, name in wanted.items() if digest not in seen]
    return found + [Finding(INCOMPLETE, f"{name} was not given, so it was not checked.") for name in left]


def _files_in(content: bytes) -> dict[str, str]:
    """The names of the submitted files by their SHA-256."""
    try:
        return {file["sha256"]: file["name"] for file in json.loads(content)["files"]}
    except (ValueError, TypeError, KeyError):
        raise Unreadable("The content file is not one that this service makes.") from None


def _digest_of_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None


def _read_key(path: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(_read(path))
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise Unreadable(f"{path} is not a public key of this service.")
    return key


def _only_exact(value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            if not (isinstance(name, str) and name.isascii()):
                raise TypeError(f"a name must be ASCII text, not {name!r}")
            _only_exact(inner)
    elif isinstance(value, list):
        for inner in value:
            _only_exact(inner)
    elif not (value is None or isinstance(value, str | bool | int)):
        raise TypeError(f"no canonical form for {type(value).__name__}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="verify", description="Check a receipt and what belongs to it, offline.")
    parser.add_argument("--key", type=Path, required=True, help="the public key of the service (a PEM file)")
    parser.add_argument("receipt", type=Path, help="the receipt, or the mail that it came in")
    parser.add_argument("content", type=Path, nargs="?", help="what was submitted (a JSON file)")
    parser.add_argument("files", type=Path, nargs="*", help="the files that were submitted")
    given = parser.parse_args(arguments)
    try:
        findings = _findings(given)
    except Unreadable as problem:
        print(problem)
        return UNREADABLE
    for finding in findings:
        print(finding.words)
    outcomes = {finding.outcome for finding in findings}
    return FALSE if FALSE in outcomes else INCOMPLETE if INCOMPLETE in outcomes else TRUE


def _findings(given: argparse.Namespace) -> list[Finding]:
    key = _read_key(given.key)
    receipt = read_receipt(_read(given.receipt).decode("utf-8", "replace"))
    if receipt is None:
        raise Unreadable(f"{given.receipt} holds no whole receipt: it has the lines {', '.join(_LABELS.values())}.")
    return check(key, receipt, _read(given.content) if given.content else None, given.files)


if __name__ == "__main__":
    sys.exit(main())
