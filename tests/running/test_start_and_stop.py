"""`make run` from the outside: what it starts, what it leaves, and what it says when it cannot."""

import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from tests.support.running import ROOT, RunningTownlab, free_port

SECOND_START_SECONDS = 30


def _say(command: str, **environment: str) -> tuple[int, str]:
    """Run a command that is expected to refuse, and return its exit code and its words."""
    done = subprocess.run(
        [sys.executable, "-m", "web.local", command],
        cwd=ROOT,
        env={**os.environ, "PORT": str(free_port()), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def _refused(said: tuple[int, str], *words: str) -> None:
    code, line = said
    assert code == 1
    assert "\n" not in line, line
    assert all(word in line for word in words), line


def _wait_until(is_so, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.xdist_group("running")
def test_it_runs_stops_and_runs_again_with_everything_kept(tmp_path):
    townlab = RunningTownlab(tmp_path)
    townlab.wait_until_ready()
    status, health = townlab.fetch("/health")
    assert (status, '"worker":"ok"' in health) == (200, True)
    assert f"{townlab.address}/demo" in townlab.words()
    _refused(_say("run", VAR_DIR=str(tmp_path / "var")), "already running")
    _refused(_say("demo-reset", VAR_DIR=str(tmp_path / "var")), "already running")

    started = psutil.Process(townlab.process.pid).children(recursive=True)
    assert townlab.stop(signal.SIGINT) == 0
    _gone, alive = psutil.wait_procs(started, timeout=5)
    assert alive == []
    marker = next((tmp_path / "var" / "postgres" / "data").glob("PG_VERSION")).stat().st_ino

    begun = time.monotonic()
    again = RunningTownlab(tmp_path)
    again.wait_until_ready()
    assert time.monotonic() - begun < SECOND_START_SECONDS
    assert next((tmp_path / "var" / "postgres" / "data").glob("PG_VERSION")).stat().st_ino == marker

    # Killed without a chance to clean up, it leaves no process, and starts again.
    started = psutil.Process(again.process.pid).children(recursive=True)
    again.stop(signal.SIGKILL)
    _gone, alive = psutil.wait_procs(started, timeout=15)
    assert alive == []


def test_a_port_in_use_is_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        _refused(_say("run", PORT=port, VAR_DIR=str(tmp_path)), f"Port {port} is in use")


def test_a_database_that_cannot_be_reached_is_one_line_without_its_password(tmp_path):
    url = f"postgresql+psycopg://somebody:secret@127.0.0.1:{free_port()}/townlab"

    said = _say("run", DATABASE_URL=url, VAR_DIR=str(tmp_path))

    _refused(said, "The database cannot be used", "refused")
    assert "secret" not in said[1]


def test_a_demonstration_never_runs_in_somebody_elses_database(tmp_path):
    elsewhere = {"DATABASE_URL": "postgresql:///council", "VAR_DIR": str(tmp_path)}

    _refused(_say("run", DEMONSTRATION="1", **elsewhere), "a demonstration runs only in")
    _refused(_say("demo-reset", **elsewhere), "only the demonstration that make run made itself")


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").touch()

    _refused(_say("run", VAR_DIR=str(tmp_path / "file")), "Cannot write to")
