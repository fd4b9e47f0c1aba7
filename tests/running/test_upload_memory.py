"""A large file goes through a real web process without staying in its memory."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
import uuid
from contextlib import contextmanager

import psutil
import pytest
from flask.sessions import SecureCookieSessionInterface

from accounts.models import Person
from core.database import db
from tests.factories.submissions import PDF, challenge_open, draft, supplier_person
from tests.support import isolation
from tests.support.running import FOREIGN, ROOT, free_port

PIECE = 64 * 1024
LARGE = 20_000_000
GROWTH_LIMIT = 5_000_000
START_SECONDS = 60


@pytest.fixture
def draft_to_fill(app, cluster, worker_name):
    """A draft that is really in a database, its team's cookie, and where the database is."""
    name = f"test_{worker_name}_upload"
    url = cluster.database(name)
    with isolation.committing(app, url):
        by = supplier_person()
        submission = draft(challenge_open(), by=by)
        kept = {
            "_user_id": db.session.get_one(Person, by.person_id).get_id(),
            "_fresh": True,
            "acting_as": str(by.membership_id),
        }
        cookie = SecureCookieSessionInterface().get_signing_serializer(app).dumps(kept)
        address = f"/proposals/{submission.id}/questions/4"
        db.session.commit()
    yield url, f"{app.config['SESSION_COOKIE_NAME']}={cookie}", address
    cluster.server.drop(name)


@contextmanager
def served(app, url, folder):
    """One granian, as `make run` starts it."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    settings = {
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "SECRET_KEY": app.config["SECRET_KEY"],
        "SIGNING_KEY": "00" * 32,
    }
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1"),
                *("--blocking-threads", "4", "--no-ws", "wsgi:app"),
            ],
            cwd=ROOT,
            env=clean | settings,
            stdout=log,
            stderr=log,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                answer(port, "GET", "/receipts/verify")
                break
            except OSError:
                said = (folder / "web.log").read_text()
                assert process.poll() is None, said
                assert time.monotonic() < deadline, said
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def answer(port, method, path, *, headers=None, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body=body, headers=headers or {})
    got = connection.getresponse()
    said = got.status, got.read().decode(), got.headers
    connection.close()
    return said


def upload(port, path, cookie, token, size):
    """A PDF of so many bytes, sent in pieces."""
    edge = uuid.uuid4().hex
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="plan.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode() + PDF
    tail = f"\r\n--{edge}--\r\n".encode()

    def pieces():
        yield head
        for start in range(0, size, PIECE):
            yield os.urandom(min(PIECE, size - start))
        yield tail

    headers = {
        "Cookie": cookie,
        "Content-Type": f"multipart/form-data; boundary={edge}",
        "Content-Length": str(len(head) + size + len(tail)),
    }
    return answer(port, "POST", path, headers=headers, body=pieces())[0]


@contextmanager
def highest_memory(pid):
    """The largest resident size of the web process while this runs: seen by looking again and again."""
    parent = psutil.Process(pid)
    processes = parent.children(recursive=True) or [parent]
    over, seen = threading.Event(), []

    def look():
        while not over.is_set():
            seen.append(max(process.memory_info().rss for process in processes))
            over.wait(0.002)

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield seen
    finally:
        over.set()
        watching.join()


def test_a_file_of_20_mb_leaves_the_web_process_as_small_as_it_was(app, draft_to_fill, tmp_path):
    url, cookie, path = draft_to_fill
    with served(app, url, tmp_path) as (port, pid):
        status, page, headers = answer(port, "GET", path, headers={"Cookie": cookie})
        assert status == 200
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        fresh = headers.get("Set-Cookie", "").partition(";")[0] or cookie
        # The first upload of a process loads what it needs for any.
        assert upload(port, path, fresh, token, 100_000) == 302
        with highest_memory(pid) as seen:
            assert upload(port, path, fresh, token, LARGE) == 302
    assert max(seen) - seen[0] < GROWTH_LIMIT
