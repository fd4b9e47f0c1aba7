"""What stands in the files of an anonymised challenge is found for the officer, in their text and their properties."""

import io
import zipfile

import pytest
import typst
from sqlalchemy import select, text

from accounts.models import Council
from accounts.states import Role
from challenges.states import ChallengeState
from core import clock, jobs
from core.database import db
from submissions import queries, services
from submissions.models import FileReading
from submissions.states import Reading
from tests.factories.accounts import CouncilFactory, SupplierFactory, member, sign_in
from tests.factories.submissions import after_deadline, attach, challenge_open, draft, own, supplier_person
from tests.support.posting import hidden, send

pytestmark = pytest.mark.usefixtures("db_session")
_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"


def pdf(words="We would listen.", author=""):
    return typst.compile(f'#set document(author: "{author}")\n{words}'.encode(), format="pdf")


def office(**parts):
    """A Word file; the names of its parts with two underscores for a slash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", content)
    return made.getvalue()


def word(*runs, **more):
    written = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return office(word__document=f'<w:document xmlns:w="w"><w:p>{written}</w:p></w:document>', **more)


@pytest.fixture
def officer():
    return member(CouncilFactory(), Role.OFFICER)


@pytest.fixture
def bid(officer):
    """A proposal by Fernway with these files."""

    def make(*, anonymised=True, **files):
        by = supplier_person(SupplierFactory(name="Fernway Care Ltd", email_domain="fernway.example"))
        council = db.session.get_one(Council, officer.body_id)
        found = draft(challenge_open(council, anonymised=anonymised), by=by)
        for name, content in files.items():
            attach(found, by=by, name=name.replace("__", "."), content=content)
        services.submit(own(found, by), by=by)
        return found

    return make


def read_all():
    """As the worker does: what is due, and the jobs that it asked for."""
    jobs.due_now()
    asked = db.session.scalars(
        text("select args from procrastinate_jobs where task_name = 'submissions.read_file' and status = 'todo'")
    ).all()
    for arguments in asked:
        jobs.run_now("submissions.read_file", **arguments)
    return asked


def found_in(submission):
    files = {file.id: file.name for file in queries.content_in(submission.versions[0]).files}
    return {files[one.file_id]: one for one in db.session.scalars(select(FileReading))}


def told(officer, submission):
    return queries.told_by([queries.opened_submission(officer, submission.id)])[0]


def test_signs_are_found_in_text_and_in_properties_and_the_officer_hides_the_file(client, officer, bid):
    submission = bid(
        plan__pdf=pdf("Ask jane\\@fernway.example.", author="Jane Doe"), note__docx=word("At Fern", "way Care")
    )
    after_deadline(submission.challenge)
    assert [set(one) for one in read_all()] == [{"submission_id", "file_id"}] * 2
    assert read_all() != []
    db.session.expire_all()

    sign_in(client, officer)
    listed = client.get(f"/challenges/{submission.challenge.slug}/proposals/telling").text
    assert "2 to look at" in listed
    address = f"/received/{submission.id}/hiding"
    page = client.get(address).text
    assert "In its text: fernway.example" in page
    assert "Author: Jane Doe" in page
    assert "In its text: Fernway Care" in page
    services.confirm_where_nothing_was_found(submission.challenge, by=officer)
    assert queries.checked_among([submission.id]) == set()

    send(client, address, {"files": [str(file.id) for file in told(officer, submission).telling_files]})

    left = told(officer, submission)
    assert (left.telling_files, left.unread_files, left.tells_nothing) == ([], [], True)
    assert "Hidden" in client.get(address).text
    send(client, f"{address}/checked", {"seen": hidden(client.get(address), "seen")})
    assert queries.checked_among([submission.id]) == {submission.id}


def test_what_a_machine_cannot_read_somebody_has_to_open(officer, bid):
    locked = b"%PDF-1.4\nnothing that could be read"
    submission = bid(
        broken__pdf=locked,
        picture__png=_PNG + b"\0\0\0\x10tEXtAuthor\0Fernway c" + b"\0" * 4,
        mixed__docx=word("We listen.", word__media__logo="<x/>"),
        plain__pdf=pdf(),
    )
    after_deadline(submission.challenge)
    read_all()

    found = found_in(submission)
    assert {name: one.state for name, one in found.items()} == {
        "broken.pdf": Reading.NOT_READABLE,
        "picture.png": Reading.NOT_READABLE,
        "mixed.docx": Reading.IN_PART,
        "plain.pdf": Reading.WHOLE,
    }
    assert found["plain.pdf"].tells is False
    assert {file.name for file in told(officer, submission).unread_files} == set(found) - {"plain.pdf"}
    services.confirm_where_nothing_was_found(submission.challenge, by=officer)
    assert queries.checked_among([submission.id]) == set()


def test_nothing_is_read_before_the_deadline_nor_where_names_are_known(bid):
    sealed, known = bid(plan__pdf=pdf()), bid(plan__pdf=pdf(), anonymised=False)
    assert read_all() == []
    services.read_file(sealed.id, queries.content_in(sealed.versions[0]).files[0].id)
    clock.move_to(known.challenge.closes_at - (known.challenge.closes_at - clock.now()) / 100)
    assert read_all() == []
    assert db.session.scalars(select(FileReading)).all() == []
    after_deadline(known.challenge)
    read_all()
    assert [one.submission_id for one in db.session.scalars(select(FileReading))] == [sealed.id]


def test_what_was_found_is_shown_to_nobody_but_the_officer_who_looks_it_through(client, officer, bid):
    approver = member(db.session.get_one(Council, officer.body_id), Role.APPROVER)
    submission = bid(note__docx=word("Plan", docProps__core="<c><creator>Zebulon Quist</creator></c>"))
    after_deadline(submission.challenge)
    read_all()
    sign_in(client, officer)
    assert "Zebulon" in client.get(f"/received/{submission.id}/hiding").text
    assert "Zebulon" not in client.get(f"/received/{submission.id}").text
    sign_in(client, approver)
    assert client.get(f"/received/{submission.id}/hiding").status_code == 403
    opened = queries.opened_submission(officer, submission.id)
    opened.challenge.state = ChallengeState.UNSUCCESSFUL
    db.session.flush()
    jobs.due_now()
    assert db.session.scalars(select(FileReading)).all() == []
