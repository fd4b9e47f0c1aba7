"""The application as a web server runs it."""

import os

from flask import Flask

from core import life
from web.factory import create_app


def served_app() -> Flask:
    """With signs of life, unless a command has loaded it: the job worker gives its own, and others serve nobody."""
    app = create_app()
    if os.environ.get("FLASK_RUN_FROM_CLI") != "true":
        life.keep_signing(app, life.Part.WEB)
    return app
