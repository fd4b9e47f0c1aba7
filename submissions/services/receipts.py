"""What a receipt is made of. Pure, so that anybody can redo it.

The canonical form of a structure is its JSON by RFC 8785 (JCS): UTF-8, no white space, members sorted by name. Ours
hold only text, whole numbers, true, false, null, lists and objects with ASCII names, for which Python's encoder
with sorted keys gives exactly that form.

1. The content of a version is the object that `content_of_version` builds: who proposes, with what its profile said
   at that moment, the confirmed members of a consortium, the question set as it stood, the answers, and for each file
   its name, size and SHA-256. Its digest is the SHA-256 over its canonical form.
   The file that the supplier downloads holds just these bytes, so that `sha256sum` gives the digest.
2. The receipt is `{"digest", "form": "townlab-receipt-1", "received", "reference", "version"}`; `received` is the
   database's time in UTC with microseconds. Its signature is Ed25519 over its canonical form.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Supplier
from challenges.models import Question
from core import signing
from submissions.models import Answer, AnswerFile, Submission, SubmissionVersion

CONTENT_FORM = "townlab-submission-2"
RECEIPT_FORM = "townlab-receipt-1"
_LABELS = {
    "reference": "Reference",
    "version": "Version",
    "received": "Received",
    "digest": "SHA-256",
    "signature": "Signature",
}
_LINE = re.compile(r"^[>\s]*(Reference|Version|Received|SHA-256|Signature):\s*(\S+)\s*$", re.MULTILINE)


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
        """The receipt as it stands in the mail and in the file, and as the verification page reads it."""
        return "\n".join(f"{label}: {getattr(self, name)}" for name, label in _LABELS.items())

    @property
    def is_genuine(self) -> bool:
        return signing.is_signed(self.message, self.signature)


def canonical(structure: Any) -> bytes:
    """RFC 8785 for structures without fractions. Raises `TypeError` for anything that JSON or this form has not."""
    _only_exact(structure)
    return json.dumps(structure, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest_of(content: Any) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def written_time(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sign(*, reference: str, version: int, received: dt.datetime, digest: str) -> str:
    unsigned = Receipt(
        reference=reference, version=version, received=written_time(received), digest=digest, signature=""
    )
    return signing.sign(unsigned.message)


def receipt_of(version: SubmissionVersion) -> Receipt:
    """The receipt of a version whose submission is loaded."""
    return Receipt(
        reference=version.submission.reference,
        version=version.number,
        received=written_time(version.submitted_at),
        digest=version.digest,
        signature=version.signature,
    )


def read_receipt(words: str) -> Receipt | None:
    """The receipt in a text that somebody pasted, a whole mail for instance; None when a part is missing."""
    found = dict(_LINE.findall(words))
    if set(found) != set(_LABELS.values()) or not found["Version"].isdecimal() or len(found["Version"]) > 6:
        return None
    return Receipt(
        reference=found["Reference"],
        version=int(found["Version"]),
        received=found["Received"],
        digest=found["SHA-256"].lower(),
        signature=found["Signature"],
    )


def content_of_version(submission: Submission, questions: Sequence[Question], *, number: int) -> dict[str, Any]:
    """The whole of a version as it is kept and hashed. `submission` is a `queries.working_copy`."""
    numbers = {question.id: question.number for question in questions}
    supplier = submission.supplier
    return {
        "form": CONTENT_FORM,
        "reference": submission.reference,
        "version": number,
        "challenge": submission.challenge.reference,
        "lot": submission.lot.number,
        "supplier": _organisation(supplier)
        | {"size": supplier.size, "profile": supplier.profile.words if supplier.profile else {}},
        "members": sorted(
            (
                _organisation(member.body) | {"part": member.part}
                for member in submission.members
                if member.confirmed_at is not None
            ),
            key=lambda member: (member["name"], member["identifier"]),
        ),
        "title": submission.title,
        "questions": [_question(question) for question in questions],
        "answers": _sorted(_answer(answer, numbers) for answer in submission.answers if answer.question_id in numbers),
        "files": _sorted(_file(held, numbers) for held in submission.files if held.question_id in numbers),
    }


def _organisation(supplier: Supplier) -> dict[str, Any]:
    return {"name": supplier.name, "scheme": supplier.identifier_scheme, "identifier": supplier.identifier}


def _question(question: Question) -> dict[str, Any]:
    return {
        "number": question.number,
        "words": question.words,
        "help": question.help,
        "kind": question.kind.value,
        "word_limit": question.word_limit,
        "required": question.required,
        "criterion_id": str(question.criterion_id) if question.criterion_id else None,
        "identifies_bidder": question.identifies_bidder,
        "public": question.public,
    }


def _answer(answer: Answer, numbers: dict[Any, int]) -> dict[str, Any]:
    return {
        "question": numbers[answer.question_id],
        "words": answer.words,
        "confidential": answer.confidential,
        "confidential_because": answer.confidential_because,
    }


def _file(held: AnswerFile, numbers: dict[Any, int]) -> dict[str, Any]:
    return {
        "question": numbers[held.question_id],
        "id": str(held.file_id),
        "name": held.file.name,
        "size": held.file.size,
        "sha256": held.file.sha256,
        "confidential": held.confidential,
    }


def _sorted(parts: Any) -> list[dict[str, Any]]:
    return sorted(parts, key=lambda part: (part["question"], part.get("id", "")))


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
