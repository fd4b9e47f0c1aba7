"""For search engines: where to look, and where not."""

from typing import Any, Final

from flask import abort, current_app, url_for
from werkzeug.wrappers import Response

from core.access import public
from core.rendering import absolute
from opendata import queries, sitemap
from opendata.views.blueprint import blueprint

XML: Final = "application/xml"
PAGES: Final = {
    "challenges": "challenges.challenge_show",
    "problems": "challenges.problem_show",
    "pilots": "pilots.pilot_show",
    "councils": "web.council_show",
}
LISTS: Final = (
    "web.home",
    "challenges.challenge_list",
    "challenges.problem_list",
    "pilots.pilot_list",
    "pilots.adoption_list",
    "web.accessibility",
    "web.privacy",
    "web.cookies",
)
# Forms, and what belongs to people: nothing there is for a search engine.
CLOSED: Final = ("/sign-in", "/account", "/work", "/topics/", "/follow/", "/saved-searches", "/proposals", "/demo")


@blueprint.get("/sitemap.xml")
@public
def index() -> Response:
    maps = [("lists", 1), *((kind, number + 1) for kind, size in queries.map_sizes().items() for number in range(size))]
    addresses = [sitemap.Address(_whole("opendata.part", part=kind, number=number)) for kind, number in maps]
    return current_app.response_class(sitemap.render(addresses, of_maps=True), mimetype=XML)


@blueprint.get("/sitemap/<part>-<int:number>.xml")
@public
def part(part: str, number: int) -> Response:
    if part == "lists":
        addresses = [sitemap.Address(_whole(endpoint)) for endpoint in LISTS]
    elif part in PAGES:
        found = queries.mapped(part, number) or abort(404)
        addresses = [sitemap.Address(_whole(PAGES[part], slug=slug), updated) for slug, updated in found]
    else:
        abort(404)
    return current_app.response_class(sitemap.render(addresses), mimetype=XML)


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """A demonstration is nothing to find."""
    closed = ("/",) if current_app.config["DEMONSTRATION"] else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {_whole('opendata.index')}", ""]
    return current_app.response_class("\n".join(lines), mimetype="text/plain")


def _whole(endpoint: str, **values: Any) -> str:
    return absolute(url_for(endpoint, **values))
