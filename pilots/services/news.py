"""Who is told what about a pilot."""

from typing import Any

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.states import Role
from core.access import Actor
from notifications.services import tell_followers, tell_people
from pilots import queries
from pilots.models import Adoption, Pilot

WHY_TEAM = _l("You get this mail because you are in the team of this pilot.")
WHY_APPROVER = _l("You get this mail because you are an approver of the council that runs this pilot.")
WHY_FOLLOWER = _l("You get this mail because you follow this pilot, or the problem or challenge that it came from.")


def tell_team(pilot: Pilot, *, template: str, by: Actor, once_key: str | None = None, **context: Any) -> None:
    """The supplier's people and the officer who manages the pilot, but for whoever did it."""
    team = {someone.id for someone in queries.supplier_people(pilot)} | {pilot.manager_id}
    tell_people(team - {by.person_id}, template=template, why=WHY_TEAM, once_key=once_key, pilot=pilot, **context)


def tell_officers(pilot: Pilot, *, template: str, by: Actor, **context: Any) -> None:
    """The officer who manages the pilot."""
    if pilot.manager_id != by.person_id:
        tell_people({pilot.manager_id}, template=template, why=WHY_TEAM, pilot=pilot, **context)


def tell_supplier(pilot: Pilot, *, template: str, by: Actor, **context: Any) -> None:
    team = {someone.id for someone in queries.supplier_people(pilot)}
    tell_people(team - {by.person_id}, template=template, why=WHY_TEAM, pilot=pilot, **context)


def tell_approvers(pilot: Pilot, *, template: str, by: Actor, **context: Any) -> None:
    approvers = {someone.id for someone in people.people_with_role(pilot.council_id, Role.APPROVER)}
    tell_people(approvers - {by.person_id}, template=template, why=WHY_APPROVER, pilot=pilot, **context)


def tell_public(pilot: Pilot, *, template: str, key: str, adoption: Adoption | None = None) -> None:
    """Everybody who follows the problem, the challenge or the pilot: one mail each, however many they follow."""
    once_key = f"pilot-{key}:{adoption.id if adoption else pilot.id}"
    for topic_id in queries.topics_along_the_way(pilot):
        tell_followers(topic_id, template=template, why=WHY_FOLLOWER, once_key=once_key, pilot=pilot, adoption=adoption)
