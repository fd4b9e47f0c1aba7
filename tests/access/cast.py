"""Everybody whom the tables speak of. The council is the one that the things of the world belong to."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from accounts.models import Council, Person, Supplier
from accounts.states import Role
from core.access import ANONYMOUS, Actor
from core.database import db
from tests.factories.accounts import (
    CouncilFactory,
    MembershipFactory,
    OperatorFactory,
    PersonFactory,
    SupplierFactory,
    actor_alone,
    actor_for,
)

# As the tables name them, with the body and the role in it.
PEOPLE: Mapping[str, tuple[str, Role | None]] = MappingProxyType(
    {
        "resident": ("", None),
        "author": ("", None),
        "bidder": ("bidding supplier", Role.LEAD),
        "pilot lead": ("bidding supplier", Role.MEMBER),
        "partner": ("partner of the bidder", Role.MEMBER),
        "rival": ("rival supplier", Role.LEAD),
        "other supplier": ("other supplier", Role.LEAD),
        "officer": ("council", Role.OFFICER),
        "entering officer": ("council", Role.OFFICER),
        "conflicted officer": ("council", Role.OFFICER),
        "unassigned officer": ("council", Role.OFFICER),
        "approver": ("council", Role.APPROVER),
        "drafting approver": ("council", Role.APPROVER),
        "conflicted approver": ("council", Role.APPROVER),
        "moderator": ("council", Role.MODERATOR),
        "lead": ("council", Role.LEAD),
        "auditor": ("council", Role.AUDITOR),
        "other officer": ("other council", Role.OFFICER),
        "other approver": ("other council", Role.APPROVER),
        "other moderator": ("other council", Role.MODERATOR),
        "other lead": ("other council", Role.LEAD),
        "other auditor": ("other council", Role.AUDITOR),
        "adopter": ("adopting council", Role.OFFICER),
        "chair": ("", None),
        "assessor": ("", None),
        "recused assessor": ("", None),
        "other assessor": ("", None),
        "invited": ("", None),
        "administrator": ("operator", Role.ADMINISTRATOR),
    }
)
EVERYBODY = ("anonymous", *PEOPLE)


@dataclass(frozen=True)
class Cast:
    council: Council
    other_council: Council
    bidding: Supplier
    partnering: Supplier
    rivalling: Supplier
    actors: Mapping[str, Actor]

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]

    def person(self, name: str) -> Person:
        return db.session.get_one(Person, self.actors[name].person_id)


def hire() -> Cast:
    """New people in new bodies."""
    bodies = {
        "council": CouncilFactory(name="Northbridge", slug="northbridge", languages=["en", "cy"]),
        "other council": CouncilFactory(name="Southmoor", slug="southmoor"),
        "adopting council": CouncilFactory(name="Eastleigh", slug="eastleigh"),
        "bidding supplier": SupplierFactory(),
        "partner of the bidder": SupplierFactory(),
        "rival supplier": SupplierFactory(),
        "other supplier": SupplierFactory(),
        "operator": OperatorFactory(),
    }
    actors = {"anonymous": ANONYMOUS}
    for name, (body, role) in PEOPLE.items():
        person = PersonFactory(name=name.capitalize())
        if role is None:
            actors[name] = actor_alone(person)
        else:
            actors[name] = actor_for(MembershipFactory(person=person, body=bodies[body], role=role))
    return Cast(
        council=bodies["council"],
        other_council=bodies["other council"],
        bidding=bodies["bidding supplier"],
        partnering=bodies["partner of the bidder"],
        rivalling=bodies["rival supplier"],
        actors=MappingProxyType(actors),
    )


def cookie_of(app: Flask, cast: Cast, name: str) -> str | None:
    """The session of this person as their browser would send it; nothing for somebody who has not signed in."""
    actor = cast[name]
    if actor.person_id is None:
        return None
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    kept = {
        "_user_id": cast.person(name).get_id(),
        "_fresh": True,
        "acting_as": str(actor.membership_id or ""),
    }
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}"
