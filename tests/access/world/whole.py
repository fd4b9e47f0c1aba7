"""The world that the tables speak of, planted once."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from accounts.models import Person
from accounts.queries import person_with_memberships
from challenges.models import Challenge
from core import clock
from core.database import db
from tests.access.cast import EVERYBODY, Cast, cookie_of, hire
from tests.access.world import challenges, decisions, ideas, panels, people, pilots, problems, proposals, talk
from tests.access.world.things import Thing, Things
from tests.factories.accounts import unassign
from tests.factories.interests import office_has_no_interest

NOW: tuple[Callable[[Cast], Things], ...] = (
    people.plant,
    problems.plant,
    challenges.plant,
    talk.plant,
    proposals.plant,
    ideas.plant,
    panels.plant,
    decisions.plant,
    pilots.plant,
)


@dataclass(frozen=True)
class World:
    things: Things
    cookies: dict[str, str | None]
    known: dict[uuid.UUID, Person | None] = field(default_factory=dict)

    def remember(self, person_id: uuid.UUID) -> Person | None:
        """The person with their memberships, of no session, read when first asked for."""
        if person_id not in self.known:
            self.known[person_id] = person_with_memberships(person_id)
            db.session.expunge_all()
        return self.known[person_id]


def plant(app: Flask) -> World:
    """Make everybody and everything. The time moves past a deadline and a standstill on the way."""
    cast = hire()
    handed_in = proposals.plant_before_a_deadline(cast)
    scene = panels.plant_before_a_deadline(cast, proposals.handed_in(cast))
    silent = panels.plant_silent(cast, proposals.handed_in(cast))
    found = decisions.plant_before_a_deadline(cast)
    put_forward = ideas.plant_before_a_deadline(cast)
    clock.move_to(max(_latest([*handed_in, *put_forward]), clock.now()) + dt.timedelta(minutes=1))
    found |= panels.plant_after_it(cast, scene)
    found |= proposals.plant_after_it(cast, handed_in)
    found |= ideas.plant_after_it(cast, put_forward)
    for plant_more in NOW:
        found |= plant_more(cast)
    _declare(cast, but=silent)
    found["a proposal about which nobody has declared"] = silent
    unassign(cast["unassigned officer"])
    challenges.leave_alone(found["a challenge: nobody is assigned"])
    db.session.commit()
    return World(things=found, cookies={name: cookie_of(app, cast, name) for name in EVERYBODY})


def _declare(cast: Cast, *, but: Thing) -> None:
    """Who has not said otherwise has no interest in anybody."""
    others = select(Challenge).where(Challenge.council_id == cast.council.id, Challenge.slug != but["slug"])
    for challenge in db.session.scalars(others).all():
        office_has_no_interest(challenge)


def _latest(submissions: list[proposals.Submission | ideas.Idea]) -> dt.datetime:
    return max(one.challenge.closes_at for one in submissions if one.challenge.closes_at is not None)
