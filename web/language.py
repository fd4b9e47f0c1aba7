"""The language of a page: asked for in the address, kept in a cookie, else what the browser prefers."""

import datetime as dt

from flask import Flask, g, has_request_context, request
from flask_babel import Babel
from werkzeug.wrappers import Response

LANGUAGES = {"en": "English", "cy": "Cymraeg", "ca": "Català", "es": "Español"}
COOKIE = "language"
babel = Babel()


def install(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=choose, timezone_selector=zone)

    @app.after_request
    def remember(response: Response) -> Response:
        asked = request.args.get("lang")
        # A feed reader is no person: the language of its feed stands in the address.
        if asked in LANGUAGES and response.mimetype == "text/html":
            response.set_cookie(
                COOKIE,
                asked,
                max_age=dt.timedelta(days=365),
                httponly=True,
                samesite="Lax",
                secure=app.config["PRODUCTION"],
            )
        return response


def choose() -> str:
    """The code of the language of this request; English where there is none, as in a job."""
    if not has_request_context():
        return "en"
    if "lang" in request.args and request.args["lang"] in LANGUAGES:
        return request.args["lang"]
    kept = request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return str(kept)
    return request.accept_languages.best_match(list(LANGUAGES), default="en") or "en"


def zone() -> str:
    """The time zone of this request: that of the council of the page, else of the body acted for."""
    return getattr(g, "timezone", None) or "Europe/London"
