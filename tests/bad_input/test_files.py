"""Files of every kind that should not come, to every form that takes one."""

import io
from dataclasses import replace

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from core.database import db
from core.storage import StoredFile
from tests.bad_input.test_forms import ROWS, forms_at
from tests.factories.submissions import PDF

# Which question of the form asks for a file depends on the challenge: here it is the third.
QUESTION = "/proposals/<submission_id>/questions/<number>"
THIRD = replace(ROWS[QUESTION], address=QUESTION.replace("<number>", "3"))
# The forms that take a file, which the test below holds against the pages.
UPLOADS = {
    "/problems/new": ROWS["/problems/new"],
    "/problems/ours/new": ROWS["/problems/ours/new"],
    QUESTION: THIRD,
    "/receipts/verify": ROWS["/receipts/verify"],
    "/pilots/<slug>/milestones/<milestone_id>/report": ROWS["/pilots/<slug>/milestones/<milestone_id>/report"],
}
BAD = {
    "empty": ("plan.pdf", b""),
    "a wrong ending": ("plan.exe", PDF),
    "no ending": ("plan", PDF),
    "a false ending": ("plan.png", b"MZ\x90\x00 this is no picture"),
    "a page as a picture": ("plan.jpg", b"<html><script>alert(1)</script></html>"),
    "a picture as a text": ("plan.docx", b"\x89PNG\r\n\x1a\n"),
    "too large": ("plan.pdf", PDF + b"x" * 25_500_000),
    "an archive that says it is a text": ("plan.odt", b"PK\x03\x04" + b"\x00" * 40),
}
NAMES = (
    "../../etc/passwd.pdf",
    "..\\..\\boot.pdf",
    "a\x00b.pdf",
    "a\r\nX-Header: 1.pdf",
    '"><script>alert(1)</script>.pdf',
    "x" * 5000 + ".pdf",
    "\u202efdp.exe.pdf",
    "🚲.pdf",
    ".pdf",
    "CON.pdf",
)

pytestmark = pytest.mark.usefixtures("without_tokens")


def send(sender, row, form, name: str, content: bytes):
    """By hand, because the test client leaves the temporary file of a large body open."""
    fields = {key: value for key, value in form.all_typed("Something is broken.").items() if key not in form.files}
    parts = [
        (key, value) for key, values in fields.items() for value in ([values] if isinstance(values, str) else values)
    ]
    files = [(key, FileStorage(io.BytesIO(content), filename=name)) for key in form.files]
    assert files, "there is no field for a file"
    boundary, body = encode_multipart(MultiDict(parts + files))
    kind = f"multipart/form-data; boundary={boundary}"
    return sender.send(row, input_stream=io.BytesIO(body), content_type=kind, content_length=len(body))


def test_these_are_the_forms_that_take_a_file(sender):
    found = set()
    with sender.undone():
        for address, row in ROWS.items():
            if any(form.files for form in forms_at(sender, row)):
                found.add(address)
    assert found == UPLOADS.keys() - {QUESTION}


@pytest.mark.parametrize("address", sorted(UPLOADS))
@pytest.mark.parametrize("bad", BAD)
def test_a_file_that_cannot_be_taken_is_refused_in_words_and_nothing_is_kept(sender, address, bad):
    row = UPLOADS[address]
    name, content = BAD[bad]
    with sender.undone():
        before = files_kept(sender)
        for form in forms_at(sender, row):
            with sender.undone_again():
                response = send(sender, row, form, name, content)
                assert response.status_code in {200, 409, 413}, response.status_code
                assert "<script>alert(1)" not in response.get_data(as_text=True)
                assert files_kept(sender) == before


@pytest.mark.parametrize("address", sorted(UPLOADS))
def test_a_name_of_path_and_markup_characters_is_harmless(sender, address):
    row = UPLOADS[address]
    with sender.undone():
        for form in forms_at(sender, row):
            for name in NAMES:
                with sender.undone_again():
                    response = send(sender, row, form, name, PDF)
                    assert "<script>alert(1)" not in response.get_data(as_text=True)
                    assert "X-Header" not in response.headers


def files_kept(sender) -> int:
    return sender.connection.execute(db.select(db.func.count()).select_from(StoredFile)).scalar_one()
