"""The pages that are there for everybody, the styles behind them, and what is said when something goes wrong."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LINKS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def fetch(client: FlaskClient, address: str, **more) -> TestResponse:
    """A static file, read and closed."""
    answer = client.get(address, **more)
    assert answer.data
    answer.close()
    return answer


@pytest.mark.parametrize("path", ["/accessibility", "/privacy", "/cookies"])
def test_a_page_about_the_service_is_there_in_every_language(client: FlaskClient, path: str):
    for language in ("en", "cy", "ca", "es"):
        page = client.get(path, query_string={"lang": language})
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.text


def test_styles_and_scripts_may_be_kept_for_ever(client: FlaskClient):
    addresses = LINKS.findall(client.get("/cookies").text)
    assert len(addresses) >= 3
    for address in addresses:
        answer = fetch(client, address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_first_visit_is_small(client: FlaskClient):
    page = client.get("/cookies")
    files = [fetch(client, address, headers={"Accept-Encoding": "gzip"}) for address in set(LINKS.findall(page.text))]
    assert all(file.headers.get("Content-Encoding") == "gzip" for file in files if len(file.data) > 1000)
    assert sum(len(file.data) for file in files) < 30_000


def test_a_council_s_colours_come_as_a_style_sheet(client: FlaskClient):
    answer = client.get("/brand/0b5c63.css")
    assert answer.mimetype == "text/css"
    assert "--tl-accent:#0b5c63" in answer.text


@pytest.mark.parametrize("colour", ["ffff00", "0b5c6", "0b5c63;}body{"])
def test_a_colour_that_cannot_be_read_on_white_is_no_style_sheet(client: FlaskClient, colour: str):
    assert client.get(f"/brand/{colour}.css").status_code == 404


def test_a_page_that_is_not_there_says_so_with_a_reference(client: FlaskClient):
    page = client.get("/no-such-page")
    assert page.status_code == 404
    assert "We cannot find this page" in page.text
    assert re.search(r"ERR-[2-9A-Z]{7}", page.text)


def test_a_template_with_a_misspelt_name_fails(app: Flask):
    from jinja2 import UndefinedError

    with app.test_request_context("/"), pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ mispelt }}").render()


def test_what_was_typed_into_a_page_that_was_open_too_long_is_there_to_copy(client: FlaskClient):
    page = client.post(
        "/no-such-page", data={"csrf_token": "old", "about": "Bikes block <b>the</b> path.", "password": "my secret"}
    )
    assert "Bikes block &lt;b&gt;the&lt;/b&gt; path." in page.text
    assert "my secret" not in page.text
