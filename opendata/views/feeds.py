"""Atom for every public list: the list's own search parameters, the newest first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from flask import abort, current_app, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from accounts import queries as accounts
from accounts.models import Council
from challenges import queries as challenges
from challenges.models import Challenge
from challenges.queries import challenge_list, problem_list
from challenges.queries.translation import readings_of
from challenges.views.problem import page_number
from core import clock
from core.access import public
from core.fields import tidy
from core.pagination import Page
from core.rendering import absolute
from opendata import atom, queries
from opendata.views import entries
from opendata.views.blueprint import blueprint
from pilots import queries as pilots
from pilots.models import Pilot
from pilots.states import AdoptionState

ATOM: Final = "application/atom+xml"
# Of each kind in the feed of a council.
EACH: Final = 25


@blueprint.get("/challenges.atom")
@public
def challenge_feed() -> Response:
    found = challenge_list.public_challenges(
        challenge_list.ChallengeSearch.read(_asked, sort="newest", page=page_number())
    )
    return _of_list(_("Challenges"), "challenges.challenge_list", found, _challenges(found.items))


@blueprint.get("/problems.atom")
@public
def problem_feed() -> Response:
    found = problem_list.public_problems(problem_list.ProblemSearch.read(_asked, sort="newest", page=page_number()))
    told = [entries.of_problem(problem) for problem in found.items]
    return _of_list(_("Problems"), "challenges.problem_list", found, told)


@blueprint.get("/pilots.atom")
@public
def pilot_feed() -> Response:
    found = pilots.public_pilots(pilots.PilotSearch.read(_asked, sort="newest", page=page_number()))
    return _of_list(_("Pilots"), "pilots.pilot_list", found, _pilots(found.items))


@blueprint.get("/adoptions.atom")
@public
def adoption_feed() -> Response:
    found = pilots.adoption_list(
        pilots.AdoptionSearch(
            words=_asked("words"),
            council=_asked("council"),
            state=next((state for state in AdoptionState if state.value == _asked("state")), None),
            page=page_number(),
        )
    )
    told = [entries.of_adoption(adoption) for adoption in found.items]
    return _of_list(_("Taken up elsewhere"), "pilots.adoption_list", found, told)


@blueprint.get("/councils/<slug>/feed.atom")
@public
def council_feed(slug: str) -> Response:
    council = accounts.council_by_slug(slug) or abort(404)
    url = absolute(url_for("web.council_show", slug=slug))
    return _answer(council.name, council.about, url, _everything_of(council))


def _everything_of(council: Council) -> list[atom.Entry]:
    told = [
        *_challenges(challenges.public_challenges_of(council.id, limit=EACH)),
        *(entries.of_problem(problem) for problem in challenges.problems_of_council(council.id, limit=EACH)),
        *_pilots(pilots.pilots_of_council(council.id, limit=EACH)),
        *(entries.of_adoption(adoption) for adoption in pilots.adoptions_of_council(council.id, limit=EACH)),
    ]
    return sorted(told, key=lambda entry: (entry.updated, entry.id), reverse=True)


def _challenges(found: Sequence[Challenge]) -> list[atom.Entry]:
    now, moved = clock.now(), queries.last_moves(Challenge, [challenge.id for challenge in found])
    readings = readings_of(found, get_locale().language)
    return [entries.of_challenge(readings[each.id], now=now, moved_at=moved.get(each.id)) for each in found]


def _pilots(found: Sequence[Pilot]) -> list[atom.Entry]:
    moved = queries.last_moves(Pilot, [pilot.id for pilot in found])
    return [entries.of_pilot(pilot, moved_at=moved.get(pilot.id)) for pilot in found]


def _of_list(title: str, endpoint: str, page: Page[Any], told: Sequence[atom.Entry]) -> Response:
    """The feed of a list that has been searched with the parameters of this address."""
    wanted: dict[str, Any] = {
        key: list(map(tidy, values))
        for key, values in request.args.lists()
        if key not in ("page", "sort") and any(values)
    }
    asked = [value for key, values in wanted.items() if key != "lang" for value in values]
    full_title = f"{title}: {', '.join(asked)}" if asked else title

    def at(number: int) -> str:
        return _with(request.endpoint or "", wanted | {"page": number}) if 1 <= number <= page.pages else ""

    url = _with(endpoint, wanted)
    return _answer(full_title, "", url, told, previous_url=at(page.number - 1), next_url=at(page.number + 1))


def _with(endpoint: str, wanted: Mapping[str, Any]) -> str:
    """Whatever the parameters are called: some names mean something to `url_for`."""
    query = urlencode(wanted, doseq=True)
    return absolute(url_for(endpoint) + (f"?{query}" if query else ""))


def _answer(title: str, subtitle: str, url: str, told: Sequence[atom.Entry], **pages: str) -> Response:
    service = current_app.config["SERVICE_NAME"]
    updated = max((entry.updated for entry in told), default=_today())
    feed = atom.Feed(
        title=f"{title} - {service}",
        subtitle=subtitle,
        url=url,
        self_url=absolute(request.full_path.rstrip("?")),
        language=get_locale().language,
        updated=updated,
        service=service,
        entries=told,
        **pages,
    )
    response = current_app.response_class(atom.render(feed), mimetype=ATOM)
    response.last_modified = updated
    return response


def _today() -> dt.datetime:
    """Of an empty feed: it changes no more than once a day."""
    return clock.now().replace(hour=0, minute=0, second=0, microsecond=0)


def _asked(name: str) -> str:
    return tidy(request.args.get(name, ""))
