"""The embedded server: made once, whole or not at all, and plain about what is wrong with it."""

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from web.local.errors import StartError
from web.local.postgres import EmbeddedServer


@pytest.fixture
def folder(tmp_path_factory):
    # Deep on purpose: the system allows sockets only short names.
    deep = tmp_path_factory.mktemp("a-folder-with-a-long-name-" + "x" * 60)
    for parent in (deep, *deep.parents[:-2]):
        parent.chmod(parent.stat().st_mode | 0o011)
    return deep


def _server(folder: Path) -> EmbeddedServer:
    return EmbeddedServer(folder / "postgres", log=folder / "postgres.log", durable=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A cluster that was made and stopped."""
    server = _server(tmp_path_factory.mktemp("made"))
    server.start()
    server.stop()
    return server.data


@pytest.fixture
def server(folder, made):
    server = _server(folder)
    server.begin_with(made)
    server.start()
    yield server
    server.stop()


def test_what_is_in_it_is_there_after_a_restart(server, folder):
    server.create("kept")
    server.stop()

    server.start()

    assert server.has("kept")
    assert not server.has("never_made")


def test_a_database_can_be_made_from_another_and_dropped_while_in_use(server):
    server.create("first")
    with server.connect("first") as connection:
        connection.execute("create table words ()")
    server.create("second", template="first")

    with server.connect("second") as connection:
        assert connection.execute("select count(*) from words").fetchone() == (0,)
        server.drop("second")

    assert not server.has("second")


def test_it_listens_on_no_network_address(server):
    postmaster = psutil.Process(int((server.data / "postmaster.pid").read_text().partition("\n")[0]))
    listening = postmaster.net_connections(kind="inet")
    for child in postmaster.children(recursive=True):
        # A process of the server that ends while we look listens to nobody.
        with suppress(psutil.NoSuchProcess):
            listening += child.net_connections(kind="inet")

    assert postmaster.name() == "postgres"
    assert listening == []


def test_a_damaged_database_is_told_in_one_line_and_left_as_it_is(server, folder):
    server.stop()
    control = server.data / "global" / "pg_control"
    control.write_bytes(b"")

    with pytest.raises(StartError, match="did not start") as caught:
        server.start()

    assert "\n" not in str(caught.value)
    assert control.read_bytes() == b""


def test_a_database_of_another_version_is_told(server):
    server.stop()
    (server.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(StartError, match="made by PostgreSQL 9; this is PostgreSQL 18"):
        server.start()


def test_a_beginning_that_was_interrupted_is_not_taken_for_a_database(folder):
    (folder / "postgres" / "data.new").mkdir(parents=True)
    server = _server(folder)

    server.start()

    assert server.is_running
    server.stop()


def test_it_ends_with_whoever_started_it_however_that_ended(folder):
    script = (
        "import sys, time; from pathlib import Path; from web.local.postgres import EmbeddedServer\n"
        "folder = Path(sys.argv[1])\n"
        "EmbeddedServer(folder / 'postgres', log=folder / 'postgres.log', durable=False).start()\n"
        "print('up', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"up\n"
        children = psutil.Process(starter.pid).children()
        starter.send_signal(signal.SIGKILL)

    _gone, alive = psutil.wait_procs(children, timeout=10)
    assert children
    assert alive == []
    # What was left behind does not stand in the way.
    server = _server(folder)
    server.start()
    server.stop()
