"""The invented people and bodies of the demonstration."""

import datetime as dt
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accounts.models import Body, Council, Membership, Operator, Person, Supplier
from accounts.queries import actor_for
from accounts.states import Role
from core import clock
from core.access import Actor
from core.database import db, new_id

DATA = Path(__file__).resolve().parent.parent / "data"


def read(name: str) -> Any:
    """One of the data files."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@dataclass
class Cast:
    """Who plays: actors by the key of their role, councils and suppliers by key."""

    councils: dict[str, Council] = field(default_factory=dict)
    suppliers: dict[str, Supplier] = field(default_factory=dict)
    # The eleven people of the buttons, and (body, role) of everybody else.
    actors: dict[str, Actor] = field(default_factory=dict)
    staff: dict[tuple[str, Role], Actor] = field(default_factory=dict)
    # In each council an officer; where a button is an officer's, a second one.
    colleagues: dict[str, Actor] = field(default_factory=dict)
    assessors: list[Actor] = field(default_factory=list)
    residents: list[Actor] = field(default_factory=list)
    emails: dict[str, str] = field(default_factory=dict)

    def of(self, body: str, role: Role) -> Actor:
        """Whoever holds this role in this body."""
        return self.staff[body, role]


def assemble() -> Cast:
    """Everybody, written straight into the tables: nobody registers in a demonstration."""
    data, cast = read("people"), Cast()
    for council in data["councils"]:
        _council(cast, council)
    for supplier in data["suppliers"]:
        _supplier(cast, supplier)
    operator = Operator(
        id=new_id(), name="Townlab", slug="operator", email_domain="townlab.example", created_at=_then()
    )
    db.session.add(operator)
    bodies: dict[str, Body] = {**cast.councils, **cast.suppliers, "operator": operator}
    for key, role in data["roles"].items():
        _role(cast, key, role, bodies)
    cast.assessors = [cast.actors["assessor"], cast.actors["chair"]]
    cast.assessors += [_alone(cast, someone) for someone in data["assessors"]]
    cast.residents = [cast.actors["resident"]] + [_alone(cast, someone) for someone in data["residents"]]
    db.session.flush()
    return cast


def _then() -> dt.datetime:
    return clock.now() - dt.timedelta(days=900)


def _council(cast: Cast, facts: dict[str, Any]) -> None:
    council = Council(
        id=new_id(),
        name=facts["name"],
        slug=facts["key"],
        email_domain=facts["domain"],
        created_at=_then(),
        nation=facts["nation"],
        timezone=facts["timezone"],
        currency=facts["currency"],
        languages=facts["languages"],
        accent=facts["accent"],
        about=facts["about"],
        contact_email=f"challenges@{facts['domain']}",
        contact_phone=facts["phone"],
        # The United Kingdom's default; Spain's law on public contracts asks for 15 working days.
        standstill_days=15 if facts["currency"] == "EUR" else 8,
    )
    db.session.add(council)
    cast.councils[facts["key"]] = council
    for box, name in facts["staff"].items():
        role = Role(box)
        cast.staff[facts["key"], role] = _act(_person(cast, name, f"{box}@{facts['domain']}"), council, role)
    cast.colleagues[facts["key"]] = cast.staff[facts["key"], Role.OFFICER]


def _supplier(cast: Cast, facts: dict[str, Any]) -> None:
    supplier = Supplier(
        id=new_id(),
        name=facts["name"],
        slug=facts["key"],
        email_domain=facts["domain"],
        created_at=_then(),
        identifier_scheme=facts["scheme"],
        identifier=facts["identifier"],
        size=facts["size"],
        country="ES" if facts["scheme"].startswith("ES") else "GB",
    )
    db.session.add(supplier)
    cast.suppliers[facts["key"]] = supplier
    person = _person(cast, f"Robin Vale ({facts['name']})", f"hello@{facts['domain']}")
    cast.staff[facts["key"], Role.LEAD] = _act(person, supplier, Role.LEAD)


def _role(cast: Cast, key: str, facts: dict[str, Any], bodies: dict[str, Body]) -> None:
    if "body" not in facts:
        cast.actors[key] = _alone(cast, facts)
        return
    role = Role(facts["role"])
    actor = _act(_person(cast, facts["name"], facts["email"]), bodies[facts["body"]], role)
    cast.actors[key] = cast.staff[facts["body"], role] = actor


def _alone(cast: Cast, facts: dict[str, Any]) -> Actor:
    return actor_for(_person(cast, facts["name"], facts["email"]), None)


def _person(cast: Cast, name: str, email: str) -> Person:
    person = Person(
        id=new_id(),
        name=name,
        email=email,
        language="en",
        created_at=_then(),
        session_stamp=secrets.token_hex(8),
        past_employers=[],
    )
    db.session.add(person)
    cast.emails[str(person.id)] = email
    return person


def _act(person: Person, body: Body, role: Role) -> Actor:
    membership = Membership(id=new_id(), person=person, body=body, role=role, starts_on=_then().date(), ends_on=None)
    db.session.add(membership)
    db.session.flush()
    return actor_for(person, membership)
