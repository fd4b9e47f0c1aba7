"""Sending a form: after a look at the page that holds it, or without."""

import io
import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart


def hidden(page: TestResponse, name: str) -> str:
    """What the first field of this name holds."""
    found = re.search(f'name="{name}"[^>]*value="([^"]+)"', page.text)
    assert found is not None, f"no {name} at {page.request.path}"
    return found[1]


def token(client: FlaskClient, url: str) -> str:
    return hidden(_opened(client, url), "csrf_token")


def post(client: FlaskClient, url: str, /, *, form_at: str = "", **data: Any) -> TestResponse:
    """Open the page with the form, and send it. `form_at` is that page, where the form goes to another address."""
    page = _opened(client, form_at or url)
    once = {"form_key": hidden(page, "form_key")} if 'name="form_key"' in page.text else {}
    return client.post(url, data={"csrf_token": hidden(page, "csrf_token"), **once, **data})


def send(client: FlaskClient, url: str, data: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
    """Send what a form would, with the token of the session, whether or not this person has a page that holds it."""
    fields = {"csrf_token": _session_token(client), **(data or {})}
    if not any(isinstance(value, tuple) for value in fields.values()):
        return client.post(url, data=fields, **options)
    # By hand, because the test client leaves the temporary file of a large body open.
    parts = {name: FileStorage(*value) if isinstance(value, tuple) else value for name, value in fields.items()}
    boundary, body = encode_multipart(parts)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(url, input_stream=io.BytesIO(body), content_type=kind, content_length=len(body), **options)


def _opened(client: FlaskClient, url: str) -> TestResponse:
    page = client.get(url)
    assert page.status_code == 200, (url, page.status)
    return page


def _session_token(client: FlaskClient) -> str:
    with client.session_transaction() as session:
        known = session.setdefault("csrf_token", "known to the session")
    return str(URLSafeTimedSerializer(client.application.secret_key or "", salt="wtf-csrf-token").dumps(known))
