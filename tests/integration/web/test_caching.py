"""Who may keep a page: proxies those that are the same for everybody, nobody those that are somebody's."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.problems import ProblemFactory
from web.caching import PUBLIC_PAGES

SHARED = "public, max-age=0, s-maxage=60"
PRIVATE = "private, no-store"


@pytest.mark.parametrize(
    "path", ["/", "/problems", "/challenges", "/pilots", "/adoptions", "/accessibility", "/privacy"]
)
def test_a_proxy_may_keep_what_everybody_sees(client: FlaskClient, path: str):
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == SHARED
    assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= set(answer.vary.as_set(preserve_casing=True))
    assert "Set-Cookie" not in answer.headers


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient):
    first = client.get("/accessibility")
    again = client.get("/accessibility", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_a_page_without_secrets_is_compressed_for_who_can_read_it(bare_client: FlaskClient):
    plain = bare_client.get("/accessibility")
    assert "Content-Encoding" not in plain.headers
    packed = bare_client.get("/accessibility", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) == int(packed.headers["Content-Length"])


@pytest.mark.parametrize("path", ["/sign-in", "/problems/new", "/problems/find", "/?lang=cy"])
def test_forms_and_what_sets_a_cookie_stay_private(client: FlaskClient, path: str):
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == PRIVATE
    assert "Content-Encoding" not in answer.headers


def test_a_page_for_its_author_stays_private(client: FlaskClient):
    problem = ProblemFactory()
    assert client.get(f"/problems/reference/{problem.reference}").headers["Cache-Control"] == PRIVATE


def test_who_has_a_session_gets_pages_of_their_own(client: FlaskClient):
    client.get("/sign-in")
    answer = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == PRIVATE
    assert "Content-Encoding" not in answer.headers


def test_every_page_that_may_be_kept_exists(app: Flask):
    assert app.view_functions.keys() >= PUBLIC_PAGES
