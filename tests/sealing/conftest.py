import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import flask.templating
import pytest
from flask import Flask, has_request_context, request
from jinja2 import Template
from sqlalchemy import text

from accounts import queries as accounts
from accounts.models import Person
from challenges.models import Challenge
from challenges.states import ChallengeState
from core.access import current_actor
from core.database import db
from demonstration import mark
from submissions.models import Submission
from tests.factories.accounts import unassign
from tests.factories.challenges import ChallengeFactory
from tests.factories.panels import Scene
from tests.sealing import proposals, scenery
from tests.sealing.addresses import Address, Addresses
from tests.sealing.looking import Looker
from tests.sealing.people import Cast, cookie_of, hire
from tests.sealing.words import Finder
from tests.support import isolation
from tests.support.cluster import Cluster

# What is another with each request.
CHANGING = re.compile(
    r'nonce="[^"]*"|name="\w*(token|key)" value="[^"]*"|value="[0-9a-f-]{36}"|ERR-\w+'
    r"|T\d\d:\d\d:[\d.]+|\d+ seconds?"
)
# A plan is made for one request, over a few rows: not worth a search for the best order of joins.
QUICK = ("jit = off", "join_collapse_limit = 1", "from_collapse_limit = 1")


@dataclass(frozen=True)
class World:
    """A challenge on the last day before its deadline, and all that goes on around it."""

    cast: Cast
    challenge: Challenge
    proposals: dict[str, Submission]
    scene: Scene
    look: Looker
    addresses: Addresses
    gone_through: list[str] = field(default_factory=list)

    def shown(self, who: str, path: str, words: str) -> str:
        """What a search answers, without what was typed and what changes with each request."""
        query = "&".join(f"{name}={words}" for name in ("words", "q", "to", "search", "reference"))
        page = self.look.answer(who, Address("GET", f"{path}?{query}")).get_data(as_text=True)
        return CHANGING.sub("", page.replace(words, ""))

    def go_on(self, *stages: Callable[["World"], None]) -> None:
        """Each stage is gone through once."""
        for stage in stages:
            if stage.__name__ not in self.gone_through:
                self.gone_through.append(stage.__name__)
                stage(self)


@pytest.fixture(scope="module")
def world(app: Flask, cluster: Cluster, worker_name: str, request: pytest.FixtureRequest) -> Iterator[World]:
    """Where names are shown, unless a test asks for "anonymised"."""
    anonymised = getattr(request, "param", "") == "anonymised"
    name = f"test_{worker_name}_sealing"
    url = cluster.database(name)
    with cluster.server.connect(name) as connection:
        for setting in QUICK:
            connection.execute(f"alter database {name} set {setting}".encode())
    with isolation.committing(app, url):
        db.session.execute(text(mark.write(mark.READY, database=name)))
        with app.test_request_context():
            planted = _plant(app, anonymised=anonymised)
        with pytest.MonkeyPatch.context() as patch:
            _remember_people(patch)
            _draw_errors_once(patch)
            yield planted
    cluster.server.drop(name)


def _remember_people(patch: pytest.MonkeyPatch) -> None:
    """Nobody of the world changes, so who they are is read once for all requests."""
    known: dict[uuid.UUID, Person | None] = {}
    read = accounts.person_with_memberships

    def remember(person_id: uuid.UUID) -> Person | None:
        if not has_request_context():
            return read(person_id)
        if person_id not in known:
            known[person_id] = read(person_id)
            db.session.expunge_all()
        return known[person_id]

    patch.setattr(accounts, "person_with_memberships", remember)


def _draw_errors_once(patch: pytest.MonkeyPatch) -> None:
    """Most answers are error pages: the same one, for the same person, with the same things said, is drawn once."""
    drawn: dict[object, str] = {}
    draw = flask.templating._render

    def draw_once(app: Flask, template: Template, context: dict[str, Any]) -> str:
        if not (template.name or "").startswith("errors/"):
            return draw(app, template, context)
        said = (template.name, str(context["message"]), tuple(context["typed"]))
        key = (current_actor(), request.query_string, said)
        if key not in drawn:
            drawn[key] = draw(app, template, context)
        return drawn[key]

    patch.setattr(flask.templating, "_render", draw_once)


def _plant(app: Flask, *, anonymised: bool) -> World:
    cast = hire()
    proposals.name_suppliers(cast)
    scenery.plant(cast)
    challenge = ChallengeFactory(
        at=ChallengeState.OPEN, council=cast.council, assessors_each=4, ideas_allowed=True, anonymised=anonymised
    )
    proposals.ask_everything(challenge)
    made = proposals.plant(cast, challenge)
    proposals.put_forward(cast, challenge)
    scene = scenery.set_up_panel(cast, challenge)
    scenery.talk(cast, challenge)
    scenery.let_time_pass(challenge)
    unassign(cast["unassigned officer"])
    db.session.commit()
    more = (proposals.RIVALS, proposals.OVERWRITTEN, proposals.ASKED, proposals.IDEA)
    editions = (*proposals.EDITIONS, *more)
    finder = Finder([word for edition in editions for word in edition.words.values()])
    return World(
        cast=cast,
        challenge=challenge,
        proposals=made,
        scene=scene,
        look=Looker(app, {name: cookie_of(app, cast, name) for name in cast.actors}, finder),
        addresses=Addresses(app, challenge),
    )
