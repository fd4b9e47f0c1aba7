"""The child processes of `make run`: started apart from the terminal, and stopped with all of their own children."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from web.local.errors import StartError
from web.local.postgres import end_with_parent

PATIENCE_SECONDS = 6
LARGEST_LOG = 10_000_000


class Child:
    """A Python module that runs as a process of its own; what it says goes to its log.

    `orphaned` is what the system sends it should we be gone without having stopped it.
    """

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        *,
        environment: Mapping[str, str],
        log: Path,
        orphaned: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.log = log
        _turn_over(log)
        # A session of its own: Ctrl-C reaches only us, and we stop the others in their order.
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent(orphaned),  # noqa: PLW1509 - no threads have been started
            )

    @property
    def exit_code(self) -> int | None:
        return self._process.poll()

    def ask_to_stop(self) -> None:
        with suppress(ProcessLookupError):
            self._process.terminate()

    def end(self) -> None:
        """Whatever is left of it, its own children included, is ended now."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def stop(children: Iterable[Child]) -> None:
    """Ask all to stop, give them a few seconds to finish what they are at, then end them."""
    asked = list(children)
    for child in asked:
        child.ask_to_stop()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and any(child.exit_code is None for child in asked):
        time.sleep(0.05)
    for child in asked:
        child.end()


def last_words(log: Path) -> str:
    """The last line that a process wrote: of a traceback, the error itself."""
    try:
        lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    except OSError as error:
        raise StartError(f"Cannot read {log}: {error.strerror}.") from error
    return lines[-1] if lines else "it said nothing."


def _turn_over(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.old"))
