"""What every template may use."""

from pathlib import Path
from urllib.parse import quote, urlencode

from flask import Flask, current_app, request
from flask_babel import format_decimal, get_locale
from jinja2 import StrictUndefined

from core import formats, text
from core.access import current_actor
from core.fields import govuk
from core.fields.buttons import hidden
from web import navigation
from web.language import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent


def install(app: Flask) -> None:
    # A misspelt name in a template is an error. GOV.UK's own macros, which count on silence, have an environment of
    # their own (core.fields.design).
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.filters.update(formats.FILTERS, markdown=text.markdown, number=format_decimal)
    app.jinja_env.globals.update(
        formats.GLOBALS, govuk=govuk, hidden=hidden, address_with=address_with, get_locale=get_locale
    )
    app.context_processor(_everywhere)


def _everywhere() -> dict[str, object]:
    settings = current_app.config["TOWNLAB"]
    return {
        "actor": current_actor(),
        "navigation": navigation.items(current_actor()),
        "languages": LANGUAGES,
        "service_name": settings.service_name,
        "operator_email": settings.operator_email,
    }


def address_with(**changes: object) -> str:
    """The address of this page with some of its parameters changed, or taken away where the value is empty."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key not in changes]
    added = [(key, str(value)) for key, value in changes.items() if value not in (None, "")]
    query = urlencode([*kept, *added])
    return quote(request.path) + (f"?{query}" if query else "")
