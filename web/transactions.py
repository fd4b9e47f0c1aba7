"""One transaction a request: committed when the answer is not an error and no form was refused, else rolled back."""

from flask import Flask, g
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
        if response.status_code < 400 and not g.get("refused", False):
            db.session.commit()
        else:
            db.session.rollback()
        return response
