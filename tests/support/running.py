"""A whole Townlab, started as a person starts it. Whoever uses it has no way to its database but its pages."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 240
STOP_SECONDS = 20
# What would lead it away from the database that it makes for itself.
FOREIGN = (
    "CLAMD_URL",
    "DATABASE_URL",
    "DEMONSTRATION",
    "PRODUCTION",
    "REDIS_URL",
    "SERVICE_URL",
    "SMTP_URL",
    "STORAGE_URL",
)


class RunningTownlab:
    """`python -m web.local run` in a folder of its own."""

    def __init__(self, folder: Path, *, port: int | None = None, **environment: str) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        clean = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.said = folder / "said"
        folder.mkdir(parents=True, exist_ok=True)
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "web.local", "run"],
                cwd=ROOT,
                env=clean | {"VAR_DIR": str(folder / "var"), "PORT": str(self.port)} | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Wait until it has said where it runs. Raises `AssertionError` with its words when it ends before."""
        deadline = time.monotonic() + START_SECONDS
        while self.address not in self.words():
            assert self.process.poll() is None, self.words()
            assert time.monotonic() < deadline, self.words()
            time.sleep(0.1)

    def words(self) -> str:
        return self.said.read_text(errors="replace")

    def fetch(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self, way: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(way)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
