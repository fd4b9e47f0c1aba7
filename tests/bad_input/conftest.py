"""The world of the access tables, where everybody who may do something finds something to do it to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine
from werkzeug.test import TestResponse

from tests.access.knocking import filled_in
from tests.access.reading import Row
from tests.access.world import whole
from tests.access.world.planting import in_database
from tests.support import inspector
from tests.support.client import BareClient


class Sender:
    """Sends as the first person whom the table lets in. What it does is undone."""

    def __init__(self, app: Flask, world: whole.World, connection: Connection) -> None:
        self.app, self.world, self.connection = app, world, connection
        self.client = BareClient(app, use_cookies=False)

    def path(self, row: Row) -> str:
        return filled_in(row.address, self.world.things[row.thing])

    @contextmanager
    def undone(self) -> Iterator[None]:
        transaction = self.connection.begin()
        try:
            yield
        finally:
            transaction.rollback()

    @contextmanager
    def undone_again(self) -> Iterator[None]:
        """The same inside what is undone as a whole."""
        savepoint = self.connection.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()

    def look(self, row: Row, query: str = "", *, closely: bool = True) -> TestResponse:
        return self.open(row, "GET", self.path(row) + query, closely=closely)

    def send(self, row: Row, data: Mapping[str, Any] | bytes | None = None, **options: Any) -> TestResponse:
        return self.open(row, "POST", self.path(row), **({} if data is None else {"data": data}), **options)

    def open(self, row: Row, method: str, path: str, *, closely: bool = True, **options: Any) -> TestResponse:
        """`closely` goes through the page for every fault that it could have."""
        cookie = self.world.cookies[whom(row)]
        headers = {"Cookie": cookie} if cookie else {}
        response = self.client.open(path, method=method, headers=headers, **options)
        assert response.status_code < 500 or path.startswith("/health"), f"{row} breaks"
        if closely and response.mimetype == "text/html" and not response.location:
            inspector.inspect(response)
        return response


def whom(row: Row) -> str:
    """The first who may; where it is not the time for anybody, the first who could."""
    ways = ("may", "not now")
    return next((who for way in ways for who, met in row.expected.items() if met == way), "officer")


@pytest.fixture
def sender(app: Flask, planted: tuple[Engine, whole.World]) -> Iterator[Sender]:
    engine, world = planted
    with engine.connect() as connection, in_database(app, connection):
        yield Sender(app, world, connection)


@pytest.fixture
def without_tokens(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
