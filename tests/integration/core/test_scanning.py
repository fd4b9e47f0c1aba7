"""The virus scanner: a real clamd, and what happens while it is away."""

import io

import pytest
from sqlalchemy import select

from core import holding, jobs, storage
from core.audit import AuditEvent
from core.database import db
from core.errors import Refused
from core.storage import Scan
from tests.factories.submissions import PDF
from tests.support.scanner import EICAR, SIGNATURE, STREAM_LIMIT, RunningScanner

INFECTED = PDF + b"%" + EICAR + b"\n"


@pytest.fixture(scope="module")
def running():
    with RunningScanner() as scanner:
        yield scanner


@pytest.fixture
def scanner(app, db_session, running, monkeypatch):
    monkeypatch.setitem(app.config, "CLAMD_URL", running.url)
    if not running.socket.exists():
        running.start()
    return running


def keep(content=PDF, name="plan.pdf"):
    return storage.store_upload(io.BytesIO(content), name=name, limit=10_000_000)


def test_where_no_scanner_is_set_up_a_file_says_so(db_session):
    assert keep(INFECTED).scan is Scan.UNSCANNED


def test_a_clean_file_passes_and_one_with_a_virus_is_refused_by_name(scanner):
    kept = keep()
    assert (kept.scan, kept.scanned_at is not None) == (Scan.CLEAN, True)
    with pytest.raises(Refused, match=rf"holiday\.pdf has a virus \({SIGNATURE}"):
        keep(INFECTED, "holiday.pdf")


def test_what_came_while_the_scanner_was_away_is_held_and_released_when_it_is_back(scanner, run_jobs):
    scanner.stop()
    held = keep()
    assert held.scan is Scan.HELD
    with pytest.raises(storage.NotChecked):
        storage.send(held)
    assert b"".join(storage.send(held, own=True).response) == PDF

    holding.check_held_files()
    assert "core.check_file" not in run_jobs()
    assert held.scan is Scan.HELD

    scanner.start()
    holding.check_held_files()
    holding.check_held_files()
    assert run_jobs() == ["core.check_file", "core.check_file"]
    assert held.scan is Scan.CLEAN
    assert b"".join(storage.send(held).response) == PDF
    assert events_of(held) == [holding.FILE_RELEASED]


def test_what_came_before_there_was_a_scanner_is_looked_at_later_a_few_at_a_time(
    app, db_session, running, run_jobs, monkeypatch
):
    monkeypatch.setattr(holding, "OLD_AT_ONCE", 2)
    too_large = keep(PDF + b"%" * (STREAM_LIMIT + 1))
    clean, infected = keep(), keep(INFECTED)
    holding.check_old_files()
    assert run_jobs() == []
    monkeypatch.setitem(app.config, "CLAMD_URL", running.url)
    if not running.socket.exists():
        running.start()
    holding.check_old_files()
    assert run_jobs() == ["core.check_file"] * 2
    assert (too_large.scan, clean.scan, infected.scan) == (Scan.UNSCANNED, Scan.CLEAN, Scan.UNSCANNED)
    assert events_of(clean) == [holding.FILE_CHECKED]
    holding.check_old_files()
    assert run_jobs() == ["core.check_file"]
    assert infected.scan is Scan.FOUND
    with pytest.raises(storage.HasVirus):
        storage.send(infected, own=True)
    assert b"".join(storage.send(too_large).response).startswith(PDF)
    holding.check_old_files()
    assert run_jobs() == []


def test_a_virus_that_is_found_later_closes_the_file_to_everybody_and_its_owners_are_told_once(
    scanner, run_jobs, monkeypatch
):
    told = []
    monkeypatch.setattr(holding, "owners", [told.append])
    scanner.stop()
    held = keep(INFECTED)
    scanner.start()
    for _ in range(2):
        holding.check_held_files()
        run_jobs()
    assert held.scan is Scan.FOUND
    assert told == [held]
    assert events_of(held) == [holding.FILE_VIRUS_FOUND]
    for own in (False, True):
        with pytest.raises(storage.HasVirus):
            storage.send(held, own=own)


def test_a_scanner_that_goes_away_between_the_tick_and_the_job_loses_nothing(scanner):
    scanner.stop()
    held = keep()
    jobs.run_now("core.check_file", file_id=str(held.id))
    assert held.scan is Scan.HELD
    db.session.delete(held)
    db.session.flush()
    jobs.run_now("core.check_file", file_id=str(held.id))


def test_what_is_larger_than_the_scanner_takes_is_held_and_not_passed_as_clean(scanner):
    assert keep(PDF + b"x" * (STREAM_LIMIT + 1_000_000)).scan is Scan.HELD


def events_of(file):
    found = select(AuditEvent.kind).where(AuditEvent.subject_id == file.id).order_by(AuditEvent.id)
    return list(db.session.scalars(found))
