"""The dates of challenges for everybody's own calendar: of all councils, of one, of one challenge."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from flask import abort, current_app, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from accounts import queries as accounts
from challenges.models import Challenge
from challenges.queries import challenge_by_slug
from challenges.queries.texts import Reading
from challenges.queries.translation import reading_of, readings_of
from challenges.states import ChallengeState
from core.access import ANONYMOUS, public
from core.rendering import absolute
from opendata import ical, queries
from opendata.views.blueprint import blueprint

ICALENDAR: Final = "text/calendar"


@blueprint.get("/deadlines.ics")
@public
def all_deadlines() -> Response:
    found = queries.challenges_with_dates()
    return _answer(_("Deadlines of challenges"), absolute(url_for("challenges.challenge_list")), found)


@blueprint.get("/councils/<slug>/deadlines.ics")
@public
def council_deadlines(slug: str) -> Response:
    council = accounts.council_by_slug(slug) or abort(404)
    found = queries.challenges_with_dates(council_id=council.id)
    return _answer(council.name, absolute(url_for("web.council_show", slug=slug)), found)


@blueprint.get("/challenges/<slug>/deadlines.ics")
@public
def challenge_deadlines(slug: str) -> Response:
    """As everybody may see it: a draft has no dates that anybody could rely on."""
    challenge = challenge_by_slug(ANONYMOUS, slug) or abort(404)
    title = reading_of(challenge, get_locale().language)(challenge, "title")
    return _answer(title.words, absolute(url_for("challenges.challenge_show", slug=slug)), [challenge])


def _answer(title: str, url: str, found: Sequence[Challenge]) -> Response:
    service = current_app.config["SERVICE_NAME"]
    moved = queries.last_moves(Challenge, [challenge.id for challenge in found])
    readings = readings_of(found, get_locale().language)
    entries = [entry for each in found for entry in _entries(readings[each.id], moved.get(each.id))]
    timetable = ical.Timetable(title=f"{title} - {service}", url=url, service=service, entries=entries)
    response = current_app.response_class(ical.render(timetable), mimetype=ICALENDAR)
    response.last_modified = max((entry.updated for entry in entries), default=None)
    return response


def _entries(read: Reading, moved_at: dt.datetime | None) -> Iterator[ical.Entry]:
    challenge = read.challenge
    title, summary = read(challenge, "title"), read(challenge, "summary")
    url = absolute(url_for("challenges.challenge_show", slug=challenge.slug))
    host = urlsplit(url).hostname
    published = challenge.approved_at or challenge.drafted_at
    for kind, label, when in _dates(challenge):
        yield ical.Entry(
            uid=f"{challenge.id}-{kind}@{host}",
            title=f"{label}: {title}",
            url=url,
            when=when,
            zone=challenge.council.timezone,
            updated=max(published, moved_at or published),
            words=f"{challenge.council.name}\n{summary}\n{url}",
            cancelled=challenge.state is ChallengeState.CANCELLED,
        )


def _dates(challenge: Challenge) -> Iterator[tuple[str, str, dt.datetime | dt.date]]:
    """The kind stays when the date moves, so that a calendar moves its entry."""
    dates: tuple[tuple[str, str, dt.datetime | dt.date | None], ...] = (
        ("opens", _("Opens"), challenge.opens_at),
        ("questions", _("Questions close"), challenge.questions_close_at),
        ("deadline", _("Deadline for proposals"), challenge.closes_at),
        ("decision", _("Decision expected"), challenge.decision_expected_on),
    )
    yield from ((kind, label, when) for kind, label, when in dates if when is not None)
