"""Hiding in a proposal what would tell its assessors who proposes. What was submitted is never changed."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from challenges.models import Challenge
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from submissions import hiding, policies, queries
from submissions import states as events
from submissions.models import NAMES_ARE_KNOWN, Clarification, Redaction, Submission
from submissions.queries.telling import Told


class NotChecked(Refused):
    """Nobody has confirmed yet that nothing in a proposal tells who proposes."""


_NOT_CHECKED = _l(
    "Assessors of this challenge read without names. First check every proposal for words that tell who proposes."
)


def must_be_apart(challenge: Challenge, *, by: Actor) -> None:
    """Raises `Refused` for an officer who assesses the challenge: whoever does this learns who proposes."""
    hidden = challenge.anonymised and challenge.state not in NAMES_ARE_KNOWN
    if hidden and queries.is_kept_from_names(by, challenge):
        raise Refused(
            _l("You assess this challenge without names. Another officer does this, because it tells who proposes.")
        )


def hide_words(told: Told, phrases: Iterable[str], *, by: Actor) -> int:
    """Hide these words wherever they stand in the proposal's free text; returns how many were not hidden before.

    Raises `Refused` for words that do not stand there, and where names are not hidden; then nothing has changed.
    """
    _check(told.submission, by)
    wanted = list(dict.fromkeys(" ".join(words.split()) for words in phrases if words.strip()))
    for words in wanted:
        if not hiding.can_be_hidden(words) or not any(hiding.is_in(text, words) for text in told.texts):
            raise Refused(_l("“%(words)s” does not stand in this proposal. Check how it is written.", words=words),
                          field="words")  # fmt: skip
    known = {words.casefold() for words in told.hidden.words}
    new = [words for words in wanted if words.casefold() not in known]
    for words in new:
        _keep(told.submission, words=words, event=events.WORDS_HIDDEN, by=by)
    return len(new)


def hide_files(told: Told, file_ids: Iterable[uuid.UUID], *, by: Actor) -> int:
    """Offer these files to no assessor; returns how many were offered before."""
    _check(told.submission, by)
    there = {file.id for answer in told.answers for file in answer.files}
    new = [file_id for file_id in file_ids if file_id in there and file_id not in told.hidden.file_ids]
    for file_id in new:
        _keep(told.submission, file_id=file_id, event=events.FILE_HIDDEN, by=by)
    return len(new)


def confirm_seen(submission: Submission, seen: str, *, by: Actor) -> bool:
    """Somebody has looked through what had this digest (`Told.digest`), and nothing is left that tells who proposes.

    False, and nothing has changed, when something has been added or shown again since they looked.
    """
    _check(submission, by)
    _hold([submission])
    if [told.digest() for told in queries.told_by([submission])] != [seen]:
        return False
    confirm_checked([submission], by=by)
    return True


def confirm_checked(submissions: Sequence[Submission], *, by: Actor) -> int:
    """Somebody has looked through these as they stand now; returns how many are new."""
    for submission in submissions:
        _check(submission, by)
    _hold(submissions)
    known = queries.checked_among([one.id for one in submissions])
    new = [one for one in submissions if one.id not in known]
    at = clock.now()
    for one in new:
        audit.record(events.SLIPS_CHECKED, subject=one, by=by, council_id=one.challenge.council_id, at=at)
    _clear([one.id for one in new], at)
    return len(new)


def confirm_where_nothing_was_found(challenge: Challenge, *, by: Actor) -> int:
    """The same for all proposals that the actor may open and in which no sign of the bidder was found.

    Not for those with files that a machine has not read whole.
    """
    check(policies.can_check_eligibility_of(by, challenge))
    must_be_apart(challenge, by=by)
    done = 0
    for batch in queries.batches_to_check(by, challenge):
        _hold(batch)
        found = {told.submission.id for told in queries.told_by(batch) if told.tells_nothing}
        done += confirm_checked([one for one in batch if one.id in found], by=by)
    return done


def must_be_checked(submissions: Collection[Submission]) -> None:
    """Raises `NotChecked` while something in these proposals may still tell their assessors who proposes."""
    if not queries.were_checked([one.id for one in submissions if one.names_hidden]):
        raise NotChecked(_NOT_CHECKED)


def must_not_name(submission_id: uuid.UUID, words: str, *, field: str) -> None:
    """Raises `Refused` when words that assessors will read say who proposes, while names are hidden."""
    submission = queries.with_bodies(submission_id)
    found = hiding.telling([words], queries.signs_in(submission)) if submission.names_hidden else []
    if found:
        raise Refused(
            _l("This would tell an assessor who proposes: %(words)s. Write it without.", words=", ".join(found)),
            field=field,
        )


def lift(redaction: Redaction, *, by: Actor) -> None:
    """Show it again. Once is enough: a second click changes nothing."""
    _check(redaction.submission, by)
    _hold([redaction.submission])
    db.session.refresh(redaction, attribute_names=["lifted_at"])
    if redaction.lifted_at is not None:
        return
    redaction.lifted_at, redaction.lifted_by = clock.now(), by.person_id
    _record(redaction, redaction.submission, events.REDACTION_LIFTED, by=by)


def _check(submission: Submission, by: Actor) -> None:
    check(policies.can_hide_words(by, submission))
    if not submission.names_hidden:
        raise Refused(_l("Names are not hidden in this challenge now, so there is nothing to hide."))
    must_be_apart(submission.challenge, by=by)


def _hold(submissions: Sequence[Submission]) -> None:
    """Until the end of the transaction nothing is asked, answered or shown again: what is read now is what counts."""
    ids = [one.id for one in submissions]
    db.session.execute(
        select(Submission.id).where(Submission.id.in_(ids)).order_by(Submission.id).with_for_update(key_share=True)
    )
    db.session.execute(
        select(Clarification.id)
        .where(Clarification.submission_id.in_(ids))
        .order_by(Clarification.id)
        .with_for_update(key_share=True)
    )
    # Whoever held them before may have read the clock later.
    clock.forget()


def _clear(submission_ids: Sequence[uuid.UUID], at: dt.datetime) -> None:
    """From now on assessors read what was asked and answered about these. They are held."""
    db.session.flush()
    of_these = update(Clarification).where(Clarification.submission_id.in_(submission_ids))
    db.session.execute(of_these.where(Clarification.words_checked_at.is_(None)).values(words_checked_at=at))
    db.session.execute(
        of_these.where(Clarification.answered_at.is_not(None), Clarification.answer_checked_at.is_(None)).values(
            answer_checked_at=at
        )
    )


def _keep(submission: Submission, *, words: str = "", file_id: uuid.UUID | None = None, event: str, by: Actor) -> None:
    redaction = Redaction(
        id=new_id(),
        submission_id=submission.id,
        words=words,
        file_id=file_id,
        made_by=by.person_id,
        made_at=clock.now(),
    )
    db.session.add(redaction)
    db.session.flush()
    _record(redaction, submission, event, by=by)


def _record(redaction: Redaction, submission: Submission, event: str, *, by: Actor) -> None:
    """The words themselves stand in their own row: an event holds none."""
    council_id = submission.challenge.council_id
    audit.record(event, subject=redaction, by=by, council_id=council_id, submission_id=submission.id)
