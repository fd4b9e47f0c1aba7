"""Where this machine's Townlab lives: its folder, its port, its keys, and the environment of its processes."""

import errno
import fcntl
import os
import secrets
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from web.local.errors import StartError

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
HIGHEST_PORT = 65535
# A new database takes 70 MB before it holds anything.
SPACE_FOR_A_NEW_DATABASE = 250_000_000
SPACE_TO_GO_ON = 50_000_000
KEYS = ("SECRET_KEY", "SIGNING_KEY")


@dataclass(frozen=True)
class Place:
    var_dir: Path
    port: int
    database_url: str | None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Place":
        return cls(
            var_dir=Path(environment.get("VAR_DIR") or "var").absolute(),
            port=_port(environment.get("PORT") or str(DEFAULT_PORT)),
            database_url=environment.get("DATABASE_URL") or None,
        )

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def logs(self) -> Path:
        return self.var_dir / "log"

    @property
    def files(self) -> Path:
        return self.var_dir / "files"

    @property
    def database(self) -> Path:
        return self.var_dir / "postgres"

    def claim(self) -> IO[str]:
        """Take the folder for this process alone, for as long as the answer is kept open."""
        try:
            self.logs.mkdir(parents=True, exist_ok=True)
            lock = (self.var_dir / "lock").open("a+")
        except OSError as error:
            raise StartError(f"Cannot write to {self.var_dir}: {error.strerror}.") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise StartError(f"Townlab is already running with its data in {self.var_dir}; stop it first.") from error
        return lock

    def check_space(self) -> None:
        needed = SPACE_TO_GO_ON if self.database_url or self.database.exists() else SPACE_FOR_A_NEW_DATABASE
        free = shutil.disk_usage(self.var_dir).free
        if free < needed:
            raise StartError(
                f"The disk is full: {free // 1_000_000} MB are free in {self.var_dir}, "
                f"and Townlab needs {needed // 1_000_000} MB to start."
            )

    def check_port(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise StartError(
                        f"Port {self.port} is in use. Stop the program that uses it, or choose another port: "
                        f"PORT={self.port % HIGHEST_PORT + 1} make run"
                    ) from error
                raise StartError(f"Cannot listen on {HOST}:{self.port}: {error.strerror}.") from error

    def environment(self, *, database_url: str, demonstration: bool) -> dict[str, str]:
        """The settings that every process of Townlab gets."""
        return {
            **os.environ,
            **{name: os.environ.get(name) or self._kept_key(name) for name in KEYS},
            "DATABASE_URL": database_url,
            "DEMONSTRATION": "true" if demonstration else "false",
            "PORT": str(self.port),
            "SERVICE_URL": os.environ.get("SERVICE_URL") or self.address,
            "VAR_DIR": str(self.var_dir),
            "PYTHONUNBUFFERED": "1",
        }

    def _kept_key(self, name: str) -> str:
        """A key of this machine alone, made once, so that sessions and receipts stay good over a restart."""
        kept = self.var_dir / "keys" / name.lower()
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        if not kept.exists():
            fresh = kept.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_hex(32))
            fresh.rename(kept)
        return kept.read_text()


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise StartError(f"PORT is {text!r}; it must be a number from 1 to {HIGHEST_PORT}.")
