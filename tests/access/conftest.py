"""The world of the tables, planted once for each worker, in a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine

from accounts import queries
from core.database import db
from tests.access.knocking import Knocker
from tests.access.world import whole
from tests.support.cluster import Cluster

# A plan is made for one request, over a few rows: not worth a search for the best order of joins, nor to be kept.
QUICK = {"options": "-c jit=off -c join_collapse_limit=1 -c from_collapse_limit=1", "prepare_threshold": None}


@contextmanager
def _in_database(app: Flask, engine: Engine | Connection) -> Iterator[None]:
    """Let `app` use another database for a while."""
    with app.app_context():
        engines = cast(dict[str | None, Any], db.engines)
    usual, engines[None] = engines[None], engine
    try:
        yield
    finally:
        engines[None] = usual


@pytest.fixture(scope="session")
def planted(app: Flask, cluster: Cluster, worker_name: str) -> Iterator[tuple[Engine, whole.World]]:
    name = f"test_{worker_name}_access"
    engine = create_engine(cluster.database(name), connect_args=QUICK)
    try:
        with _in_database(app, engine), app.test_request_context():
            world = whole.plant(app)
            db.session.remove()
        yield engine, world
    finally:
        engine.dispose()
        cluster.server.drop(name)


@pytest.fixture
def knock(app: Flask, planted: tuple[Engine, whole.World], monkeypatch: pytest.MonkeyPatch) -> Iterator[Knocker]:
    """Sends requests into the world, without the token that a page would have given; each is undone.

    Nobody of the world changes, so who they are is read once for all requests.
    """
    engine, world = planted
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(queries, "person_with_memberships", world.remember)
    with engine.connect() as connection, _in_database(app, connection):
        yield Knocker(app, world, connection)
