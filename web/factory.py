"""One application, put together from the floors."""

import importlib
import importlib.util
import logging

from flask import Blueprint, Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from accounts import session
from core import access
from core.database import db
from core.settings import Settings
from web import (
    assets,
    caching,
    cli,
    errors,
    language,
    limits,
    metadata,
    security,
    structured,
    templating,
    transactions,
)

# Bottom to top, so that a registry is declared before it is filled.
FLOORS = (
    "core",
    "accounts",
    "notifications",
    "participation",
    "challenges",
    "submissions",
    "scoring",
    "pilots",
    "insights",
    "opendata",
    "web",
)
ROOMS = ("models", "listeners", "jobs", "views")

# Mail programs press "stop" by themselves (RFC 8058) and have no form; the token in the address is the key.
WITHOUT_FORM = ("participation.views.follow_stop", "notifications.views.searches_stop")

csrf = CSRFProtect()
migrate = Migrate(render_as_batch=False, compare_type=True)


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application. Raises `pydantic.ValidationError` when the environment is not fit to run in."""
    settings = settings or Settings()
    app = Flask("townlab", root_path=str(templating.ROOT), template_folder="templates", static_folder=None)
    _configure(app, settings)
    caching.install(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(templating.ROOT / "migrations"))
    csrf.init_app(app)
    for view in WITHOUT_FORM:
        csrf.exempt(view)
    transactions.install(app)
    session.install(app)
    language.install(app)
    templating.install(app)
    metadata.install(app)
    structured.install(app)
    _open_floors(app)
    access.install(app)
    security.install(app)
    limits.install(app)
    errors.install(app)
    assets.install(app)
    cli.install(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        TOWNLAB=settings,
        SECRET_KEY=settings.secret_key.get_secret_value(),
        SIGNING_KEY=settings.signing_key.get_secret_value(),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # There are more statements than the 500 that SQLAlchemy keeps ready, each a few kilobytes.
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True, "query_cache_size": 5000},
        STORAGE_LOCATION=settings.storage_location,
        CLAMD_URL=settings.clamd_url,
        DEMONSTRATION=settings.demonstration,
        PRODUCTION=settings.production,
        TESTING=settings.testing,
        SERVICE_NAME=settings.service_name,
        MAX_CONTENT_LENGTH=(settings.upload_limit_mb + 1) * 1024 * 1024,
        # A long proposal is text in a form; WTForms needs it whole.
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        PERMANENT_SESSION_LIFETIME=settings.session_hours * 3600,
        # The token lives as long as the session: nothing that was typed is lost to a shorter clock.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    logging.getLogger("procrastinate").setLevel(logging.WARNING)


def _open_floors(app: Flask) -> None:
    floors = FLOORS + (("demonstration",) if app.config["DEMONSTRATION"] else ())
    for floor in floors:
        for room in ROOMS:
            module = _room(f"{floor}.{room}")
            if module is not None and room == "views":
                for blueprint in _blueprints(module):
                    app.register_blueprint(blueprint)


def _room(name: str) -> object | None:
    floor = name.partition(".")[0]
    if importlib.util.find_spec(floor) is None or importlib.util.find_spec(name) is None:
        return None
    return importlib.import_module(name)


def _blueprints(module: object) -> tuple[Blueprint, ...]:
    single = getattr(module, "blueprint", None)
    return tuple(getattr(module, "blueprints", (single,) if single else ()))
