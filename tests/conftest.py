"""Fixtures for all tests. A test that asks for none of the database's needs no database."""

import datetime as dt
import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, create_engine, event, orm
from sqlalchemy.orm import scoped_session
from xdist.scheduler.loadscope import LoadScopeScheduling  # type: ignore[import-untyped]  # it has no types

from core import clock
from core.database import db
from core.settings import Settings
from tests.support import isolation, queries, worker
from tests.support.client import BareClient, Client
from tests.support.cluster import Cluster
from web.factory import create_app

if TYPE_CHECKING:
    from tests.access.world.whole import World

# A machine that is busy with something else makes no test fail, and a failure can be repeated.
hypothesis.settings.register_profile("townlab", deadline=None, derandomize=True)
hypothesis.settings.load_profile("townlab")

BROWSER = "tests/browser/"
SEALING = "tests/sealing/"
CLUSTER = pytest.StashKey[Cluster]()


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _cache(config: pytest.Config) -> Path:
    return config.cache.mkdir("townlab-clusters")


def pytest_configure(config: pytest.Config) -> None:
    if not _is_worker(config) and not config.option.collectonly:
        config.stash[CLUSTER] = Cluster.start(_cache(config))


def pytest_configure_node(node) -> None:
    """Tell a worker of pytest-xdist where the server is."""
    if CLUSTER in node.config.stash:
        node.workerinput["townlab_cluster"] = str(node.config.stash[CLUSTER].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if CLUSTER in config.stash:
        config.stash[CLUSTER].stop(_cache(config))


def pytest_collection_finish() -> None:
    """What is there now stays to the end; the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(BROWSER):
            item.add_marker("browser")


class SharersTogether(LoadScopeScheduling):  # type: ignore[misc]
    """One worker takes all browser tests, which share one running Townlab; and one all of a module about sealing, which
    share a world. These go first, as they take longest.

    The groups of pytest-xdist 3.8 are not seen under pytest 9.2 (its issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(BROWSER):
            return BROWSER
        return nodeid.partition("::")[0] if nodeid.startswith(SEALING) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> SharersTogether | None:
    return SharersTogether(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> Cluster:
    """The PostgreSQL of this test run."""
    if CLUSTER in pytestconfig.stash:
        return pytestconfig.stash[CLUSTER]
    return Cluster(Path(pytestconfig.workerinput["townlab_cluster"]))  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def worker_name(pytestconfig: pytest.Config) -> str:
    return str(getattr(pytestconfig, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def app(
    cluster: Cluster, worker_name: str, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Flask]:
    """The application, in demonstration mode so that all of its pages are there, with a database of its own."""
    app = create_app(
        Settings(
            database_url=cluster.database(f"test_{worker_name}"),
            secret_key="a key for tests alone",
            signing_key="00" * 32,
            testing=True,
            demonstration=True,
            production=False,
            var_dir=tmp_path_factory.mktemp("var"),
            storage_url="",
            smtp_url="",
            redis_url="",
            clamd_url="",
        )
    )
    app.test_client_class = Client
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(pytestconfig.cache.mkdir("townlab-templates")))
    db.session.session_factory.configure(join_transaction_mode="create_savepoint")
    with app.app_context():
        event.listen(db.engine, "connect", _prepare_statements)
    yield app
    with app.app_context():
        db.engine.dispose()


def _prepare_statements(connection: psycopg.Connection[Any], _record: object) -> None:
    """One connection serves thousands of tests, with some hundred statements between them, over small tables:
    planning would take longer than running. Benchmarks have connections of their own.
    """
    connection.prepare_threshold = 1
    connection.prepared_max = 2_000
    connection.execute("set plan_cache_mode = force_generic_plan")
    connection.commit()


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Replaces pytest-flask's own: each request of a test has a context, and so an actor, of its own, as in life."""


@pytest.fixture
def db_session(app: Flask) -> Iterator[scoped_session[Session]]:
    """The session, in an application context; everything is undone after the test."""
    with isolation.rolled_back(app):
        yield db.session


@pytest.fixture(scope="session")
def committing_url(cluster: Cluster, worker_name: str) -> str:
    return cluster.database(f"test_{worker_name}_committing")


@pytest.fixture
def committing_session(
    app: Flask, cluster: Cluster, worker_name: str, committing_url: str
) -> Iterator[scoped_session[Session]]:
    """As `db_session`, but commits are real and each connection sees only them: for races and for workers."""
    with isolation.committing(app, committing_url):
        yield db.session
    cluster.empty(f"test_{worker_name}_committing")


@pytest.fixture
def elsewhere(committing_session: scoped_session[Session], committing_url: str) -> Iterator[orm.Session]:
    """Another connection to the database of `committing_session`, as another process has."""
    engine = create_engine(committing_url)
    with orm.Session(engine) as session:
        yield session
        session.rollback()
    engine.dispose()


@pytest.fixture(scope="session")
def planted(app: Flask, cluster: Cluster, worker_name: str) -> "Iterator[tuple[Engine, World]]":
    """The world of the access tables, planted once for each worker; whoever does something there undoes it."""
    # Factories take a second to load, which tests of calculations do not need.
    from tests.access.world.planting import planted_world

    with planted_world(app, cluster, database=f"test_{worker_name}_world") as planted:
        yield planted


@pytest.fixture
def client(app: Flask, db_session: scoped_session[Session]) -> FlaskClient:
    """A browser without JavaScript, and with an eye for broken pages."""
    return app.test_client()


@pytest.fixture
def bare_client(app: Flask, db_session: scoped_session[Session]) -> FlaskClient:
    return BareClient(app, use_cookies=True)


@pytest.fixture
def set_clock(db_session: scoped_session[Session]) -> Callable[[dt.datetime], None]:
    """Moves the service's time; it goes on from there."""
    return clock.move_to


@pytest.fixture
def query_counter() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with query_counter() as statements: ...`, then look at `len(statements)`."""
    return queries.counted


@pytest.fixture
def run_jobs(db_session: scoped_session[Session]) -> Callable[[], list[str]]:
    """Does what a worker would do now with what is enqueued."""
    return worker.run_jobs
