"""Councils with their people, and suppliers with theirs."""

import uuid
from typing import Any

from accounts.models import Body, Council, Membership, Person, Supplier
from accounts.states import BodyKind, Role
from tests.bench.town.base import BEGUN, Grower, Grown

LANGUAGES = (["en"], ["en"], ["en", "cy"], ["en"], ["es"], ["en"], ["cy", "en"], ["en"], ["ca", "es"], ["en"])


def _person(grower: Grower, name: str) -> dict[str, Any]:
    return {
        "id": grower.id_at(BEGUN),
        "name": name,
        "email": f"person{next(grower.number)}@people.example",
        "created_at": BEGUN,
        "session_stamp": "stamp",
    }


def _membership(grower: Grower, person_id: uuid.UUID, body_id: uuid.UUID, role: Role) -> dict[str, Any]:
    return {
        "id": grower.id_at(BEGUN),
        "person_id": person_id,
        "body_id": body_id,
        "role": role,
        "starts_on": BEGUN.date(),
    }


def grow_councils(grower: Grower) -> None:
    bodies, councils, people, memberships = [], [], [], []
    for number in range(grower.sizes.councils):
        languages = LANGUAGES[number % len(LANGUAGES)]
        zone = "Europe/Madrid" if languages[0] in ("ca", "es") else "Europe/London"
        officer, approver = _person(grower, f"Officer {number}"), _person(grower, f"Approver {number}")
        body_id, slug = grower.id_at(BEGUN), f"council-{number}"
        joined = _membership(grower, officer["id"], body_id, Role.OFFICER)
        people += [officer, approver]
        memberships += [joined, _membership(grower, approver["id"], body_id, Role.APPROVER)]
        bodies.append({"id": body_id, "kind": BodyKind.COUNCIL, "name": f"Council {number}", "slug": slug})
        councils.append(
            {
                "id": body_id,
                "nation": "ENG",
                "timezone": zone,
                "languages": languages,
                "contact_email": f"hello@council{number}.example",
            }
        )
        grower.town.councils.append(Grown(body_id, slug, languages, zone, officer["id"], approver["id"], joined["id"]))
    grower.write(Person, people)
    grower.write(Body, ({**body, "created_at": BEGUN, "email_domain": ""} for body in bodies))
    grower.write(Council, councils)
    grower.write(Membership, memberships)


def grow_suppliers(grower: Grower) -> None:
    bodies, suppliers, people, memberships = [], [], [], []
    for number in range(grower.sizes.suppliers):
        someone, body_id = _person(grower, f"Supplier person {number}"), grower.id_at(BEGUN)
        joined = _membership(grower, someone["id"], body_id, Role.LEAD)
        name = grower.writer.title("en")[:40]
        bodies.append({"id": body_id, "kind": BodyKind.SUPPLIER, "name": name, "slug": f"supplier-{number}"})
        suppliers.append({"id": body_id, "identifier_scheme": "GB-COH", "identifier": str(10_000_000 + number)})
        people.append(someone)
        memberships.append(joined)
        grower.town.suppliers.append((body_id, someone["id"], joined["id"]))
    grower.write(Person, people)
    grower.write(Body, ({**body, "created_at": BEGUN, "email_domain": ""} for body in bodies))
    grower.write(Supplier, suppliers)
    grower.write(Membership, memberships)
