"""What a receipt is made of. Pure, so that anybody can redo it; docs/receipts.md says the same for those who do.

The canonical form of a structure is its JSON by RFC 8785 (JCS): UTF-8, no white space, members sorted by name. Ours
hold only text, whole numbers, true, false, null, lists and objects with ASCII names, for which Python's encoder
with sorted keys gives exactly that form.

1. The content of a version is the object that `content_of_version` builds: who proposes, with what its profile said
   at that moment and what it declared, the confirmed members of a consortium, the question set as it stood, the
   answers, and for each file its name, size and SHA-256. Its digest is the SHA-256 over its canonical form.
   The file that the supplier downloads holds just these bytes, so that `sha256sum` gives the digest.
2. The receipt is `{"digest", "form": "townlab-receipt-1", "received", "reference", "version"}`; `received` is the
   database's time in UTC with microseconds. Its signature is Ed25519 over its canonical form.

`submissions.verify` has the form itself, and checks a receipt without the service.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from accounts.models import Supplier
from challenges.models import Question
from core import signing
from submissions.models import Answer, AnswerFile, Submission, SubmissionVersion
from submissions.verify import Receipt, canonical, digest_of, read_receipt

__all__ = [
    "Receipt",
    "canonical",
    "content_of_version",
    "digest_of",
    "is_genuine",
    "read_receipt",
    "receipt_of",
    "sign",
    "written_time",
]

# Versions that were kept in an earlier form stay as they are: the first had neither profiles nor members, the second
# neither options nor declarations.
CONTENT_FORM = "townlab-submission-3"


def is_genuine(receipt: Receipt) -> bool:
    """Whether this installation signed it."""
    return signing.is_signed(receipt.message, receipt.signature)


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


def content_of_version(submission: Submission, questions: Sequence[Question], *, number: int) -> dict[str, Any]:
    """The whole of a version as it is kept and hashed. `submission` is a `queries.working_copy`; the questions have
    their criteria loaded."""
    numbers = {question.id: question.number for question in questions}
    supplier = submission.supplier
    return {
        "form": CONTENT_FORM,
        "reference": submission.reference,
        "version": number,
        "challenge": submission.challenge.reference,
        "currency": submission.challenge.currency,
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
        "declarations": _declared(submission),
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
        "options": list(question.options),
        "eligible_answers": list(question.eligible_answers),
        "ineligible_because": question.ineligible_because,
        "vat_included": question.vat_included,
        "price_formula": question.criterion.price_formula.value
        if question.criterion and question.criterion.price_formula
        else None,
    }


def _declared(submission: Submission) -> dict[str, Any] | None:
    declared, confirmed_at = submission.declaration, submission.declaration_confirmed_at
    if declared is None or confirmed_at is None:
        return None
    return {
        "declared": written_time(declared.declared_at),
        "confirmed": written_time(confirmed_at),
        "grounds": list(declared.grounds),
        "grounds_words": declared.grounds_words,
        "subsidised": declared.subsidised,
        "subsidy_words": declared.subsidy_words,
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
