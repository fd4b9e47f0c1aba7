"""Files in the store and rows that name them."""

import datetime as dt
import io

import pytest

from core import storage
from core.database import db
from core.errors import Refused

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def keep(content=PDF, name="plan.pdf", **more):
    return storage.store_upload(io.BytesIO(content), name=name, limit=1_000_000, **more)


def test_the_same_content_is_stored_once_under_its_hash(db_session):
    first, second = keep(), keep(name="again.pdf")
    assert first.sha256 == second.sha256
    assert first.id != second.id
    assert b"".join(storage.read_chunks(first)) == PDF


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b"MZ\x90\x00 a program", "plan.pdf"),
        (b"<html><script>alert(1)</script></html>", "plan.pdf"),
        (PDF, "plan.exe"),
        (PDF, "plan"),
        (PDF + b"x" * 1_000_001, "large.pdf"),
    ],
)
def test_what_is_not_what_it_says_is_refused_by_name(db_session, content, name):
    with pytest.raises(Refused, match=name):
        keep(content, name)


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\temp\\plan.pdf", "\u202efdp.exe.pdf", "a\x00b.pdf"])
def test_a_name_has_no_folders_and_no_tricks(db_session, name):
    kept = keep(name=name).name
    assert "/" not in kept
    assert "\\" not in kept
    assert kept.isprintable()
    assert kept.endswith(".pdf")


def test_content_that_no_row_names_is_swept_and_the_rest_stays(db_session):
    named = keep()
    orphan = keep(PDF + b"%orphan")
    sha256 = orphan.sha256
    db.session.delete(orphan)
    db.session.flush()
    assert storage.sweep() == 0
    assert storage.sweep(older_than=dt.timedelta(seconds=-5)) >= 1
    assert b"".join(storage.read_chunks(named)) == PDF
    with pytest.raises(FileNotFoundError):
        b"".join(storage.read_chunks(storage.register(sha256=sha256, size=1, name="x.pdf", content_type="x")))
