"""Outages of the service near a deadline: an extension is offered while it is possible, and the record stays."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from accounts.states import Role
from challenges.models.challenge import Challenge
from challenges.states.challenge import CHALLENGE_EXTENDED, ChallengeState
from core import clock, life
from core.access import Actor
from core.audit import AuditEvent
from core.database import db
from core.life import Outage

NEAR = dt.timedelta(hours=24)


@dataclass(frozen=True)
class NearDeadline:
    """The outages in the last day before the deadline. `open_to_offer` are those since the last extension."""

    outages: Sequence[Outage]
    open_to_offer: Sequence[Outage]


def outages_of(challenge: Challenge) -> NearDeadline:
    """In two queries; nothing for a challenge without a deadline, or one that is further away than a day."""
    if challenge.closes_at is None or clock.now() < challenge.closes_at - NEAR:
        return NearDeadline((), ())
    found = life.outages_between(challenge.closes_at - NEAR, challenge.closes_at)
    extended = extended_at([challenge.id]).get(challenge.id) if found else None
    return NearDeadline(found, _since(found, extended))


def hit_by_outage(actor: Actor) -> list[tuple[Challenge, Outage]]:
    """For officers: challenges of their council that close within a day, with the last outage that nobody answered."""
    if actor.role != Role.OFFICER.value:
        return []
    now = clock.now()
    near = db.session.scalars(
        select(Challenge)
        .where(
            Challenge.council_id == actor.body_id,
            Challenge.state == ChallengeState.APPROVED,
            Challenge.opens_at <= now,
            Challenge.closes_at > now,
            Challenge.closes_at <= now + NEAR,
        )
        .order_by(Challenge.closes_at)
    ).all()
    found = life.outages_between(now - NEAR, now) if near else []
    extended = extended_at([challenge.id for challenge in near]) if found else {}
    hit = {
        challenge: _since(_after(found, challenge.closes_at - NEAR), extended.get(challenge.id))
        for challenge in near
        if challenge.closes_at is not None
    }
    return [(challenge, outages[-1]) for challenge, outages in hit.items() if outages]


def _after(outages: Iterable[Outage], moment: dt.datetime) -> list[Outage]:
    return [one for one in outages if one.ended_at is None or one.ended_at > moment]


def _since(outages: Iterable[Outage], extended: dt.datetime | None) -> list[Outage]:
    return [one for one in outages if extended is None or one.ended_at is None or one.ended_at > extended]


def extended_at(challenge_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """When the deadlines were last extended, by challenge."""
    rows = db.session.execute(
        select(AuditEvent.subject_id, func.max(AuditEvent.at))
        .where(AuditEvent.subject_id.in_(challenge_ids), AuditEvent.kind == CHALLENGE_EXTENDED)
        .group_by(AuditEvent.subject_id)
    )
    return {row[0]: row[1] for row in rows}
