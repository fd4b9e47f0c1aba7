"""The register of interests: what a person says of themselves once, and confirms every year."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from scoring.models import InterestRegister
from scoring.policies import conflict as policies
from scoring.queries import register as queries
from scoring.states import conflict as events


def save_register(
    *, employers: Sequence[Mapping[str, Any]], holdings: str, memberships: str, family: str, by: Actor
) -> InterestRegister:
    """Keep what the person says now beside what they said before; it holds for a year from today.

    `employers` have name, scheme, identifier, starts_on and ends_on; rows without a name are left out.
    """
    check(policies.can_keep_register(by))
    register = InterestRegister(
        id=new_id(),
        person_id=by.person_id,
        employers=[_employer(row) for row in employers if str(row.get("name") or "").strip()],
        holdings=holdings.strip(),
        memberships=memberships.strip(),
        family=family.strip(),
        confirmed_at=clock.now(),
    )
    db.session.add(register)
    db.session.flush()
    audit.record(events.REGISTER_SAVED, subject=register, by=by)
    return register


def confirm_register(*, by: Actor) -> InterestRegister | None:
    """Nothing has changed: the same holds for another year. None when there is nothing to confirm.

    A second click on the same day changes nothing.
    """
    check(policies.can_keep_register(by))
    last = queries.register_of(by)
    if last is None or last.confirmed_at.date() == clock.now().date():
        return last
    register = InterestRegister(
        id=new_id(),
        person_id=last.person_id,
        employers=list(last.employers),
        holdings=last.holdings,
        memberships=last.memberships,
        family=last.family,
        confirmed_at=clock.now(),
    )
    db.session.add(register)
    db.session.flush()
    audit.record(events.REGISTER_CONFIRMED, subject=register, by=by)
    return register


def _employer(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name": str(row["name"]).strip(),
        "identifier": str(row.get("identifier") or "").strip(),
        "starts_on": _day(row.get("starts_on")),
        "ends_on": _day(row.get("ends_on")),
    }


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else ""
