"""Limits on attempts, counted in Redis where there is one, else in the memory of the one process."""

from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response


def install(app: Flask) -> None:
    """Each application counts for itself."""
    settings = app.config["TOWNLAB"]
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    limiter = Limiter(key_func=get_remote_address, headers_enabled=True)
    limiter.init_app(app)
    # Tests and the demonstration sign in far more often than a person does.
    limiter.enabled = not (settings.testing or settings.demonstration)
    app.extensions["townlab_limiter"] = limiter
    for endpoint, limits in LIMITED.items():
        _limit(app, limiter, endpoint, limits, methods=["POST"])
    for endpoint, limits in LIMITED_MISSES.items():
        _limit(app, limiter, endpoint, limits, methods=["GET"], deduct_when=_found_nothing)


def _limit(app: Flask, limiter: Limiter, endpoint: str, limits: str, **options: Any) -> None:
    if endpoint in app.view_functions:
        view: Any = app.view_functions[endpoint]
        app.view_functions[endpoint] = limiter.limit(limits, **options)(view)


def _found_nothing(response: Response) -> bool:
    """Whether a reference was asked for that does not exist: the one page leads on, the other stays where it is."""
    found = response.status_code in (301, 302) if request.endpoint == FIND else response.status_code == 200
    return not found and "reference" in {*request.args, *(request.view_args or {})}


FIND = "challenges.problem_find"
# Attempts from one address, by endpoint; attempts on one account are counted in the database.
LIMITED = {
    "accounts.sign_in": "20 per hour; 60 per day",
    "accounts.sign_in_password": "20 per hour; 60 per day",
    # Each sends a mail to whatever address is typed.
    "challenges.problem_claim": "20 per hour; 60 per day",
    "challenges.problem_me_too": "20 per hour; 60 per day",
    "notifications.search_save": "20 per hour; 60 per day",
    "participation.follow": "20 per hour; 60 per day",
    # Asked while somebody types; a household or a library may share an address.
    "challenges.problem_similar": "60 per minute; 1500 per hour",
    # One problem may take three: the form, the page between, and a change.
    "challenges.problem_raise": "60 per hour",
}
# Whoever has a reference before a problem is public may read it, so references are not to be tried out. Only those
# that do not exist are counted: somebody who mistypes theirs does not come near.
LIMITED_MISSES = {
    FIND: "60 per hour",
    "challenges.problem_status": "60 per hour",
}
