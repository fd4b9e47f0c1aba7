"""Sharing out in steps: reckoned, looked at, confirmed, carried out. What is long is done by jobs, piece by piece."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from flask_babel import lazy_gettext as _l

from accounts.states import BodyKind, Role
from core import audit, clock, jobs
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from scoring.assignment import Obstacle, Overlap, Pair, Plan, Shortage
from scoring.models import Panel, Sharing
from scoring.policies.panel import can_manage_panel
from scoring.queries import assigning as queries
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.services.assigning import Facts, add, begin, gather, seed_of, take_away, tell_assigned
from scoring.states import SeatState
from scoring.states import assessment as events

# Up to so many assessments are planned, and made, while the officer waits.
AT_ONCE = 300
BATCH = 500
CHANGED = _l("Something has changed since this plan was made. Make a new plan.")


def plan(panel: Panel, *, anew: bool = False, by: Actor) -> Sharing:
    """Work out who would assess what. Nothing is assigned before it is confirmed; `anew` moves what nobody has begun.

    Raises `Refused` as `gather` does, and while another one is carried out.
    """
    panel = panels.locked_panel(panel.id)
    facts = gather(panel, by=by, anew=anew)
    latest = queries.latest_sharing(panel.id)
    if latest is not None and latest.confirmed_at and not latest.done_at:
        raise Refused(_l("The proposals are being shared out now. Wait until that is done."))
    for old in queries.unconfirmed_sharings(panel.id):
        db.session.delete(old)
    sharing = Sharing(
        id=new_id(), panel_id=panel.id, council_id=panel.council_id, asked_by=by.person_id, asked_at=clock.now(),
        anew=anew, seed=seed_of(panel), facts="", plan={}, gone_through=0,
    )  # fmt: skip
    db.session.add(sharing)
    if len(facts.submissions) * panel.challenge.assessors_each <= AT_ONCE:
        _reckon(sharing, facts)
    else:
        jobs.enqueue("scoring.plan_sharing", sharing_id=str(sharing.id))
    db.session.flush()
    return sharing


def reckon(sharing_id: uuid.UUID) -> None:
    """The long way: what `plan` left to a job. Does nothing for a plan that is gone or was made already."""
    sharing = queries.locked_sharing(sharing_id)
    if sharing is None or sharing.planned_at is not None:
        return
    panel = panels.locked_panel(sharing.panel_id)
    _reckon(sharing, gather(panel, by=_asker(sharing), anew=sharing.anew))
    db.session.flush()


def confirm(panel: Panel, sharing_id: uuid.UUID, *, by: Actor) -> Sharing:
    """Carry a plan out, at once or by a job. A second click does nothing.

    Raises `Refused` when the plan is another one now, or when anything that it was made from has changed.
    """
    check(can_manage_panel(by, panel))
    panel = panels.locked_panel(panel.id)
    sharing = queries.locked_sharing(sharing_id)
    if sharing is None or sharing.panel_id != panel.id or sharing.planned_at is None:
        raise Refused(CHANGED)
    if sharing.confirmed_at is not None:
        return sharing
    facts = gather(panel, by=by, anew=sharing.anew)
    if facts.digest() != sharing.facts:
        raise Refused(CHANGED)
    away = {pair: facts.untouched[pair] for pair in _pairs(sharing.plan["away"])}
    sharing.confirmed_at, sharing.asked_by = clock.now(), by.person_id or sharing.asked_by
    audit.record(
        events.SHARING_CONFIRMED, subject=sharing, by=by, seed=sharing.seed, made=len(sharing.plan["pairs"]),
        taken_away=len(away),
    )  # fmt: skip
    take_away(panel, away, by=by)
    if len(sharing.plan["pairs"]) <= AT_ONCE:
        _carry_out(sharing, panel, by=by)
    else:
        jobs.enqueue("scoring.carry_out_sharing", sharing_id=str(sharing.id))
    db.session.flush()
    return sharing


def carry_out(sharing_id: uuid.UUID) -> bool:
    """One more batch of what was confirmed; whether there is more to do. Harmless when it is done already."""
    sharing = queries.locked_sharing(sharing_id)
    if sharing is None or sharing.confirmed_at is None or sharing.done_at is not None:
        return False
    _carry_out(sharing, panels.locked_panel(sharing.panel_id), by=_asker(sharing))
    db.session.flush()
    return sharing.done_at is None


def _carry_out(sharing: Sharing, panel: Panel, *, by: Actor) -> None:
    """What became impossible since it was confirmed (a conflict, somebody who left) is left out."""
    pairs = _pairs(sharing.plan["pairs"])
    batch = pairs[sharing.gone_through : sharing.gone_through + BATCH]
    wanted = {submission_id for _, submission_id in batch}
    in_race = {one.id: one for one in conflicts.bids(panel.challenge_id, panel.lot_id) if one.id in wanted}
    seats = {seat.id: seat.person_id for seat in panel.seats if seat.state is SeatState.ACCEPTED}
    known = conflicts.known_conflicts(panel, wanted)
    there = {(one.seat_id, one.submission_id) for one in queries.held_in(panel.id, panel.rounds[0].id)}
    new = [
        (seat_id, one)
        for seat_id, one in batch
        if seat_id in seats and one in in_race and (seats[seat_id], one) not in known and (seat_id, one) not in there
    ]
    begin(panel.challenge, [in_race[one] for one in dict.fromkeys(one for _, one in new)], by=by)
    add(panel, panel.rounds[0], new, by=by)
    sharing.gone_through += len(batch)
    if sharing.gone_through >= len(pairs):
        sharing.done_at = clock.now()
        tell_assigned(panel, {seat_id for seat_id, _ in pairs})


def _reckon(sharing: Sharing, facts: Facts) -> None:
    found = facts.plan(sharing.seed)
    there = facts.untouched
    sharing.plan = _kept(
        found,
        pairs=[pair for pair in found.pairs if pair not in there],
        away=[pair for pair in there if pair not in set(found.pairs)],
    )
    sharing.facts, sharing.planned_at = facts.digest(), clock.now()


def _kept(found: Plan, *, pairs: Iterable[Pair], away: Iterable[Pair]) -> dict[str, Any]:
    return {
        "pairs": [[str(one) for one in pair] for pair in pairs],
        "away": [[str(one) for one in pair] for pair in away],
        "obstacles": [
            {
                "kind": one.kind.value,
                "proposals": [str(proposal) for proposal in one.proposals],
                "available": one.available,
                "needed": one.needed,
                "key": one.key,
                "seats": [str(seat) for seat in one.seats],
            }
            for one in found.obstacles
        ],
        "overlap": asdict(found.overlap),
    }


def obstacles_of(sharing: Sharing) -> list[Obstacle]:
    return [
        Obstacle(
            Shortage(kept["kind"]),
            proposals=tuple(uuid.UUID(one) for one in kept["proposals"]),
            available=kept["available"],
            needed=kept["needed"],
            key=kept["key"],
            seats=tuple(uuid.UUID(one) for one in kept["seats"]),
        )
        for kept in sharing.plan.get("obstacles", ())
    ]


def overlap_of(sharing: Sharing) -> Overlap:
    return Overlap(**sharing.plan["overlap"])


def pairs_of(sharing: Sharing) -> tuple[list[Pair], list[Pair]]:
    """What is to be assigned, and what is to be taken away."""
    return _pairs(sharing.plan.get("pairs", ())), _pairs(sharing.plan.get("away", ()))


def _pairs(kept: Iterable[list[str]]) -> list[Pair]:
    return [(uuid.UUID(seat), uuid.UUID(submission)) for seat, submission in kept]


def _asker(sharing: Sharing) -> Actor:
    """The officer who asked, whose rights were checked then and are checked again where it is carried out."""
    return Actor(
        person_id=sharing.asked_by,
        body_id=sharing.council_id,
        body_kind=BodyKind.COUNCIL.value,
        role=Role.OFFICER.value,
    )
