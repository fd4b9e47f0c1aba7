"""What those who assess and decide said of their own interests, once for the year."""

import datetime as dt
from typing import Any

from core import clock
from core.access import Actor
from demonstration.services.cast import Cast
from scoring.services.register import save_register

NOTHING: dict[str, Any] = {"employers": [], "holdings": "", "memberships": "", "family": ""}


def declare_all(cast: Cast, today: dt.datetime) -> None:
    """Assessors, and everybody who works on challenges. The chair did it more than a year ago, and is asked again."""
    chair, assessor = cast.actors["chair"], cast.actors["assessor"]
    said = {chair.person_id: _of_chair(today), assessor.person_id: _of_assessor(today)}
    clock.move_to(today - dt.timedelta(days=380))
    _save(chair, said)
    clock.move_to(today - dt.timedelta(days=200))
    for actor in [*cast.assessors, *_working(cast)]:
        if actor is not chair:
            _save(actor, said)


def _working(cast: Cast) -> list[Actor]:
    """The officers and approvers of the councils. Where a button is an officer's, the colleague as well."""
    held = [actor for actor in cast.staff.values() if actor.body_kind == "council" and actor.role in _AT_WORK]
    return list({actor.person_id: actor for actor in [*held, *cast.colleagues.values()]}.values())


_AT_WORK = ("officer", "approver")


def _save(actor: Actor, said: dict[Any, dict[str, Any]]) -> None:
    save_register(**said.get(actor.person_id, NOTHING), by=actor)


def _of_chair(today: dt.datetime) -> dict[str, Any]:
    """She works for a body that bids for nothing here."""
    return NOTHING | {
        "employers": [_employer("Sefton Housing Advice", today, began=9)],
        "memberships": "Trustee of the Harbour Food Bank, without pay.",
    }


def _of_assessor(today: dt.datetime) -> dict[str, Any]:
    """He once worked for a bidder, longer ago than counts."""
    return NOTHING | {
        "employers": [
            _employer("Abara Service Design", today, began=8),
            _employer("Quayside Software Ltd", today, began=14, ended=9),
        ],
        "holdings": "A part of Abara Service Design, my own company.",
        "family": "My sister teaches at the University of Greyfriars. She has nothing to do with its proposals.",
    }


def _employer(name: str, today: dt.datetime, *, began: int, ended: int | None = None) -> dict[str, Any]:
    """In years before today."""
    days = [today.date() - dt.timedelta(days=365 * years) if years else None for years in (began, ended)]
    return {"name": name, "identifier": "", "starts_on": days[0], "ends_on": days[1]}
