import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def post(client: FlaskClient) -> Callable[..., Any]:
    """Sends a form as a page of the service would, with the token of the session."""

    def send(url: str, data: dict[str, Any] | None = None) -> Any:
        page = client.get("/receipts/verify").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found is not None
        return client.post(url, data={"csrf_token": found.group(1), **(data or {})})

    return send
