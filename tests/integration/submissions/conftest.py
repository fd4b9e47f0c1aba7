import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart


@pytest.fixture
def post(client: FlaskClient) -> Callable[..., Any]:
    """Sends a form as a page of the service would, with the token of the session."""

    def send(url: str, data: dict[str, Any] | None = None, **options: Any) -> Any:
        page = client.get("/receipts/verify").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found is not None
        sent = {"csrf_token": found.group(1), **(data or {})}
        if options.pop("content_type", None) is None:
            return client.post(url, data=sent, **options)
        # By hand, because the test client leaves the temporary file of a large body open.
        parts = {name: FileStorage(*value) if isinstance(value, tuple) else value for name, value in sent.items()}
        boundary, body = encode_multipart(parts)
        kind = f"multipart/form-data; boundary={boundary}"
        return client.post(url, input_stream=io.BytesIO(body), content_type=kind, content_length=len(body), **options)

    return send
