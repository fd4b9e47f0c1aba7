"""Limits on attempts, counted in Redis where there is one, else in the memory of the one process."""

from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, headers_enabled=True)


def install(app: Flask) -> None:
    settings = app.config["TOWNLAB"]
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    # Tests and the demonstration sign in far more often than a person does.
    app.config["RATELIMIT_ENABLED"] = not (settings.testing or settings.demonstration)
    limiter.init_app(app)
    for endpoint, limits in LIMITED.items():
        if endpoint in app.view_functions:
            view: Any = app.view_functions[endpoint]
            app.view_functions[endpoint] = limiter.limit(limits, methods=["POST"])(view)


# Attempts from one address, by endpoint; attempts on one account are counted in the database.
LIMITED = {
    "accounts.sign_in": "20 per hour; 60 per day",
    "accounts.sign_in_password": "20 per hour; 60 per day",
    "challenges.problem_raise": "20 per hour",
    # Each sends a mail to whatever address is typed.
    "participation.follow": "20 per hour; 60 per day",
    "notifications.search_save": "20 per hour; 60 per day",
    # Asked while somebody types; a household or a library may share an address.
    "challenges.problem_similar": "60 per minute; 1500 per hour",
}
