"""What would tell the assessors of an anonymised challenge who proposes is found, hidden, and never changed."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.models import Council
from accounts.states import Role
from core import clock
from core.audit import AuditEvent
from core.database import db, new_id
from core.errors import NotPermitted, Refused
from submissions import queries, services
from submissions.models import Redaction, SubmissionVersion
from submissions.states import ClarificationState
from tests.factories.accounts import CouncilFactory, SupplierFactory, member, sign_in
from tests.factories.interests import no_interest
from tests.factories.submissions import (
    after_deadline,
    attach,
    challenge_open,
    draft,
    own,
    rows,
    submitted,
    supplier_person,
)
from tests.support.posting import hidden, send

pytestmark = pytest.mark.usefixtures("db_session")
KEPT = ("number", "submitted_at", "submitted_by", "content", "digest", "signature")
SAID = "At Fernway, and with FERNWAY’s people, we would listen."


@pytest.fixture
def officer():
    return member(CouncilFactory(), Role.OFFICER)


@pytest.fixture
def submission(officer):
    """Received, to be assessed without names; it names itself in an answer and in the name of a file."""
    supplier = SupplierFactory(name="Fernway Ltd", email_domain="fernway.example")
    by = supplier_person(supplier)
    found = draft(challenge_open(_council(officer), anonymised=True), by=by, words=SAID)
    attach(found, by=by, name="Fernway plan.pdf")
    services.submit(own(found, by), by=by)
    after_deadline(found.challenge)
    return found


def _council(officer):
    return db.session.get_one(Council, officer.body_id)


def told(officer, submission):
    return queries.told_by([queries.opened_submission(officer, submission.id)])[0]


def read(officer, submission):
    return queries.content_of(queries.opened_submission(officer, submission.id))


def test_an_officer_hides_what_was_found_and_readers_see_marks_in_its_place(client, officer, submission):
    kept = db.session.scalars(select(SubmissionVersion.content)).one()
    sign_in(client, officer)
    listed = client.get(f"/challenges/{submission.challenge.slug}/proposals/telling")
    assert submission.reference in listed.text
    assert "1 to look at" in listed.text
    page = client.get(f"/received/{submission.id}/hiding")
    assert "Fernway plan.pdf" in page.text

    send(client, f"/received/{submission.id}/hiding", {"found": "Fernway", "words": "we  would\n"})

    answer = read(officer, submission).answers[0]
    assert answer.words == "At [hidden], and with [hidden]’s people, [hidden] listen."
    assert answer.files == ()
    shown = client.get(f"/received/{submission.id}").text
    assert "fernway" not in shown.lower()
    assert "<mark>FERNWAY</mark>" in client.get(f"/received/{submission.id}/hiding").text
    assert db.session.scalars(select(SubmissionVersion.content)).one() == kept
    assert told(officer, submission).signs == []


def test_a_hidden_file_is_offered_to_nobody_and_its_address_finds_nothing(client, officer, submission):
    file = told(officer, submission).answers[-1].files[0]
    sign_in(client, officer)
    assert client.get(f"/received/{submission.id}/files/{file.id}").status_code == 200

    send(client, f"/received/{submission.id}/hiding", {"files": str(file.id)})

    assert client.get(f"/received/{submission.id}/files/{file.id}").status_code == 404
    redaction = db.session.scalars(select(Redaction)).one()
    for _ in range(2):
        send(client, f"/received/{submission.id}/hiding/{redaction.id}/lift", {})
    assert client.get(f"/received/{submission.id}/files/{file.id}").status_code == 200
    about_it = select(AuditEvent.kind).where(AuditEvent.subject_type == "redactions")
    kinds = db.session.scalars(about_it.order_by(AuditEvent.id))
    assert list(kinds) == ["FILE_HIDDEN", "REDACTION_LIFTED"]


def test_words_that_are_not_there_are_refused_and_what_was_typed_is_kept(client, officer, submission):
    sign_in(client, officer)
    page = send(client, f"/received/{submission.id}/hiding", {"words": "listen\nBramble"})
    assert "“Bramble” does not stand in this proposal" in page.text
    assert db.session.scalars(select(Redaction)).all() == []


def test_what_is_asked_and_answered_after_the_deadline_is_hidden_too(officer, submission):
    opened = queries.opened_submission(officer, submission.id)
    due = opened.challenge.closes_at + (opened.challenge.closes_at - opened.challenge.opens_at)
    services.ask_bidder(opened, subject="Vehicles", words="Are you Fernway?", due_at=due, by=officer)

    services.hide_words(told(officer, submission), ["Fernway"], by=officer)

    opened = queries.opened_submission(officer, submission.id)
    assert queries.clarifications_shown(opened) == []
    services.confirm_checked([opened], by=officer)
    assert [one.words for one in queries.clarifications_shown(opened)] == ["Are you [hidden]?"]
    assert [one.words for one in queries.clarifications_of(opened)] == ["Are you Fernway?"]


def test_after_the_decision_everything_is_shown_and_nothing_can_be_hidden(officer, submission):
    services.hide_words(told(officer, submission), ["Fernway"], by=officer)
    before = told(officer, submission)
    opened = queries.opened_submission(officer, submission.id)
    opened.challenge.anonymised = False

    assert read(officer, submission).answers[0].words == SAID
    with pytest.raises(Refused):
        services.hide_words(before, ["listen"], by=officer)


def test_only_officers_of_the_council_hide_words(officer, submission):
    found = told(officer, submission)
    for by in (member(_council(officer), Role.APPROVER), member(CouncilFactory(), Role.OFFICER)):
        with pytest.raises(NotPermitted):
            services.hide_words(found, ["Fernway"], by=by)


def is_checked(submission):
    return queries.checked_among([submission.id]) == {submission.id}


def test_an_officer_says_that_nothing_is_left_and_has_to_look_again_when_something_came_since(
    client, officer, submission
):
    sign_in(client, officer)
    page = client.get(f"/received/{submission.id}/hiding")
    assert "Some of the words that we found can still be read" in page.text

    for _ in range(2):
        send(client, f"/received/{submission.id}/hiding/checked", {"seen": hidden(page, "seen")})

    assert is_checked(submission)
    listed = client.get(f"/challenges/{submission.challenge.slug}/proposals/telling").text
    assert "Checked" in listed
    assert "This proposal is checked" in client.get(f"/received/{submission.id}/hiding").text
    assert len(db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "SLIPS_CHECKED")).all()) == 1

    opened = queries.opened_submission(officer, submission.id)
    due = opened.challenge.closes_at + (opened.challenge.closes_at - opened.challenge.opens_at)
    asked = services.ask_bidder(opened, subject="Vehicles", words="How many?", due_at=due, by=officer)
    assert not is_checked(submission)
    services.confirm_checked([opened], by=officer)
    assert is_checked(submission)
    asked.state, asked.answer, asked.answered_at = ClarificationState.ANSWERED, "Six, at Fernway.", clock.exactly_now()
    db.session.flush()
    assert not is_checked(submission)


def test_what_is_shown_again_has_to_be_checked_again(officer, submission):
    services.hide_words(told(officer, submission), ["Fernway"], by=officer)
    services.confirm_checked([queries.opened_submission(officer, submission.id)], by=officer)
    redaction = queries.redactions_of(submission)[0]

    services.lift(queries.redaction_in(submission, redaction.id), by=officer)

    assert not is_checked(submission)


def test_all_in_which_nothing_was_found_are_checked_at_once(client, officer, submission):
    clock.move_to(submission.challenge.closes_at - dt.timedelta(days=1))
    other = submitted(submission.challenge)[0]
    after_deadline(submission.challenge)
    sign_in(client, officer)

    page = send(client, f"/challenges/{submission.challenge.slug}/proposals/telling", follow_redirects=True)

    assert "1 proposal is checked." in page.text
    assert (is_checked(submission), is_checked(other)) == (False, True)
    with pytest.raises(NotPermitted):
        services.confirm_where_nothing_was_found(submission.challenge, by=member(CouncilFactory(), Role.OFFICER))


def test_the_list_takes_the_same_queries_for_one_and_for_many(client, officer, query_counter):
    one, version = submitted(challenge_open(_council(officer), anonymised=True))
    after_deadline(one.challenge)
    sign_in(client, officer)
    client.get("/")
    counts = []
    for more in (0, 24):
        for same in rows(one.challenge, more):
            kept = {name: getattr(version, name) for name in KEPT}
            db.session.add(SubmissionVersion(id=new_id(), submission_id=same.id, **kept))
        no_interest(one.challenge, officer)
        with query_counter() as statements:
            page = client.get(f"/challenges/{one.challenge.slug}/proposals/telling")
        assert page.text.count("Nothing found") == min(more, 24) + 1
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12
