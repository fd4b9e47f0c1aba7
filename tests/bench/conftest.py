"""The town of the measurements, in a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from core import clock
from core.database import db
from tests.bench.town import NOW, Sizes, Town, grow
from tests.support import isolation
from tests.support.cluster import Cluster


@contextmanager
def town_of(app: Flask, cluster: Cluster, name: str, sizes: Sizes) -> Iterator[Town]:
    """A town of these sizes at its own moment; the database is dropped afterwards."""
    with isolation.committing(app, cluster.database(name)):
        with db.engine.connect() as connection:
            town = grow(connection, sizes)
        clock.move_to(NOW)
        db.session.commit()
        yield town
    cluster.server.drop(name)
