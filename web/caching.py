"""Public pages as a proxy may keep them: the same bytes for everybody who has no session, compressed.

Only what holds no secret is compressed. A page with a form carries a token, and compressing a secret together with
words that somebody else chose would let them guess it (BREACH).
"""

import gzip
from typing import Final

from flask import Flask, request, session
from werkzeug.wrappers import Response

# Pages that show everybody the same. A page that is not here stays private.
PUBLIC_PAGES: Final = frozenset(
    {
        "web.home",
        "web.search",
        "web.council_show",
        "web.accessibility",
        "web.privacy",
        "web.cookies",
        "challenges.challenge_list",
        "challenges.challenge_show",
        "challenges.problem_list",
        "challenges.problem_show",
        "challenges.question_list",
        "participation.comment_list",
        "participation.moderation_log",
        "pilots.pilot_list",
        "pilots.pilot_show",
        "pilots.adoption_list",
        "opendata.challenge_feed",
        "opendata.problem_feed",
        "opendata.pilot_feed",
        "opendata.adoption_feed",
        "opendata.council_feed",
        "opendata.all_deadlines",
        "opendata.council_deadlines",
        "opendata.challenge_deadlines",
        "opendata.index",
        "opendata.part",
        "opendata.robots",
    }
)
# A browser asks each time whether it has changed: who votes, or moves the clock of a demonstration, sees it at once.
FOR_PROXIES: Final = "public, max-age=0, s-maxage=60"


def install(app: Flask) -> None:
    """To be called before everything else that looks at answers: what comes first is asked last."""
    app.after_request(_share)


def _share(response: Response) -> Response:
    if not _is_shared(response):
        return response
    response.headers["Cache-Control"] = FOR_PROXIES
    response.vary.update(("Accept-Encoding", "Accept-Language", "Cookie"))
    response.add_etag(weak=True)
    if request.accept_encodings["gzip"]:
        # No time of writing in it: the same page is the same bytes.
        response.set_data(gzip.compress(response.get_data(), compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response.make_conditional(request)


def _is_shared(response: Response) -> bool:
    is_page = request.method in ("GET", "HEAD") and request.endpoint in PUBLIC_PAGES and response.status_code == 200
    return is_page and not session and "Set-Cookie" not in response.headers
