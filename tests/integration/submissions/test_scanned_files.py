"""A file that the virus scanner could not look at: what its team, the officers and the assessors meet."""

import pytest

from core import holding
from core.database import db
from core.outbox import Message
from core.storage import Scan, StoredFile
from submissions import services
from submissions.models import AnswerFile
from tests.factories.accounts import CouncilFactory, sign_in
from tests.factories.interests import reader_of
from tests.factories.submissions import (
    PDF,
    after_deadline,
    attach,
    challenge_open,
    draft,
    own,
    supplier_person,
)
from tests.support.scanner import EICAR, RunningScanner

INFECTED = PDF + b"%" + EICAR + b"\n"


@pytest.fixture
def away(app, db_session, monkeypatch, tmp_path):
    """A scanner that is set up and cannot be reached."""
    monkeypatch.setitem(app.config, "CLAMD_URL", f"unix:{tmp_path}/nobody")


@pytest.fixture
def come_back(app, run_jobs, monkeypatch):
    """The scanner is there again, for as long as it takes to look at what was held."""

    def look():
        with RunningScanner() as scanner, monkeypatch.context() as here:
            here.setitem(app.config, "CLAMD_URL", scanner.url)
            holding.check_held_files()
            run_jobs()

    return look


@pytest.fixture
def by():
    return supplier_person()


@pytest.fixture
def challenge(db_session):
    return challenge_open(CouncilFactory())


@pytest.fixture
def held(away, challenge, by):
    """A complete draft with a file that waits for the scanner."""
    submission = draft(challenge, by=by)

    def made(content=PDF):
        attach(submission, by=by, content=content)
        return own(submission, by)

    return made


def file_of(submission):
    return db.session.scalars(
        db.select(StoredFile)
        .join(AnswerFile, AnswerFile.file_id == StoredFile.id)
        .filter_by(submission_id=submission.id)
    ).one()


def test_a_held_file_can_be_submitted_and_opens_for_officers_only_when_it_is_checked(
    client, challenge, held, by, come_back
):
    submission = held()
    sign_in(client, by)
    assert "Not checked for viruses yet" in client.get(f"/proposals/{submission.id}/questions/4").get_data(as_text=True)
    assert client.get(f"/proposals/{submission.id}/files/{file_of(submission).id}").data == PDF
    services.submit(own(submission, by), by=by)
    after_deadline(challenge)

    sign_in(client, reader_of(challenge))
    address = f"/received/{submission.id}/files/{file_of(submission).id}"
    assert "Not checked for viruses yet" in client.get(f"/received/{submission.id}").get_data(as_text=True)
    refused = client.get(address)
    assert refused.status_code == 409
    assert "has not been checked for viruses yet" in refused.get_data(as_text=True)

    come_back()
    assert client.get(address).data == PDF
    assert "Checked for viruses" in client.get(f"/received/{submission.id}").get_data(as_text=True)


def test_a_virus_that_is_found_later_is_told_to_the_team_by_name_and_must_be_removed_to_submit_again(
    client, held, by, come_back
):
    submission = held(INFECTED)
    services.submit(submission, by=by)
    come_back()
    mails = db.session.scalars(db.select(Message).where(Message.kind == "submissions/file_refused")).all()
    assert {mail.person_id for mail in mails} == {by.person_id}
    assert "plan.pdf" in mails[0].body
    assert "reopen it first" in mails[0].body

    db.session.expire_all()
    services.reopen(own(submission, by), by=by)
    db.session.expire_all()
    sign_in(client, by)
    assert "A virus was found in “plan.pdf”" in client.get(f"/proposals/{submission.id}").get_data(as_text=True)
    with pytest.raises(services.Incomplete):
        services.submit(own(submission, by), by=by)
    services.remove_file(own(submission, by), file_id=file_of(submission).id, by=by)
    db.session.expire_all()
    assert services.submit(own(submission, by), by=by).number == 2


def test_a_virus_that_is_found_after_the_deadline_changes_nothing_of_what_was_submitted(
    client, challenge, held, by, come_back
):
    submission = held(INFECTED)
    version = services.submit(submission, by=by)
    digest = version.digest
    after_deadline(challenge)
    come_back()
    assert file_of(submission).scan is Scan.FOUND
    assert version.digest == digest
    sign_in(client, reader_of(challenge))
    assert "A virus was found" in client.get(f"/received/{submission.id}").get_data(as_text=True)
    assert client.get(f"/received/{submission.id}/files/{file_of(submission).id}").status_code == 409
    mail = db.session.scalars(db.select(Message).where(Message.kind == "submissions/file_refused")).one()
    assert "cannot be replaced" in mail.body


def test_a_file_that_is_removed_while_it_waits_is_forgotten(held, by, come_back):
    submission = held()
    services.remove_file(submission, file_id=file_of(submission).id, by=by)
    come_back()
