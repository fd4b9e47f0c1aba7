"""What still has to be done before a proposal can be submitted: rules over what is loaded."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models import Question
from challenges.states import AnswerKind, ChallengeState
from core import clock
from core.storage import Scan
from core.text import words_in
from submissions.kinds import KINDS
from submissions.models import Answer, AnswerFile, Submission
from submissions.states import SubmissionState

TITLE_LIMIT = 120
# Whatever the word limit: enough for any draft, too little to fill the database.
CHARACTERS_LIMIT = 60_000
FILES_PER_QUESTION = 5


@dataclass(frozen=True)
class Task:
    """One question of the task list: what was answered, and what is wrong with it (None when it is complete). `place`
    is that in the form."""

    question: Question
    place: int
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
    def word_count(self) -> int:
        return words_in(self.words)

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
    """The question set with its answers: what decides who can apply first. Needs answers and files loaded."""
    answers = {answer.question_id: answer for answer in submission.answers}
    files: dict[uuid.UUID, list[AnswerFile]] = {}
    for held in submission.files:
        files.setdefault(held.question_id, []).append(held)
    currency = submission.challenge.currency
    in_order = sorted(enumerate(questions, start=1), key=lambda one: not one[1].decides_eligibility)
    return [
        _task(each, place, answers.get(each.id), tuple(files.get(each.id, ())), currency) for place, each in in_order
    ]


def title_problem(title: str) -> Any:
    if not title:
        return _l("Enter a title for your proposal")
    return None


def problem_of(question: Question, *, words: str, has_file: bool, currency: str = "") -> Any:
    """What stands in the way of submitting this answer, in words; None when nothing does.

    `question` has its criterion loaded. Without `currency`, amounts in any are taken.
    """
    if question.kind is AnswerKind.FILE:
        return _l("Add a file") if question.required and not has_file else None
    if not words:
        return _l("Answer this question") if question.required or question.decides_eligibility else None
    return KINDS[question.kind].problem(question, words, currency) or _rules_out(question, words)


def rules_out(question: Question, words: str) -> bool:
    """Whether who answers so cannot apply."""
    return bool(words) and question.decides_eligibility and words not in question.eligible_answers


def _rules_out(question: Question, words: str) -> Any:
    return _l("With this answer you cannot apply") if rules_out(question, words) else None


def _task(question: Question, place: int, answer: Answer | None, files: tuple[AnswerFile, ...], currency: str) -> Task:
    words = answer.words if answer else ""
    problem = _virus_in(files) or problem_of(question, words=words, has_file=bool(files), currency=currency)
    if problem is None and answer is not None and answer.confidential and not answer.confidential_because:
        problem = _l("Say why this answer is confidential")
    return Task(question=question, place=place, answer=answer, files=files, problem=problem)


def _virus_in(files: tuple[AnswerFile, ...]) -> Any:
    """The scanner may have been away when a file came, and have found something since."""
    found = next((held.file.name for held in files if held.file.scan is Scan.FOUND), None)
    return _l("A virus was found in “%(name)s”. Remove this file.", name=found) if found else None
