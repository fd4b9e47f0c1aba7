"""Each test in a transaction that is rolled back, although what it tests commits."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask
from sqlalchemy import Engine, create_engine

from core.database import db

# In seconds: on a machine that is busy with something else, who waits for a connection waits longer.
PATIENCE = 300


@contextmanager
def rolled_back(app: Flask) -> Iterator[None]:
    """Let every session of `app` share one connection, whose transaction is never committed.

    A commit in the application releases a savepoint. Jobs and outgoing messages, written over the same
    connection, go with the rest.
    """
    with app.app_context():
        engines = cast(dict[str | None, Any], db.engines)
        engine: Engine = engines[None]
        with engine.connect() as connection, connection.begin() as transaction:
            engines[None] = connection
            try:
                yield
            finally:
                db.session.remove()
                transaction.rollback()
                engines[None] = engine


@contextmanager
def committing(app: Flask, url: str) -> Iterator[None]:
    """Point `app` at a database of its own, where what is committed stays and every session has its connection."""
    with app.app_context():
        engines = cast(dict[str | None, Any], db.engines)
        usual = engines[None]
        engines[None] = _engine(url)
        try:
            yield
        finally:
            db.session.remove()
            engines[None].dispose()
            engines[None] = usual


@functools.cache
def _engine(url: str) -> Engine:
    """One for all that use the same database: it remembers how the service's statements are written."""
    return create_engine(url, query_cache_size=5_000, pool_timeout=PATIENCE)
