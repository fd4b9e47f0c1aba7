"""`make run`: database, schema, demonstration, worker and web server, started in order and stopped together."""

import http.client
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Self

from demonstration import mark
from web.local import processes
from web.local.errors import StartError
from web.local.place import HOST, Place
from web.local.postgres import EmbeddedServer
from web.local.processes import Child

DATABASE = "townlab"
# A migration's file is named as its revision; a test holds that.
MIGRATIONS = Path(__file__).parents[2] / "migrations" / "versions"
READY_SECONDS = 60
WORKER_REST_SECONDS = 2


class Asked:
    """Whether somebody asked us to stop: Ctrl-C, TERM, or the terminal was closed."""

    def __init__(self) -> None:
        self.to_stop = False

    def __enter__(self) -> Self:
        for way in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(way, self._note)
        return self

    def __exit__(self, *exception: object) -> None:
        """The signals stay caught: what is being stopped is stopped in order, however often they come."""

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.to_stop = True


def run(place: Place) -> int:
    """Run until asked to stop. Raises `StartError`."""
    with Asked() as asked, ExitStack() as things:
        things.enter_context(place.claim())
        place.check_space()
        place.check_port()
        database = things.enter_context(_database(place))
        if not database.is_prepared and not _prepare(place, database.environment, asked):
            return 0
        service = things.enter_context(_service(place, database.environment))
        if service.wait_until_well(asked):
            _greet(place)
        service.watch(asked)
    print("Townlab has stopped. Its data is kept." if place.database_url is None else "Townlab has stopped.")
    return 0


def reset_demonstration(place: Place) -> int:
    """Drop the demonstration that `run` made, with the files of its folder, and make it anew."""
    if place.database_url is not None:
        raise StartError("DATABASE_URL is set: only the demonstration that make run made itself can be reset.")
    with Asked() as asked, ExitStack() as things:
        things.enter_context(place.claim())
        place.check_space()
        server = things.enter_context(_embedded(place))
        _drop_demonstration(server)
        shutil.rmtree(place.files, ignore_errors=True)
        things.enter_context(_demonstration(place, server))
        if _prepare(place, _environment(place, server), asked):
            print("The demonstration is new again.")
    return 0


class Service:
    """The worker and the web server."""

    def __init__(self, place: Place, environment: dict[str, str]) -> None:
        self._place = place
        self._environment = environment
        # TERM, so that it ends its own processes.
        self.web = self._start("web", _granian(place, environment), orphaned=signal.SIGTERM)
        self.worker = self._start_worker()

    def stop(self) -> None:
        processes.stop([self.web, self.worker])

    def wait_until_well(self, asked: Asked) -> bool:
        """Wait for /health to say yes. Raises `StartError` when it does not come to that."""
        deadline = time.monotonic() + READY_SECONDS
        status, answer = 0, ""
        while time.monotonic() < deadline:
            if asked.to_stop:
                return False
            self._check_web()
            status, answer = _health(self._place.port)
            if status == http.client.OK:
                return True
            time.sleep(0.1)
        raise StartError(
            f"Townlab is not well after {READY_SECONDS} seconds: {answer}. Logs are in {self._place.logs}."
        )

    def watch(self, asked: Asked) -> None:
        """Return when asked to stop; start the worker again when it ends by itself."""
        while not asked.to_stop:
            self._check_web()
            if self.worker.exit_code is not None:
                print(f"The job worker ended and is started again; its log is {self.worker.log}.", flush=True)
                time.sleep(WORKER_REST_SECONDS)
                self.worker.end()
                self.worker = self._start_worker()
            time.sleep(0.2)

    def _check_web(self) -> None:
        if self.web.exit_code is not None:
            raise StartError(f"The web server ended: {processes.last_words(self.web.log)} Its log is {self.web.log}.")

    def _start(self, name: str, arguments: list[str], *, orphaned: signal.Signals) -> Child:
        log = self._place.logs / f"{name}.log"
        return Child(name, arguments, environment=self._environment, log=log, orphaned=orphaned)

    def _start_worker(self) -> Child:
        # KILL: asked politely, it would wait for a database that is going as well.
        return self._start("worker", ["flask", "--app", "wsgi", "worker"], orphaned=signal.SIGKILL)


