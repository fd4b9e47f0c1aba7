"""Sending a page's form as a browser does, with the token that the page holds."""

import re
from typing import Any

from flask.testing import FlaskClient


def token(client: FlaskClient, url: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(url).text)
    assert found is not None, f"there is no form at {url}"
    return found[1]


def post(client: FlaskClient, url: str, *, form_at: str = "", **data: str) -> Any:
    """`form_at` is the page that holds the form, where it is not the one that the form is sent to."""
    return client.post(url, data={"csrf_token": token(client, form_at or url), **data})
