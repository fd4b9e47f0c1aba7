"""The command that checks a receipt without the service."""

import base64
import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions import verify
from submissions.services.receipts import written_time
from submissions.verify import FALSE, INCOMPLETE, TRUE, UNREADABLE, Receipt, canonical, main, read_receipt

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
FILES = {"plan.pdf": b"%PDF a plan", "costs.pdf": b"%PDF what it costs"}
CONTENT = canonical(
    {
        "form": "townlab-submission-3",
        "title": "مرحبا 🚲",
        "files": [{"name": name, "sha256": hashlib.sha256(found).hexdigest()} for name, found in FILES.items()],
    }
)
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


def receipt() -> Receipt:
    received = written_time(dt.datetime(2026, 7, 24, 10, 59, 59, 123, tzinfo=dt.UTC))
    unsigned = Receipt("SUB-7K3M9QX", 1, received, hashlib.sha256(CONTENT).hexdigest(), "")
    return Receipt(**{**vars(unsigned), "signature": base64.b64encode(KEY.sign(unsigned.message)).decode()})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    whole = {"key.pem": pem, "receipt.txt": receipt().words.encode(), "content.json": CONTENT, **FILES}
    for name, found in whole.items():
        (tmp_path / name).write_bytes(found)
    return tmp_path


def check(folder: Path, *names: str) -> int:
    given_names = names or ("receipt.txt", "content.json", *FILES)
    return main(["--key", str(folder / "key.pem"), *(str(folder / name) for name in given_names)])


def changed(found: bytes, place: int, by: int) -> bytes:
    place %= len(found)
    return found[:place] + bytes([found[place] ^ by]) + found[place + 1 :]


def test_everything_as_it_was_submitted_is_told_so(folder, capsys):
    (folder / "plan.pdf").rename(folder / "a plan under another name.pdf")
    assert check(folder, "receipt.txt", "content.json", "a plan under another name.pdf", "costs.pdf") == TRUE
    told = capsys.readouterr().out
    assert "The receipt is genuine: SUB-7K3M9QX, version 1, received 2026-07-24T10:59:59.000123Z." in told
    assert "submitted as plan.pdf" in told


@pytest.mark.parametrize("name", ["content.json", *FILES])
@quick
@given(place=st.integers(0, 10_000), by=st.integers(1, 255))
def test_one_changed_byte_makes_it_fail(folder, name, place, by):
    right = (folder / name).read_bytes()
    (folder / name).write_bytes(changed(right, place, by))
    assert check(folder) == FALSE
    (folder / name).write_bytes(right)


@quick
@given(
    part=st.sampled_from(["reference", "version", "received", "digest", "signature"]),
    place=st.integers(0, 200),
    by=st.integers(1, 255),
)
def test_one_changed_byte_of_what_a_receipt_says_makes_it_fail(folder, part, place, by):
    words = receipt().words
    value = str(getattr(receipt(), part))
    forged = changed(value.encode(), place, by)
    (folder / "receipt.txt").write_bytes(words.encode().replace(f": {value}".encode(), b": " + forged, 1))
    assert check(folder) in (FALSE, UNREADABLE)


def test_what_was_not_given_is_told_and_is_no_proof(folder, capsys):
    assert check(folder, "receipt.txt") == INCOMPLETE
    assert "content was not given" in capsys.readouterr().out
    assert check(folder, "receipt.txt", "content.json", "plan.pdf") == INCOMPLETE
    assert "costs.pdf was not given" in capsys.readouterr().out


def test_a_file_that_was_not_submitted_is_told(folder, capsys):
    (folder / "more.pdf").write_bytes(b"%PDF more")
    assert check(folder, "receipt.txt", "content.json", *FILES, "more.pdf") == FALSE
    assert "more.pdf is NOT a file that was submitted" in capsys.readouterr().out


def test_another_key_proves_nothing(folder):
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32).public_key()
    (folder / "key.pem").write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert check(folder) == FALSE


@pytest.mark.parametrize(
    ("name", "found", "told"),
    [
        ("key.pem", b"no key", "not a public key"),
        ("receipt.txt", b"Reference: SUB-1\n\xff", "no whole receipt"),
        ("receipt.txt", None, "cannot be read"),
        ("content.json", None, "cannot be read"),
        ("plan.pdf", None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told(folder, capsys, name, found, told):
    (folder / name).unlink()
    if found is not None:
        (folder / name).write_bytes(found)
    assert check(folder) == UNREADABLE
    assert told in capsys.readouterr().out


def test_a_receipt_with_a_line_twice_is_none():
    words = receipt().words
    assert read_receipt(f"{words}\n> {words.splitlines()[0]}") == receipt()
    assert read_receipt(f"Received: 2020-01-01T00:00:00.000000Z\n{words}") is None
    for version in ("01", "１", "0", "1234567", "one"):
        assert read_receipt(words.replace("Version: 1", f"Version: {version}")) is None


def test_it_runs_alone_from_one_file(folder):
    alone = folder / "verify.py"
    alone.write_bytes(Path(verify.__file__).read_bytes())
    names = ["receipt.txt", "content.json", *FILES]
    command = [sys.executable, "-I", alone, "--key", "key.pem", *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
