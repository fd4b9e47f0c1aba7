"""Somebody looks at an address, or sends an empty form to it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, cast

from flask import Flask
from werkzeug.test import TestResponse

from core.database import db
from tests.sealing.addresses import Address
from tests.sealing.words import Finder, Word
from tests.support.client import BareClient


class Looker:
    """Forms are sent without the token that a page would have given."""

    def __init__(self, app: Flask, cookies: dict[str, str], finder: Finder) -> None:
        self.app, self.cookies, self.finder = app, cookies, finder
        self.client = BareClient(app, use_cookies=False)

    def words_at(self, who: str, address: Address) -> set[Word]:
        response = self.answer(who, address)
        return self.finder(str(response.headers), response.get_data())

    def answer(self, who: str, address: Address) -> TestResponse:
        headers = {"Cookie": self.cookies[who]} if self.cookies[who] else {}
        # What is looked at stays as it is; what is sent is undone.
        with self._undone() if address.method == "POST" else nullcontext(), self._without_tokens():
            response = self.client.open(address.path, method=address.method, headers=headers)
        is_broken = response.status_code >= 500 and not address.path.startswith("/health")
        assert not is_broken, f"{who}: {address.method} {address.path}"
        return response

    @contextmanager
    def _undone(self) -> Iterator[None]:
        engines = cast(dict[str | None, Any], db.engines)
        usual = engines[None]
        with usual.connect() as connection, connection.begin() as transaction:
            engines[None] = connection
            try:
                yield
            finally:
                engines[None] = usual
                transaction.rollback()

    @contextmanager
    def _without_tokens(self) -> Iterator[None]:
        self.app.config["WTF_CSRF_ENABLED"] = False
        try:
            yield
        finally:
            self.app.config["WTF_CSRF_ENABLED"] = True
