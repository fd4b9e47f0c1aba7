"""One transaction a request: committed when the answer is not an error, rolled back otherwise."""

from flask import Flask
from werkzeug.wrappers import Response

from core import clock
from core.database import db


def install(app: Flask) -> None:
    """Commit before the answer is sent, so that nobody is told of a change that then fails."""

    @app.before_request
    def start() -> None:
        clock.forget()

    @app.after_request
    def finish(response: Response) -> Response:
        if response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
        return response
