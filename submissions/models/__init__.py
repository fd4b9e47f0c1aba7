"""Tables of proposals and of what belongs to them."""

from submissions.models.clarification import Clarification
from submissions.models.hiding import FileReading, Redaction
from submissions.models.idea import Idea
from submissions.models.submission import (
    NAMES_ARE_KNOWN,
    Answer,
    AnswerFile,
    Submission,
    SubmissionMember,
    SubmissionOpening,
    SubmissionVersion,
    SupplierDeclaration,
    VersionFile,
)

__all__ = [
    "NAMES_ARE_KNOWN",
    "Answer",
    "AnswerFile",
    "Clarification",
    "FileReading",
    "Idea",
    "Redaction",
    "Submission",
    "SubmissionMember",
    "SubmissionOpening",
    "SubmissionVersion",
    "SupplierDeclaration",
    "VersionFile",
]