@contextmanager
def _service(place: Place, environment: dict[str, str]) -> Iterator[Service]:
    service = Service(place, environment)
    try:
        yield service
    finally:
        service.stop()


@dataclass(frozen=True)
class Database:
    """What our processes work with. A prepared one needs neither migration nor filling."""

    environment: dict[str, str]
    is_prepared: bool


@contextmanager
def _database(place: Place) -> Iterator[Database]:
    """Somebody's own database, or the demonstration in ours."""
    if place.database_url is not None:
        if os.environ.get("DEMONSTRATION", "").lower() in {"1", "true", "yes", "on"}:
            raise StartError("DATABASE_URL is set: a demonstration runs only in a database that make run made itself.")
        yield Database(place.environment(database_url=place.database_url, demonstration=False), is_prepared=False)
        return
    with _embedded(place) as server, _demonstration(place, server):
        yield Database(_environment(place, server), _is_prepared(server))


@contextmanager
def _embedded(place: Place) -> Iterator[EmbeddedServer]:
    server = EmbeddedServer(place.database, log=place.logs / "postgres.log")
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def _demonstration(place: Place, server: EmbeddedServer) -> Iterator[None]:
    """A database marked as ours. One whose first filling was interrupted is begun again."""
    if server.has(DATABASE) and _mark(server) == mark.BEING_MADE:
        server.drop(DATABASE)
    if not server.has(DATABASE):
        server.create(DATABASE)
        with server.connect(DATABASE) as connection:
            connection.execute(mark.write(mark.BEING_MADE, database=DATABASE).encode())
    elif _mark(server) != mark.READY:
        raise StartError(f"The database in {place.database} was not made by make run; it is left alone.")
    yield


def _drop_demonstration(server: EmbeddedServer) -> None:
    if not server.has(DATABASE):
        return
    if _mark(server) is None:
        raise StartError("This database was not made by make run; it is left alone.")
    server.drop(DATABASE)


def _mark(server: EmbeddedServer) -> str | None:
    with server.connect(DATABASE) as connection:
        row = connection.execute(mark.READ).fetchone()
    return row[0] if row else None


def _is_prepared(server: EmbeddedServer) -> bool:
    """Whether the schema is of the newest migration: asked without loading the application, for a quick start."""
    if _mark(server) != mark.READY:
        return False
    newest = max(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    with server.connect(DATABASE) as connection:
        return connection.execute("select version_num from alembic_version").fetchall() == [(newest,)]


def _environment(place: Place, server: EmbeddedServer) -> dict[str, str]:
    return place.environment(database_url=server.url(DATABASE), demonstration=True)


def _prepare(place: Place, environment: dict[str, str], asked: Asked) -> bool:
    """Migrate and fill. False when we were asked to stop meanwhile; raises `StartError` when it fails."""
    log = place.logs / "prepare.log"
    child = Child("prepare", ["web.local.prepare"], environment=environment, log=log)
    try:
        while child.exit_code is None:
            if asked.to_stop:
                return False
            time.sleep(0.05)
        if child.exit_code != 0:
            raise StartError(processes.last_words(log))
        return True
    finally:
        processes.stop([child])


def _granian(place: Place, environment: dict[str, str]) -> list[str]:
    # Without Redis, attempts are counted in memory, which is right only where there is one process.
    several = environment["DEMONSTRATION"] == "true" or environment.get("REDIS_URL")
    return [
        *("granian", "--interface", "wsgi", "--host", HOST, "--port", str(place.port)),
        *("--workers", "2" if several else "1", "--blocking-threads", "4", "--no-ws"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "3"),
        "wsgi:app",
    ]


def _health(port: int) -> tuple[int, str]:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error)
    finally:
        connection.close()


def _greet(place: Place) -> None:
    lines = [f"Townlab runs at {place.address}"]
    if place.database_url is None:
        lines += [
            f"  Sign in as any of its people at {place.address}/demo (this is a demonstration)",
            f"  Mail that would have been sent: {place.address}/demo/mail; the clock: {place.address}/demo/clock",
        ]
    lines.append(f"  Data and logs are in {place.var_dir}; stop with Ctrl-C")
    print("\n".join(lines), flush=True)
