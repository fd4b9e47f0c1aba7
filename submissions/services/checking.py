"""What still has to be done before a proposal can be submitted: rules over what is loaded."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models import Question
from challenges.states import AnswerKind, ChallengeState
from core import clock
from core.storage import Scan
from core.text import words_in
from submissions.models import Answer, AnswerFile, Submission
from submissions.states import SubmissionState

TITLE_LIMIT = 120
# Whatever the word limit: enough for any draft, too little to fill the database.
CHARACTERS_LIMIT = 60_000
FILES_PER_QUESTION = 5
_AMOUNT_SIGNS = "£€$ \u00a0\u202f"


@dataclass(frozen=True)
class Task:
    """One question of the task list: what was answered, and what is wrong with it (None when it is complete)."""

    question: Question
    answer: Answer | None
    files: tuple[AnswerFile, ...]
    problem: Any

    @property
    def is_started(self) -> bool:
        return bool(self.files or (self.answer and self.answer.words))

    @property
    def words(self) -> str:
        return self.answer.words if self.answer else ""

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def confidential(self) -> bool:
        return bool(self.answer and self.answer.confidential)


def can_change(submission: Submission) -> bool:
    """Whether there is a working copy, and still time to submit it."""
    closes_at = submission.challenge.closes_at
    is_open = (
        submission.challenge.state is ChallengeState.APPROVED and closes_at is not None and clock.now() < closes_at
    )
    is_working = submission.state is SubmissionState.DRAFT or (
        submission.state is SubmissionState.SUBMITTED and submission.reopened_at is not None
    )
    return is_open and is_working


def tasks_of(submission: Submission, questions: Sequence[Question]) -> list[Task]:
    """The question set with its answers, in order. Needs answers and files loaded."""
    answers = {answer.question_id: answer for answer in submission.answers}
    files: dict[uuid.UUID, list[AnswerFile]] = {}
    for held in submission.files:
        files.setdefault(held.question_id, []).append(held)
    return [_task(question, answers.get(question.id), tuple(files.get(question.id, ()))) for question in questions]


def title_problem(title: str) -> Any:
    if not title:
        return _l("Enter a title for your proposal")
    return None


def problem_of(question: Question, *, words: str, has_file: bool) -> Any:
    """What stands in the way of submitting this answer, in words; None when nothing does."""
    if question.kind is AnswerKind.FILE:
        return _l("Add a file") if question.required and not has_file else None
    if not words:
        return _l("Answer this question") if question.required else None
    if question.kind in (AnswerKind.NUMBER, AnswerKind.MONEY):
        return None if amount_in(words) is not None else _l("Enter a number, like 12,500")
    count = words_in(words)
    if question.word_limit and count > question.word_limit:
        return _l("This has %(count)s words. Shorten it to %(limit)s.", count=count, limit=question.word_limit)
    return None


def amount_in(words: str) -> Decimal | None:
    """The number in "£12,500.50" or "12500"; None when there is none to be read without guessing."""
    plain = words.strip()
    for sign in _AMOUNT_SIGNS:
        plain = plain.replace(sign, "")
    try:
        number = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 12 else None


def _task(question: Question, answer: Answer | None, files: tuple[AnswerFile, ...]) -> Task:
    words = answer.words if answer else ""
    return Task(
        question=question,
        answer=answer,
        files=files,
        problem=_virus_in(files) or problem_of(question, words=words, has_file=bool(files)),
    )


def _virus_in(files: tuple[AnswerFile, ...]) -> Any:
    """The scanner may have been away when a file came, and have found something since."""
    found = next((held.file.name for held in files if held.file.scan is Scan.FOUND), None)
    return _l("A virus was found in “%(name)s”. Remove this file.", name=found) if found else None
