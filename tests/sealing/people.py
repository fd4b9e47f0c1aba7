"""Everybody who might want to read a proposal, and what their browsers send."""

import datetime as dt
from dataclasses import dataclass

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from accounts.models import Council, Membership, Person, Supplier
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

OFFICE = {
    "officer": Role.OFFICER,
    "officer who typed in": Role.OFFICER,
    "conflicted officer": Role.OFFICER,
    "undeclared officer": Role.OFFICER,
    "unassigned officer": Role.OFFICER,
    "approver": Role.APPROVER,
    "moderator": Role.MODERATOR,
    "lead": Role.LEAD,
    "auditor": Role.AUDITOR,
}
OTHER_COUNCIL = {"other officer": Role.OFFICER, "other approver": Role.APPROVER, "other auditor": Role.AUDITOR}
ALONE = (
    "resident",
    "chair",
    "assessor",
    "undeclared assessor",
    "recused assessor",
    "invited assessor",
    "sender of an idea",
)


@dataclass(frozen=True)
class Cast:
    """`suppliers` by the proposal that is theirs; "rival" puts in another one, "partner" and "asked" go with them."""

    council: Council
    suppliers: dict[str, Supplier]
    actors: dict[str, Actor]

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]

    def person(self, name: str) -> Person:
        return db.session.get_one(Person, self.actors[name].person_id)


def hire() -> Cast:
    council, other, operator = CouncilFactory(), CouncilFactory(), OperatorFactory()
    suppliers = {name: SupplierFactory() for name in ("draft", "reopened", "posted", "partner", "asked", "rival")}
    actors = {"anonymous": ANONYMOUS} | {name: actor_alone(PersonFactory()) for name in ALONE}
    actors |= {name: _member(council, role) for name, role in OFFICE.items()}
    actors |= {name: _member(other, role) for name, role in OTHER_COUNCIL.items()}
    actors |= {f"team of {name}": _member(suppliers[name], Role.MEMBER) for name in ("draft", "posted")}
    actors["team of reopened"] = _member(suppliers["reopened"], Role.LEAD)
    actors["confirmed partner"] = _member(suppliers["partner"], Role.MEMBER)
    actors["partner who was asked"] = _member(suppliers["asked"], Role.LEAD)
    actors["rival"] = _member(suppliers["rival"], Role.LEAD)
    actors["administrator"] = _member(operator, Role.ADMINISTRATOR)
    # Of the team, but not acting for it now; and of it no more.
    actors["member acting for themselves"] = actor_alone(_person(actors["team of reopened"]))
    left = MembershipFactory(body=suppliers["reopened"], role=Role.LEAD, ends_on=dt.date(2021, 1, 1))
    actors["former member"] = actor_for(left)
    return Cast(council=council, suppliers=suppliers, actors=actors)


def _member(body: object, role: Role) -> Actor:
    membership: Membership = MembershipFactory(body=body, role=role)
    return actor_for(membership)


def _person(actor: Actor) -> Person:
    return db.session.get_one(Person, actor.person_id)


def cookie_of(app: Flask, cast: Cast, name: str) -> str:
    """The session of this person as their browser sends it; empty for somebody who has not signed in."""
    actor = cast[name]
    if actor.person_id is None:
        return ""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    kept = {
        "_user_id": cast.person(name).get_id(),
        "_fresh": True,
        "acting_as": str(actor.membership_id or ""),
    }
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}"
