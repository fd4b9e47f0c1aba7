"""Files that are not what they should be, and what a person is told about each."""

import io

import pytest

from core.database import db
from core.storage import StoredFile
from tests.factories.submissions import PDF, attach, draft, own
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


@pytest.fixture
def submission(by):
    return draft(by=by)


@pytest.fixture
def upload(client, submission):
    address = f"/proposals/{submission.id}/questions/4"

    def put_up(name, content):
        return send(
            client,
            address,
            data={"file": (io.BytesIO(content), name)},
            follow_redirects=True,
        )

    return put_up


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("plan.pdf", b"", "is empty"),
        ("plan.exe", PDF, "is not one of the kinds we can open"),
        ("plan", PDF, "is not one of the kinds we can open"),
        ("plan.pdf", b"MZ" + b"\0" * 500, "does not contain what its name says"),
        ("plan.pdf", PNG, "does not contain what its name says"),
        ("plan.docx", PDF, "does not contain what its name says"),
        ("plan.pdf", b"<html><script>alert(1)</script></html>", "does not contain what its name says"),
        ("plan.pdf", PDF + b"x" * 25_000_001, "Choose a file of 25 MB or less"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(upload, submission, by, name, content, told):
    page = upload(name, content).get_data(as_text=True)
    assert told in page
    assert "There is a problem" in page
    assert own(submission, by).files == []


def test_a_request_far_too_large_gets_a_page_of_its_own(upload):
    response = upload("plan.pdf", PDF + b"x" * 30_000_000)
    assert response.status_code == 413


def test_no_file_chosen_is_told(upload):
    assert "Choose a file" in upload("", b"").get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("plan\u202efdp.pdf", "planfdp.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("ünï \u00e7.pdf", "ünï \u00e7.pdf"),
    ],
)
def test_a_name_with_path_or_markup_characters_is_harmless(client, upload, submission, by, name, kept):
    page = upload(name, PDF)
    assert page.status_code == 200
    held = own(submission, by).files[0]
    assert held.file.name == kept
    assert "<img src=x" not in page.get_data(as_text=True)
    download = client.get(f"/proposals/{submission.id}/files/{held.file_id}")
    assert download.data == PDF
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    assert download.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert "\n" not in download.headers["Content-Disposition"]


def test_a_sixth_file_is_too_many(upload, submission, by):
    for _ in range(5):
        attach(submission, by=by)
    assert "Remove a file first" in upload("plan.pdf", PDF).get_data(as_text=True)
    assert len(own(submission, by).files) == 5


def test_a_file_can_be_removed_and_a_second_click_does_no_harm(upload, client, submission, by):
    upload("plan.pdf", PDF)
    file_id = own(submission, by).files[0].file_id
    for _ in range(2):
        gone = send(client, f"/proposals/{submission.id}/questions/4/files/{file_id}/remove", follow_redirects=True)
        assert gone.status_code == 200
    assert own(submission, by).files == []
    assert db.session.get(StoredFile, file_id) is None


def test_a_question_in_words_takes_no_file(client, submission, by):
    send(
        client,
        f"/proposals/{submission.id}/questions/1",
        data={"file": (io.BytesIO(PDF), "plan.pdf"), "words": "We would listen.", "version": "1"},
    )
    assert own(submission, by).files == []
