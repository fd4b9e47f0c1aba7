"""What a page is about, in the words of schema.org, for programs that read pages (JSON-LD)."""

import datetime as dt
from typing import Any

from flask import Flask, current_app, url_for

from accounts.models import Council
from challenges.models import Challenge, Problem
from core.rendering import absolute
from pilots.models import Pilot

Thing = dict[str, Any]


def install(app: Flask) -> None:
    app.jinja_env.globals["structured"] = {
        "service": of_service,
        "council": of_council,
        "challenge": of_challenge,
        "problem": of_problem,
        "pilot": of_pilot,
    }


def of_service() -> Thing:
    settings = current_app.config["TOWNLAB"]
    return _thing("WebSite", name=settings.service_name, url=absolute(url_for("web.home")))


def of_council(council: Council) -> Thing:
    contact = _thing("ContactPoint", email=council.contact_email, telephone=council.contact_phone)
    return _organisation(council) | _thing("GovernmentOrganization", description=council.about, contactPoint=contact)


def of_challenge(challenge: Challenge) -> Thing:
    """A council that seeks something: what schema.org calls a demand. `challenge` has its council."""
    sought = _thing(
        "Demand",
        name=challenge.title,
        description=challenge.summary,
        identifier=challenge.reference,
        url=_url("challenges.challenge_show", challenge.slug),
        availabilityStarts=challenge.opens_at,
        availabilityEnds=challenge.closes_at,
    )
    return _organisation(challenge.council) | {"seeks": sought}


def of_problem(problem: Problem) -> Thing:
    """A resident's words, published by a council. `problem` has its council."""
    return _thing(
        "CreativeWork",
        genre="Problem",
        headline=problem.title,
        text=problem.description,
        identifier=problem.reference,
        url=_url("challenges.problem_show", problem.slug),
        inLanguage=problem.language,
        dateCreated=problem.raised_at,
        datePublished=problem.published_at,
        contentLocation=_thing("Place", name=problem.place) if problem.place else None,
        publisher=_organisation(problem.council),
    )


def of_pilot(pilot: Pilot) -> Thing:
    """An undertaking of a council with a supplier, for a time."""
    return _thing(
        "Project",
        name=pilot.title,
        description=pilot.summary,
        identifier=pilot.reference,
        url=_url("pilots.pilot_show", pilot.slug),
        foundingDate=pilot.starts_on,
        dissolutionDate=pilot.ends_on,
        member=_thing("Organization", name=pilot.supplier.name),
        funder=_organisation(pilot.council),
    )


def _organisation(council: Council) -> Thing:
    return _thing("GovernmentOrganization", name=council.name, url=_url("web.council_show", council.slug))


def _thing(kind: str, **facts: Any) -> Thing:
    """Without what is empty; dates as ISO 8601."""
    told = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in facts.items() if value}
    return {"@type": kind, **told}


def _url(endpoint: str, slug: str) -> str:
    return absolute(url_for(endpoint, slug=slug))
