"""Somebody who knocks at the doors of the world that `planted` made."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

from accounts import queries
from tests.access.knocking import Knocker
from tests.access.world import whole
from tests.access.world.planting import in_database


@pytest.fixture
def knock(app: Flask, planted: tuple[Engine, whole.World], monkeypatch: pytest.MonkeyPatch) -> Iterator[Knocker]:
    """Sends requests into the world, without the token that a page would have given; each is undone.

    Nobody of the world changes, so who they are is read once for all requests.
    """
    engine, world = planted
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(queries, "person_with_memberships", world.remember)
    with engine.connect() as connection, in_database(app, connection):
        yield Knocker(app, world, connection)
