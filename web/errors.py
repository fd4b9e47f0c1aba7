"""What goes wrong, told to people in plain words, with a reference that the log holds too."""

import logging
from typing import Any

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from psycopg.errors import CheckViolation, ExclusionViolation, UniqueViolation
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from core.database import db
from core.errors import SignedOut, TownlabError
from core.text import new_reference

log = logging.getLogger("townlab.errors")
PAGES = (403, 404, 405, 409, 413, 429, 500)


def install(app: Flask) -> None:
    app.register_error_handler(TownlabError, _domain)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(IntegrityError, _clash)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _page(status: int, *, message: str = "", template: str | None = None) -> tuple[str, int]:
    db.session.rollback()
    reference = new_reference("ERR")
    log.info("%s %s %s", reference, status, message)
    name = template or f"errors/{status if status in PAGES else 500}.html"
    return render_template(name, reference=reference, message=message, typed=_typed()), status


def _typed() -> list[str]:
    """The sentences that were sent with a form that was not taken, so that people can copy them and lose nothing."""
    try:
        sent = list(request.form.items(multi=True)) if request.method == "POST" else []
    except HTTPException:
        return []
    return [text.strip() for name, text in sent if " " in text.strip() and "password" not in name]


def _domain(error: TownlabError) -> tuple[str, int]:
    if isinstance(error, SignedOut):
        return _page(error.status, template="errors/expired.html")
    message = str(error)
    return _page(error.status if error.status in PAGES else 409, message=message)


def _expired(_error: CSRFError) -> tuple[str, int]:
    return _page(400, template="errors/expired.html")


def _stale(_error: Exception) -> tuple[str, int]:
    return _page(409, message=_("Somebody else changed this at the same moment. Nothing of yours was saved."))


def _clash(error: IntegrityError) -> tuple[str, int]:
    # Two people at once, or one twice, break a unique or a check constraint; anything else is our own mistake.
    if not isinstance(error.orig, UniqueViolation | CheckViolation | ExclusionViolation):
        return _unexpected(error)
    log.warning("constraint %s", error.orig.diag.constraint_name)
    return _page(409, message=_("This was already done, or does not fit what is there now."))


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    if status in (400, 405):
        return _page(404 if status == 405 else 400, template="errors/404.html")
    return _page(status)


def _unexpected(error: Exception) -> tuple[str, int]:
    log.error("unexpected error", exc_info=error)
    db.session.rollback()
    return _page(500)
