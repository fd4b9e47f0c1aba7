"""Reads of who stands in for the lead council, and whether too few of its people are left to decide."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Result, exists, false, select, union
from sqlalchemy.orm import aliased, contains_eager, joinedload

from accounts import queries as people
from accounts.models import Membership
from accounts.states import Role
from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db
from scoring.models import ConflictMatch, Declaration, Panel, PanelSeat, StandIn
from scoring.queries.conflict import KEPT_OUT, unlocked
from scoring.queries.declaring import competing
from scoring.queries.panel import own_challenge, stands_in
from scoring.states import SeatState
from submissions.models import Submission

Roles = Mapping[uuid.UUID, frozenset[Role]]


def stand_ins_of(challenge_id: uuid.UUID) -> Sequence[StandIn]:
    """Those that stand, with their people, the first named first."""
    return db.session.scalars(
        select(StandIn)
        .where(StandIn.challenge_id == challenge_id, StandIn.ended_at.is_(None))
        .options(joinedload(StandIn.person))
        .order_by(StandIn.named_at, StandIn.id)
    ).all()


def roles_in(challenge_id: uuid.UUID) -> Roles:
    """By person, as what they stand in."""
    rows = db.session.execute(
        select(StandIn.person_id, StandIn.role).where(StandIn.challenge_id == challenge_id, StandIn.ended_at.is_(None))
    ).all()
    return {
        person_id: frozenset(row.role for row in rows if row.person_id == person_id)
        for person_id in {row.person_id for row in rows}
    }


def is_named(actor: Actor, challenge_id: uuid.UUID) -> bool:
    return bool(db.session.scalar(select(stands_in(actor, challenge_id))))


def reads(actor: Actor, submission_id: Any) -> ColumnElement[bool]:
    """SQL: a proposal to a challenge in which the actor stands in, once they have declared about it."""
    if actor.person_id is None:
        return false()
    bid = aliased(Submission)
    named = exists().where(bid.id == submission_id, stands_in(actor, bid.challenge_id))
    return named & unlocked(actor.person_id, submission_id)


def challenge_to_declare(actor: Actor, slug: str) -> Challenge | None:
    """For declaring interests: a challenge of the actor's council, or one in which they stand in."""
    found = own_challenge(actor, slug)
    if found is not None or actor.person_id is None:
        return found
    return db.session.scalar(
        select(Challenge)
        .where(Challenge.slug == slug, stands_in(actor, Challenge.id))
        .options(joinedload(Challenge.council))
    )


def stand_in_of_own(actor: Actor, slug: str, stand_in_id: uuid.UUID) -> StandIn | None:
    """One of a challenge of the actor's council."""
    return db.session.scalar(
        select(StandIn)
        .join(StandIn.challenge)
        .where(StandIn.id == stand_in_id, Challenge.slug == slug, Challenge.council_id == actor.body_id)
        .options(joinedload(StandIn.person), contains_eager(StandIn.challenge).joinedload(Challenge.council))
    )


@dataclass(frozen=True)
class Shortage:
    """How many people without a conflict are left: officers, approvers, and assessors of each proposal.

    `thin` proposals have fewer people on their panel than the quorum, whether or not they are assigned yet.
    """

    officers: int
    approvers: int
    quorum: int
    thin: int

    @property
    def is_short(self) -> bool:
        return not self.officers or not self.approvers or bool(self.thin)


def shortage_in(challenge: Challenge) -> Shortage:
    """Asked after the deadline, in four queries."""
    out = people_kept_out(challenge.id)
    office = _office(challenge)
    quorum = challenge.assessors_each // 2 + 1
    return Shortage(
        officers=len(office[Role.OFFICER] - out.keys()),
        approvers=len(office[Role.APPROVER] - out.keys()),
        quorum=quorum,
        thin=_thin(challenge, out, quorum),
    )


def _office(challenge: Challenge) -> dict[Role, set[uuid.UUID]]:
    """Those who may act as officer or approver: of the council, and standing in for it."""
    rows: Result[uuid.UUID, Role] = db.session.execute(
        select(Membership.person_id, Membership.role)
        .where(Membership.body_id == challenge.council_id, people.running(clock.now().date()))
        .union(
            select(StandIn.person_id, StandIn.role).where(
                StandIn.challenge_id == challenge.id, StandIn.ended_at.is_(None)
            )
        )
    )
    found: dict[Role, set[uuid.UUID]] = {Role.OFFICER: set(), Role.APPROVER: set()}
    for person_id, role in rows:
        found.setdefault(role, set()).add(person_id)
    return found


def people_kept_out(challenge_id: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """By person, the proposals that a conflict, declared or noticed, keeps them out of, or that they typed in."""
    rows: Result[uuid.UUID, uuid.UUID] = db.session.execute(
        union(
            select(Declaration.person_id, Declaration.submission_id).where(
                Declaration.challenge_id == challenge_id, Declaration.state.in_(KEPT_OUT)
            ),
            select(ConflictMatch.person_id, ConflictMatch.submission_id).where(
                ConflictMatch.challenge_id == challenge_id, ConflictMatch.settled_at.is_(None)
            ),
            select(Submission.entered_by_officer, Submission.id).where(
                Submission.challenge_id == challenge_id, Submission.entered_by_officer.is_not(None)
            ),
        )
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for person_id, submission_id in rows:
        found.setdefault(person_id, set()).add(submission_id)
    return found


def _thin(challenge: Challenge, out: Mapping[uuid.UUID, Collection[uuid.UUID]], quorum: int) -> int:
    """Proposals for which fewer than `quorum` people of their panel are left."""
    seats: dict[uuid.UUID, set[uuid.UUID]] = {}
    for lot_id, person_id in db.session.execute(
        select(Panel.lot_id, PanelSeat.person_id)
        .join(PanelSeat.panel)
        .where(Panel.challenge_id == challenge.id, PanelSeat.state == SeatState.ACCEPTED)
    ):
        if person_id is not None:
            seats.setdefault(lot_id, set()).add(person_id)
    rows = db.session.execute(
        select(Submission.id, Submission.lot_id)
        .join(Submission.challenge)
        .where(Submission.challenge_id == challenge.id, competing())
    )
    return sum(
        1
        for submission_id, lot_id in rows
        if len({one for one in seats.get(lot_id, ()) if submission_id not in out.get(one, ())}) < quorum
    )
