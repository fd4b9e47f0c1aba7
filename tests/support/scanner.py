"""A real clamd with one signature of its own: that of the EICAR test file, which is no virus."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

# In two pieces, so that no scanner on a developer's machine takes this file for what it looks for.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Townlab-Test"
INSTALL = "clamd is not installed, and this test needs it. As root: make scanner"
START_SECONDS = 30
STREAM_LIMIT = 2_000_000


class RunningScanner:
    """Listens on a socket in a folder of its own, and downloads nothing."""

    def __init__(self) -> None:
        found = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
        assert found is not None, INSTALL
        # Not below pytest's folders: the path of a socket is short.
        self.folder = Path(tempfile.mkdtemp(prefix="townlab-clamd-"))
        self.socket = self.folder / "socket"
        self.url = f"unix:{self.socket}"
        self._program = found
        self._process: subprocess.Popen[bytes] | None = None
        (self.folder / "signatures").mkdir()
        # Any kind of file (0), anywhere in it (*).
        (self.folder / "signatures" / "test.ndb").write_text(f"{SIGNATURE}:0:*:{EICAR.hex()}\n")
        lines = {
            "DatabaseDirectory": self.folder / "signatures",
            "LocalSocket": self.socket,
            "Foreground": "yes",
            "StreamMaxLength": STREAM_LIMIT,
            "MaxThreads": 2,
        }
        if os.getuid() == 0:
            # As root it would look for an account of its own.
            lines["User"] = "root"
        (self.folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in lines.items()))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [self._program, "--config-file", str(self.folder / "clamd.conf")], stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.socket.exists():
            said = (self.folder / "log").read_text(errors="replace")
            assert self._process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.02)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
        self.socket.unlink(missing_ok=True)
