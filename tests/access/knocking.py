"""One request of one person, and what kind of answer it was."""

import enum
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from tests.access.world.whole import World
from tests.support.client import BareClient

NAMED = re.compile(r"<(\w+)>")
# Where those are led who have to declare their interests first.
DECLARING = re.compile(r"^/(challenges|assessing/panels)/[^/]+/interests$")


class Answer(enum.Enum):
    """What somebody meets at a door."""

    IN = "may"
    NOT_NOW = "not now"
    REFUSED = "refused"
    NOT_FOUND = "not found"
    SIGN_IN = "sign in"
    BROKEN = "broken"


# 422 is the answer to a form that was let in and lacks something; 503 is what the health page says without a worker.
ANSWERS = {403: Answer.REFUSED, 404: Answer.NOT_FOUND, 409: Answer.NOT_NOW, 422: Answer.IN, 503: Answer.IN}


class Knocker:
    """Forms are sent empty: what counts is who is let in."""

    def __init__(self, app: Flask, world: World, connection: Connection) -> None:
        self.world, self.connection = world, connection
        self.client = BareClient(app, use_cookies=False)

    def __call__(self, method: str, address: str, thing: str, who: str) -> Answer:
        return self._told(self._send(method, address, thing, who), asked=filled_in(address, self.world.things[thing]))

    def status(self, method: str, address: str, thing: str, who: str, **form: str) -> int:
        return self._send(method, address, thing, who, **form).status_code

    def page(self, address: str, thing: str, who: str) -> str:
        """What is on the page, as it is drawn for this person."""
        return self._send("GET", address, thing, who).get_data(as_text=True)

    def _send(self, method: str, address: str, thing: str, who: str, **form: str) -> TestResponse:
        """`address` is a rule of the URL map without its converters; `thing` gives the values."""
        path = filled_in(address, self.world.things[thing])
        cookie = self.world.cookies[who]
        headers = {"Cookie": cookie} if cookie else {}
        with self._undone():
            return self.client.open(path, method=method, headers=headers, data=form or None)

    def _told(self, response: TestResponse, *, asked: str) -> Answer:
        status = response.status_code
        if status in ANSWERS:
            return ANSWERS[status]
        if status >= 400:
            return Answer.BROKEN
        place = urlsplit(response.location or "")
        if DECLARING.search(place.path) and (not place.query or "next=" in place.query) and place.path != asked:
            return Answer.NOT_NOW
        return Answer.SIGN_IN if place.path == "/sign-in" else Answer.IN

    @contextmanager
    def _undone(self) -> Iterator[None]:
        transaction = self.connection.begin()
        try:
            yield
        finally:
            transaction.rollback()


def filled_in(address: str, values: Mapping[str, object]) -> str:
    return NAMED.sub(lambda name: str(values[name[1]]), address)
