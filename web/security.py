"""Headers that limit what a page can do, and to whom."""

from flask import Flask, abort, request
from flask_talisman import Talisman

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": ["'self'", "data:"],
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def install(app: Flask) -> None:
    Talisman(
        app,
        content_security_policy=POLICY,
        content_security_policy_nonce_in=["script-src"],
        frame_options="DENY",
        referrer_policy="same-origin",
        force_https=False,
        strict_transport_security=app.config["PRODUCTION"],
        session_cookie_secure=app.config["PRODUCTION"],
        session_cookie_samesite="Lax",
        permissions_policy={"geolocation": "()", "camera": "()", "microphone": "()", "browsing-topics": "()"},
    )

    @app.before_request
    def know_no_address_that_nobody_types() -> None:
        """A NUL or a mark of direction is in no name of ours, and the database would stumble over the first."""
        if not request.path.isprintable():
            abort(404)

    @app.after_request
    def keep_private_pages_out_of_caches(response):  # type: ignore[no-untyped-def]
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response
