"""The world in a database of its own, for everybody of this worker who looks at it: what they do there is undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask
from sqlalchemy import Connection, Engine, create_engine

from core.database import db
from tests.access.world import whole
from tests.support.cluster import Cluster

# A plan is made for one request, over a few rows: not worth a search for the best order of joins, nor to be kept.
QUICK = {"options": "-c jit=off -c join_collapse_limit=1 -c from_collapse_limit=1", "prepare_threshold": None}


@contextmanager
def in_database(app: Flask, engine: Engine | Connection) -> Iterator[None]:
    """Let `app` use another database for a while."""
    with app.app_context():
        engines = cast(dict[str | None, Any], db.engines)
    usual, engines[None] = engines[None], engine
    try:
        yield
    finally:
        engines[None] = usual


@contextmanager
def planted_world(app: Flask, cluster: Cluster, *, database: str) -> Iterator[tuple[Engine, whole.World]]:
    engine = create_engine(cluster.database(database), connect_args=QUICK, query_cache_size=5_000)
    try:
        with in_database(app, engine), app.test_request_context():
            world = whole.plant(app)
            db.session.remove()
        yield engine, world
    finally:
        engine.dispose()
        cluster.server.drop(database)
