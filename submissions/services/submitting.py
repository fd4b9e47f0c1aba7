"""Handing in: submit, reopen, withdraw; and the mail with the receipt."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert

from accounts import queries as people
from accounts.states import Role
from challenges.models import Question
from challenges.queries.challenge import questions_of
from core import clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell_people
from submissions import policies, queries
from submissions import states as events
from submissions.models import Submission, SubmissionVersion, VersionFile
from submissions.services import deadline, moves, receipts
from submissions.services.checking import tasks_of, title_problem
from submissions.services.consortium import leave_out_unconfirmed
from submissions.services.declaring import declaration_problem
from submissions.states import SUBMISSION_LIFECYCLE, SubmissionAction, SubmissionState


class Incomplete(Refused):
    """Something that must be answered is not, or is too long."""


def submit(submission: Submission, *, by: Actor) -> SubmissionVersion:
    """Accept the working copy as the next version, and send its receipt.

    A second click finds the version of the first and changes nothing. Raises `TooLate`, `NotOpen`, `Incomplete` or
    `IllegalMove`; then nothing has changed.
    """
    check(policies.can_submit(by, submission))
    with db.session.begin_nested():
        at = deadline.accept(submission_id=submission.id, challenge_id=submission.challenge_id)
        # From here on this transaction alone can write to the proposal; what it reads is what it hands in.
        current = queries.working_copy(submission.id)
        if at is None:
            return _already_submitted(current)
        SUBMISSION_LIFECYCLE.check(current, SubmissionAction.SUBMIT)
        questions = questions_of(current.challenge_id, current.lot_id)
        _must_be_complete(current, questions)
        current = leave_out_unconfirmed(current, by=by)
        version = _keep_version(current, questions, by=by)
        SUBMISSION_LIFECYCLE.move(
            current,
            SubmissionAction.SUBMIT,
            by=by,
            event=events.SUBMISSION_SUBMITTED,
            version=version.number,
            digest=version.digest,
        )
        db.session.flush()
    _send_receipt(current, version, by=by)
    return version


def reopen(submission: Submission, *, by: Actor) -> None:
    """Make a working copy. The version that was submitted stands until another is submitted.

    Raises `TooLate`, `NotOpen` or `IllegalMove`.
    """
    check(policies.can_withdraw(by, submission))
    if submission.reopened_at is not None:
        return
    if SUBMISSION_LIFECYCLE.state_of(submission) is SubmissionState.LOCKED:
        raise deadline.TooLate
    SUBMISSION_LIFECYCLE.check(submission, SubmissionAction.REOPEN)
    with db.session.begin_nested():
        submission.reopened_at = clock.now()
        db.session.flush()
        deadline.hold_for_writing(submission, alone=True)
        SUBMISSION_LIFECYCLE.move(submission, SubmissionAction.REOPEN, by=by, event=events.SUBMISSION_REOPENED)


def withdraw(submission: Submission, *, reason: str = "", by: Actor) -> None:
    """Take the proposal back. Before the deadline nobody but the team will ever read it."""
    check(policies.can_withdraw(by, submission))
    moves.end(submission, SubmissionAction.WITHDRAW, events.SUBMISSION_WITHDRAWN, by=by, reason=reason)


def _already_submitted(current: Submission) -> SubmissionVersion:
    stands = current.state is SubmissionState.SUBMITTED and current.reopened_at is None
    if not stands:
        refusal = deadline.refusal(current.id)
        if not isinstance(refusal, deadline.TooLate):
            SUBMISSION_LIFECYCLE.check(current, SubmissionAction.SUBMIT)
        raise refusal
    return current.versions[-1]


def _must_be_complete(submission: Submission, questions: Sequence[Question]) -> None:
    problems: list[Any] = [task.problem for task in tasks_of(submission, questions) if task.problem]
    if problems or title_problem(submission.title) or declaration_problem(submission):
        raise Incomplete(_l("Some answers are missing or too long. Go back to your proposal to see which."))


def _keep_version(submission: Submission, questions: Sequence[Question], *, by: Actor) -> SubmissionVersion:
    assert submission.submitted_at is not None  # noqa: S101 - just accepted
    assert by.person_id is not None  # noqa: S101 - the policy asked for it
    number = len(submission.versions) + 1
    content = receipts.content_of_version(submission, questions, number=number)
    digest = receipts.digest_of(content)
    version = SubmissionVersion(
        id=new_id(),
        submission=submission,
        number=number,
        submitted_at=submission.submitted_at,
        submitted_by=by.person_id,
        content=content,
        digest=digest,
        signature=receipts.sign(
            reference=submission.reference, version=number, received=submission.submitted_at, digest=digest
        ),
    )
    db.session.add(version)
    db.session.flush()
    files = [{"version_id": version.id, "file_id": file["id"]} for file in content["files"]]
    if files:
        db.session.execute(insert(VersionFile), files)
    return version


def _send_receipt(submission: Submission, version: SubmissionVersion, *, by: Actor) -> None:
    """To whoever submitted; for a proposal that an officer typed in, to the supplier's people as well."""
    told = {by.person_id} - {None}
    if submission.entered_by_officer is not None:
        told |= {person.id for person in people.people_with_role(submission.supplier_id, Role.LEAD, Role.MEMBER)}
    tell_people(
        [person_id for person_id in told if person_id is not None],
        template="submissions/receipt",
        why=_l("You are getting this because a proposal of your organisation was submitted."),
        challenge=submission.challenge,
        # No word of the proposal itself: mail is read by more people than its team.
        reference=submission.reference,
        receipt=receipts.receipt_of(version).words,
        path=f"/proposals/{submission.id}/receipt",
    )
