"""What a feed says of each thing."""

import datetime as dt
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from challenges.models import Challenge, Problem
from challenges.queries.texts import Reading, Said
from challenges.states import ChallengeState
from core.formats import date_long, datetime_long, money
from core.rendering import absolute
from core.workflow import LabelledState
from opendata.atom import Entry
from pilots.models import Adoption, Pilot


def of_challenge(read: Reading, *, now: dt.datetime, moved_at: dt.datetime | None) -> Entry:
    """A challenge with its council, as it reads. `moved_at`: when it last changed its state or was amended."""
    challenge = read.challenge
    title, summary = read(challenge, "title"), read(challenge, "summary")
    if summary.words and summary.lang != title.lang:
        # An entry is in one language.
        title, summary = Said(challenge.title, lang=read.lang), Said(challenge.summary, lang=read.lang)
    state = challenge.state_at(now)
    published = challenge.approved_at or challenge.drafted_at
    passed = [at for at in (challenge.opens_at, challenge.closes_at, moved_at) if at is not None and at <= now]
    return Entry(
        id=challenge.id,
        title=title.words,
        url=absolute(url_for("challenges.challenge_show", slug=challenge.slug)),
        author=challenge.council.name,
        published=published,
        updated=max([published, *passed]),
        summary=_lines(summary.words, _dates_of(challenge, state)),
        language=title.lang,
        categories=_categories(state),
    )


def of_problem(problem: Problem) -> Entry:
    """A published problem with its council."""
    published = problem.published_at or problem.raised_at
    return Entry(
        id=problem.id,
        title=problem.title,
        url=absolute(url_for("challenges.problem_show", slug=problem.slug)),
        author=problem.council.name,
        published=published,
        updated=max(published, problem.decided_at or published),
        summary=_lines(problem.description, problem.place),
        language=_other(problem.language),
        categories=_categories(problem.state),
    )


def of_pilot(pilot: Pilot, *, moved_at: dt.datetime | None) -> Entry:
    """A signed pilot with its council and supplier."""
    day = pilot.signed_on or pilot.starts_on
    published = dt.datetime.combine(day, dt.time(), ZoneInfo(pilot.council.timezone))
    return Entry(
        id=pilot.id,
        title=pilot.title,
        url=absolute(url_for("pilots.pilot_show", slug=pilot.slug)),
        author=pilot.council.name,
        published=published,
        updated=max(published, moved_at or published),
        summary=_lines(
            pilot.summary,
            _("with %(supplier)s", supplier=pilot.supplier.name),
            money(pilot.amount, pilot.currency),
        ),
        language=_other(pilot.language),
        categories=_categories(pilot.state),
    )


def of_adoption(adoption: Adoption) -> Entry:
    """A council that takes up a pilot, with both."""
    pilot = adoption.pilot
    return Entry(
        id=adoption.id,
        title=_("%(council)s: %(pilot)s", council=adoption.council.name, pilot=pilot.title),
        url=absolute(url_for("pilots.pilot_show", slug=pilot.slug, _anchor="adoptions")),
        author=adoption.council.name,
        published=adoption.registered_at,
        updated=max(adoption.registered_at, adoption.moved_at),
        summary=_lines(adoption.results, _("first tried by %(council)s", council=pilot.council.name)),
        categories=_categories(adoption.state),
    )


def _dates_of(challenge: Challenge, state: ChallengeState) -> str:
    zone = challenge.council.timezone
    if state is ChallengeState.SCHEDULED:
        return str(_("Opens %(moment)s", moment=datetime_long(challenge.opens_at, zone)))
    if state is ChallengeState.OPEN:
        return str(_("Closes %(moment)s", moment=datetime_long(challenge.closes_at, zone)))
    if state is ChallengeState.CANCELLED:
        return str(_("This challenge was cancelled: %(reason)s", reason=challenge.cancel_reason))
    return str(_("Closed %(day)s", day=date_long(challenge.closes_at, zone)))


def _categories(state: LabelledState) -> list[tuple[str, str]]:
    return [(str(state.value), str(state.label))]


def _lines(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())


def _other(code: str) -> str:
    """The language of the words, where it is not that of the feed."""
    return "" if code == get_locale().language else code
