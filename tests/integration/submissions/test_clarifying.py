"""After the deadline the council asks one bidder to clarify, and the proposal stays as it was submitted."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.states import Role
from core import clock, jobs
from core.audit import AuditEvent
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from submissions import queries, services
from submissions.models import Clarification, SubmissionVersion
from submissions.states import ClarificationState
from tests.factories.accounts import CouncilFactory, member, sign_in
from tests.factories.submissions import after_deadline, challenge_open, own, rows, submitted, supplier_person
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
DAY = dt.timedelta(days=1)


@pytest.fixture
def council():
    return CouncilFactory()


@pytest.fixture
def officer(council):
    return member(council, Role.OFFICER)


@pytest.fixture
def by():
    return supplier_person()


@pytest.fixture
def submission(council, by, officer):
    """Received: the deadline has passed."""
    found, _version = submitted(challenge_open(council), by=by)
    submitted(found.challenge)
    after_deadline(found.challenge)
    return found


@pytest.fixture
def asked(submission, officer):
    return ask(submission, officer)


def ask(submission, officer, *, days=5, subject="Vehicles"):
    opened = queries.opened_submission(officer, submission.id)
    return services.ask_bidder(
        opened, subject=subject, words="How many barges?", due_at=clock.now() + days * DAY, by=officer
    )


def mails(kind):
    return db.session.scalars(select(Message).where(Message.kind == f"submissions/{kind}")).all()


def test_an_officer_asks_one_bidder_who_answers_on_a_page_and_the_proposal_stays_as_it_was(
    client, submission, officer, by
):
    digest = db.session.scalar(select(SubmissionVersion.digest).filter_by(submission_id=submission.id))
    sign_in(client, officer)
    due = clock.now() + 5 * DAY
    sent = {
        "subject": "Vehicles",
        "words": "How many barges?",
        "due_at-day": due.day,
        "due_at-month": due.month,
        "due_at-year": due.year,
        "due_at-time": "12:00",
    }
    nothing = send(client, f"/received/{submission.id}/clarify").get_data(as_text=True)
    assert "Write what you ask" in nothing
    assert send(client, f"/received/{submission.id}/clarify", data=sent).status_code == 302
    [told] = mails("clarification_asked")
    assert told.person_id == by.person_id
    assert "barges" not in told.body

    sign_in(client, by)
    address = f"/proposals/{submission.id}/clarifications/1"
    assert address in client.get("/work").get_data(as_text=True)
    assert "How many barges?" in client.get(f"/proposals/{submission.id}").get_data(as_text=True)
    for _ in range(2):
        assert send(client, address, data={"answer": "Two, both electric."}).status_code == 302
    assert address not in client.get("/work").get_data(as_text=True)
    assert send(client, address, data={"answer": "Three."}).status_code == 409

    sign_in(client, officer)
    page = client.get(f"/received/{submission.id}").get_data(as_text=True)
    assert "Two, both electric." in page
    assert "Questions answered: 1 of 1" in client.get(f"/challenges/{submission.challenge.slug}/proposals").get_data(
        as_text=True
    )
    assert [mail.person_id for mail in mails("clarification_answered")] == [officer.person_id]
    assert db.session.scalar(select(SubmissionVersion.digest).filter_by(submission_id=submission.id)) == digest
    about_it = select(AuditEvent.kind).where(AuditEvent.subject_type == "clarifications")
    kinds = db.session.scalars(about_it.order_by(AuditEvent.id))
    assert list(kinds) == ["CLARIFICATION_ASKED", "CLARIFICATION_ANSWERED"]


def test_before_the_deadline_nobody_can_ask_and_officers_alone_do_it(council, officer, by):
    early, _version = submitted(challenge_open(council), by=by)
    with pytest.raises(Refused, match="Nothing can be asked"):
        services.ask_bidder(early, subject="x", words="y", due_at=clock.now() + DAY, by=officer)
    after_deadline(early.challenge)
    for other in (member(council, Role.AUDITOR), member(CouncilFactory(), Role.OFFICER), by):
        with pytest.raises(NotPermitted):
            services.ask_bidder(early, subject="x", words="y", due_at=clock.now() + DAY, by=other)


def test_another_supplier_finds_nothing(client, asked):
    sign_in(client, supplier_person())
    assert client.get(f"/proposals/{asked.submission_id}/clarifications/1").status_code == 404


def test_what_is_answered_too_late_is_refused_and_what_was_written_is_kept_to_copy(client, asked, by):
    clock.move_to(asked.due_at + dt.timedelta(seconds=1))
    assert asked.state_at(clock.now()) is ClarificationState.LAPSED
    sign_in(client, by)
    page = send(client, f"/proposals/{asked.submission_id}/clarifications/1", data={"answer": "Two, both electric."})
    assert "The time to answer has passed" in page.get_data(as_text=True)
    assert "Two, both electric." in page.get_data(as_text=True)
    assert db.session.scalar(select(Clarification.answer).filter_by(id=asked.id)) == ""
    assert page.request.path not in client.get("/work").get_data(as_text=True)


def test_a_question_that_is_taken_back_takes_no_answer(client, asked, officer, by):
    sign_in(client, officer)
    for _ in range(2):
        gone = send(client, f"/received/{asked.submission_id}/clarifications/1/take-back")
        assert gone.status_code == 302
    assert len(mails("clarification_withdrawn")) == 1
    with pytest.raises(IllegalMove):
        services.answer_council(queries.own_clarification(by, asked.submission_id, 1), words="Two.", by=by)


def test_a_proposal_that_was_withdrawn_answers_no_more(asked, by):
    services.withdraw(own(asked.submission, by), by=by)
    with pytest.raises(Refused, match="no more answers"):
        services.answer_council(queries.own_clarification(by, asked.submission_id, 1), words="Two.", by=by)


def test_the_team_is_reminded_once_a_day_before(asked):
    for days, expected in ((2, 0), (0.9, 1), (0.5, 1)):
        clock.move_to(asked.due_at - days * DAY)
        jobs.due_now()
        assert len(mails("clarification_due")) == expected


def test_who_opened_what_is_listed_for_the_office_and_nobody_is_named_to_the_supplier(
    client, submission, council, officer, by
):
    auditor = member(council, Role.AUDITOR)
    sign_in(client, officer)
    client.get(f"/received/{submission.id}")
    sign_in(client, auditor)
    page = client.get(f"/challenges/{submission.challenge.slug}/proposals/openings").get_data(as_text=True)
    assert officer.name in page
    assert submission.reference in page
    sign_in(client, by)
    own_page = client.get(f"/proposals/{submission.id}").get_data(as_text=True)
    assert council.name in own_page
    assert officer.name not in own_page
    assert client.get(f"/challenges/{submission.challenge.slug}/proposals/openings").status_code == 403


def test_many_proposals_are_checked_a_page_at_a_time(client, council, officer):
    challenge = challenge_open(council)
    rows(challenge, 60)
    after_deadline(challenge)
    sign_in(client, officer)
    address = f"/challenges/{challenge.slug}/proposals/eligible"
    assert "1 to 50 of 60" in client.get(address).get_data(as_text=True)
    assert "Choose at least one proposal" in send(client, address).get_data(as_text=True)
    assert send(client, address, data={"every": "y"}).location == address
    left = queries.waiting_page(officer, challenge, 1)
    assert left.total == 10
    assert send(client, address, data={"chosen": [str(found.id) for found in left.items[:9]]}).location == address
    assert send(client, address, data={"every": "y"}).location == f"/challenges/{challenge.slug}/proposals"
    assert queries.counts_of([challenge.id])[challenge.id].submitted == 60
