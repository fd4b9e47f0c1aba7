"""Home, health, "What needs you", and the pages about the service itself."""

from dataclasses import asdict

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask_babel import get_locale

from accounts import queries as people
from accounts.registries import work_for
from challenges import queries as challenge_queries
from challenges.queries.translation import readings_of
from core.access import current_actor, public, signed_in
from core.colour import brand_stylesheet
from core.fields import tidy
from pilots import queries as pilot_queries
from submissions import queries as submission_queries
from web import navigation, queries
from web.finding import find_everywhere

blueprint = Blueprint("web", __name__)


@blueprint.get("/health")
@public
def health() -> tuple[Response, int]:
    found = queries.health()
    body = {"status": "ok" if found.is_well else "not well", **asdict(found)}
    return jsonify(body), 200 if found.is_well else 503


@blueprint.get("/")
@public
def home() -> str:
    challenges = challenge_queries.open_challenges(limit=6)
    return render_template(
        "web/home.html",
        challenges=challenges,
        readings=readings_of(challenges, get_locale().language),
        problems=challenge_queries.recent_problems(limit=5),
        pilots=pilot_queries.running_pilots(limit=5),
    )


@blueprint.get("/search")
@public
def search() -> str:
    words = tidy(request.args.get("words", ""))
    return render_template("web/search.html", words=words, found=find_everywhere(words))


@blueprint.get("/work")
@signed_in
def work() -> str:
    actor = current_actor()
    return render_template(
        "web/work.html",
        items=work_for(actor),
        links=navigation.work_links(actor, has_ideas=submission_queries.has_own_ideas(actor)),
        acting_body=people.body_for_actor(actor),
    )


@blueprint.get("/councils/<slug>")
@public
def council_show(slug: str) -> str:
    council = people.council_by_slug(slug) or abort(404)
    challenges = challenge_queries.public_challenges_of(council.id, limit=10)
    return render_template(
        "web/council_show.html",
        council=council,
        challenges=challenges,
        readings=readings_of(challenges, get_locale().language),
        problems=challenge_queries.problems_of_council(council.id, limit=10),
        pilots=pilot_queries.pilots_of_council(council.id, limit=10),
    )


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    return render_template("web/accessibility.html")


@blueprint.get("/privacy")
@public
def privacy() -> str:
    return render_template("web/privacy.html")


@blueprint.get("/cookies")
@public
def cookies() -> str:
    return render_template("web/cookies.html")


@blueprint.get("/brand/<colour>.css")
@public
def brand(colour: str) -> Response:
    """A council's accent as a style sheet; the address says all there is to know, so a browser keeps it for a year."""
    try:
        css = brand_stylesheet(colour)
    except ValueError:
        abort(404)
    response = Response(css, mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
