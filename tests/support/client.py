"""A client that looks at every page it is given."""

import contextvars
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core import clock
from core.database import db
from tests.support import inspector


class Client(FlaskClient):
    """Each request has a session of its own, as in life; what the test has arranged is there for it to find."""

    inspects = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.commit()
        # In an empty context Flask opens an application context for the request, and closes it.
        response = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()
            clock.forget()
        if self.inspects and response.mimetype == "text/html" and not response.location:
            inspector.inspect(response)
        return response


class BareClient(Client):
    """For tests that make thousands of requests and look at something else."""

    inspects = False


def text_of(page: TestResponse) -> str:
    """The markup of a page that was answered as wanted."""
    assert page.status_code == 200, (page.request.path, page.status)
    return page.text
