"""Two real connections race the deadline, each other, and an extension. The database decides."""

import datetime as dt
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from core import clock
from core.database import db
from submissions import queries, services
from submissions.models import Submission, SubmissionVersion
from submissions.services import deadline
from submissions.states import SubmissionState
from tests.factories.submissions import challenge_open, draft, own, supplier_person


def closing_in(seconds: float, *, drafts: int = 1):
    """A challenge, a draft and who wrote it (or several drafts), so long before the deadline."""
    challenge, by = challenge_open(), supplier_person()
    submission = draft(challenge, by=by)
    others = [draft(challenge, by=supplier_person()) for _ in range(drafts - 1)]
    db.session.commit()
    clock.move_to(challenge.closes_at - dt.timedelta(seconds=seconds))
    db.session.commit()
    return challenge, [submission, *others] if others else submission, by


def let_the_deadline_pass(challenge):
    """Time moves on for everybody, whatever transactions are under way; no machine is too slow for this."""
    with Session(db.engines[None]) as somebody:
        left = challenge.closes_at - clock.exactly_now()
        somebody.execute(text("update demonstration_clock set moved_by = moved_by + :left"), {"left": left})
        somebody.commit()


def accept(session: Session, submission: Submission):
    arguments = {"submission_id": submission.id, "challenge_id": submission.challenge_id}
    return session.execute(deadline.ACCEPT, arguments).scalar_one_or_none()


def test_one_before_and_one_after_the_deadline_from_two_connections(app, elsewhere):
    challenge, (first, second), _by = closing_in(60, drafts=2)
    identifiers = first.id, second.id
    # Both transactions begin, and both application servers think, before the deadline.
    elsewhere.execute(text("select 1"))
    db.session.execute(text("select 1"))
    accepted = accept(db.session, first)
    db.session.commit()
    let_the_deadline_pass(challenge)
    refused = accept(elsewhere, second)
    elsewhere.commit()
    assert accepted is not None
    assert accepted < challenge.closes_at
    assert refused is None
    states = [db.session.get(Submission, found, populate_existing=True).submitted_at for found in identifiers]
    assert states == [accepted, None]


def test_a_transaction_that_began_before_the_deadline_is_refused_after_it(elsewhere):
    challenge, submission, by = closing_in(60)
    loaded = own(submission, by)
    assert clock.now() < loaded.challenge.closes_at
    let_the_deadline_pass(challenge)
    with pytest.raises(services.TooLate):
        services.submit(loaded, by=by)
    db.session.rollback()
    assert db.session.get(Submission, submission.id).state is SubmissionState.DRAFT


def test_waiting_for_a_lock_does_not_carry_a_submission_over_the_deadline(elsewhere):
    """A colleague's save holds the proposal while the deadline passes: the clock is read after the wait."""
    _challenge, submission, _by = closing_in(0.8)
    elsewhere.execute(text("select id from submissions where id = :id for update"), {"id": submission.id})
    let_go = threading.Timer(1.0, elsewhere.commit)
    let_go.start()
    assert accept(db.session, submission) is None
    let_go.join()


def test_an_extension_under_way_is_waited_for_and_counts(elsewhere):
    challenge, submission, _by = closing_in(0.8)
    elsewhere.execute(
        text("update challenges set closes_at = closes_at + interval '1 hour' where id = :id"), {"id": challenge.id}
    )
    commits = threading.Timer(1.0, elsewhere.commit)
    commits.start()
    accepted = accept(db.session, submission)
    commits.join()
    assert accepted is not None


def test_an_extension_that_is_given_up_does_not_count(elsewhere):
    challenge, submission, _by = closing_in(0.8)
    elsewhere.execute(
        text("update challenges set closes_at = closes_at + interval '1 hour' where id = :id"), {"id": challenge.id}
    )
    gives_up = threading.Timer(1.0, elsewhere.rollback)
    gives_up.start()
    refused = accept(db.session, submission)
    gives_up.join()
    assert refused is None


def test_two_clicks_at_the_same_moment_make_one_version(app, committing_session):
    _challenge, submission, by = closing_in(60)
    start = threading.Barrier(2)
    found: list[object] = []

    def click() -> None:
        with app.app_context():
            loaded = queries.own_submission(by, submission_id)
            start.wait()
            try:
                found.append(services.submit(loaded, by=by).id)
                db.session.commit()
            finally:
                db.session.remove()

    submission_id = submission.id
    db.session.commit()
    clicks = [threading.Thread(target=click) for _ in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 2
    assert db.session.query(SubmissionVersion).count() == 1


def test_two_colleagues_saving_at_the_same_moment_lose_nothing(app, committing_session):
    _challenge, submission, by = closing_in(60)
    question = queries.own_question(by, submission.id, 1).question
    start = threading.Barrier(2)
    outcomes: list[str] = []
    submission_id, question_id = submission.id, question.id

    def save(words: str) -> None:
        with app.app_context():
            opened = queries.own_question(by, submission_id, 1)
            start.wait()
            try:
                services.save_answer(opened.submission, opened.question, words=words, version=1, by=by)
                db.session.commit()
                outcomes.append(words)
            except services.ChangedMeanwhile as clash:
                outcomes.append(f"clash with {clash.theirs}")
            finally:
                db.session.remove()

    db.session.commit()
    savers = [threading.Thread(target=save, args=(words,)) for words in ("one", "two")]
    for thread in savers:
        thread.start()
    for thread in savers:
        thread.join()
    winner = next(words for words in outcomes if not words.startswith("clash"))
    assert sorted(outcomes) == sorted([winner, f"clash with {winner}"])
    kept = db.session.execute(
        text("select words from answers where question_id = :id"), {"id": question_id}
    ).scalar_one()
    assert kept == winner


def test_the_clock_that_decides_is_the_databases(committing_session, monkeypatch):
    """Whatever the application server believes, the reading that is compared is kept."""
    _challenge, submission, by = closing_in(60)
    opens_at = submission.challenge.opens_at
    monkeypatch.setattr(clock, "now", lambda: opens_at)
    version = services.submit(own(submission, by), by=by)
    assert dt.timedelta() < submission.challenge.closes_at - version.submitted_at < dt.timedelta(seconds=60)
