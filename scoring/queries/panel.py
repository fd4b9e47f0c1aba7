"""Reads of panels, seats and invitations."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from accounts.models import Person
from accounts.states import Role
from challenges.models import Challenge
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from scoring.models import Assessment, Panel, PanelSeat, StandIn
from scoring.states import HANDED_IN, AssessmentState, SeatState
from submissions.models import Submission
from submissions.queries.received import not_barred

# From approval until a decision: when there is a panel to speak of.
WITH_PANEL = (ChallengeState.APPROVED, ChallengeState.ASSESSING)


def _whole(*, locked: bool = False) -> tuple[Any, ...]:
    load = selectinload if locked else joinedload
    return (
        load(Panel.challenge).joinedload(Challenge.council),
        load(Panel.phase),
        load(Panel.lot),
        selectinload(Panel.seats).joinedload(PanelSeat.person),
        selectinload(Panel.rounds),
    )


def on_seat(actor: Actor) -> ColumnElement[bool]:
    """SQL: the actor has accepted this seat and is still on it. Needs `PanelSeat` in the statement."""
    if actor.person_id is None:
        return false()
    return and_(PanelSeat.person_id == actor.person_id, PanelSeat.state == SeatState.ACCEPTED)


def sits_in(actor: Actor, challenge_id: Any) -> ColumnElement[bool]:
    """SQL: the actor has a seat on a panel of the challenge with this id or column."""
    return (
        select(PanelSeat.id)
        .join(PanelSeat.panel)
        .where(on_seat(actor), Panel.challenge_id == challenge_id)
        .correlate_except(PanelSeat, Panel)
        .exists()
    )


def stands_in(actor: Actor, challenge_id: Any, *roles: Role) -> ColumnElement[bool]:
    """SQL: the actor was named for the challenge with this id or column, in one of `roles` (any when none is named)."""
    if actor.person_id is None:
        return false()
    named = StandIn.challenge_id == challenge_id, StandIn.person_id == actor.person_id, StandIn.ended_at.is_(None)
    return exists().where(*named, *([StandIn.role.in_(roles)] if roles else []))


def _in_sight(actor: Actor) -> ColumnElement[bool]:
    """SQL: panels of the actor's council, those that the actor chairs, and those of a challenge in which they stand in
    for the council."""
    if actor.person_id is None:
        return false()
    chaired = exists().where(PanelSeat.panel_id == Panel.id, PanelSeat.is_chair, on_seat(actor))
    return or_(Panel.council_id == actor.body_id, chaired, stands_in(actor, Panel.challenge_id))


def panel_in_sight(actor: Actor, panel_id: uuid.UUID, *which: ColumnElement[bool]) -> Panel | None:
    """A panel with everything around it, in three queries; `which` may name `Panel`."""
    return db.session.scalar(select(Panel).where(Panel.id == panel_id, _in_sight(actor), *which).options(*_whole()))


def locked_panel(panel_id: uuid.UUID) -> Panel:
    """The panel, held until the end of the transaction, so that two officers do not assign at once."""
    return db.session.scalars(
        select(Panel)
        .where(Panel.id == panel_id)
        .options(*_whole(locked=True))
        .with_for_update(of=Panel)
        .execution_options(populate_existing=True)
    ).one()


def own_challenge(actor: Actor, slug: str, *which: ColumnElement[bool]) -> Challenge | None:
    """A challenge of the actor's council, with council, phases and lots; `which` may name `Challenge`."""
    if actor.body_id is None:
        return None
    return db.session.scalar(
        select(Challenge)
        .where(Challenge.slug == slug, Challenge.council_id == actor.body_id, *which)
        .options(joinedload(Challenge.council), selectinload(Challenge.phases), selectinload(Challenge.lots))
    )


def panels_of(challenge_id: uuid.UUID) -> list[Panel]:
    return list(db.session.scalars(select(Panel).where(Panel.challenge_id == challenge_id).options(*_whole())))


def panel_of(phase_id: uuid.UUID, lot_id: uuid.UUID) -> Panel | None:
    """The panel that assesses this lot in this phase."""
    return db.session.scalar(select(Panel).where(Panel.phase_id == phase_id, Panel.lot_id == lot_id).options(*_whole()))


def panels_due(after: dt.datetime, before: dt.datetime) -> list[Panel]:
    """Panels at work, or still being put together, whose scores are due between the two."""
    return list(
        db.session.scalars(
            select(Panel)
            .join(Challenge, Challenge.id == Panel.challenge_id)
            .where(Panel.assess_by_at.between(after, before), Challenge.state.in_(WITH_PANEL))
            .options(*_whole())
            .order_by(Panel.id)
        )
    )


def panels_page(actor: Actor, number: int, *, words: str = "") -> Page[Challenge]:
    """Challenges that the actor works on and that have or need a panel, the earliest deadline first."""
    query = (
        select(Challenge)
        .where(Challenge.council_id == actor.body_id, Challenge.state.in_(WITH_PANEL), is_assigned(actor, Challenge.id))
        .order_by(Challenge.closes_at, Challenge.id)
    )
    if words:
        query = query.where(
            or_(
                Challenge.title.icontains(words, autoescape=True),
                Challenge.reference.icontains(words, autoescape=True),
            )
        )
    return paginate(query, number)


@dataclass(frozen=True)
class PanelCounts:
    """How far the panels of one challenge are."""

    panels: int = 0
    invited: int = 0
    accepted: int = 0
    assigned: int = 0
    handed_in: int = 0


def counts_for(actor: Actor, challenge_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, PanelCounts]:
    """In two queries for the whole list; without assessments of what the actor is kept out of."""
    seats = db.session.execute(
        select(
            Panel.challenge_id,
            func.count(Panel.id.distinct()),
            func.count().filter(PanelSeat.state == SeatState.INVITED),
            func.count().filter(PanelSeat.state == SeatState.ACCEPTED),
        )
        .outerjoin(PanelSeat, PanelSeat.panel_id == Panel.id)
        .where(Panel.challenge_id.in_(challenge_ids))
        .group_by(Panel.challenge_id)
    )
    work = {
        row[0]: (row[1], row[2])
        for row in db.session.execute(
            select(Panel.challenge_id, func.count(), func.count().filter(Assessment.state.in_(HANDED_IN)))
            .join(PanelSeat, PanelSeat.panel_id == Panel.id)
            .join(Assessment, Assessment.seat_id == PanelSeat.id)
            .join(Submission, Submission.id == Assessment.submission_id)
            .where(
                Panel.challenge_id.in_(challenge_ids),
                Assessment.state != AssessmentState.RECUSED,
                not_barred(actor),
            )
            .group_by(Panel.challenge_id)
        )
    }
    return {row[0]: PanelCounts(row[1], row[2], row[3], *work.get(row[0], (0, 0))) for row in seats}


def seat_in_sight(actor: Actor, panel_id: uuid.UUID, seat_id: uuid.UUID) -> PanelSeat | None:
    """A seat of a panel of the actor's council, with the panel around it."""
    return db.session.scalar(
        select(PanelSeat)
        .join(PanelSeat.panel)
        .where(PanelSeat.id == seat_id, Panel.id == panel_id, Panel.council_id == actor.body_id)
        .options(joinedload(PanelSeat.person), contains_eager(PanelSeat.panel).options(*_whole()))
    )


def invitation_for(actor: Actor, seat_id: uuid.UUID) -> PanelSeat | None:
    """The invitation, for the person at whose address it was sent; later, for the person on the seat."""
    if actor.person_id is None:
        return None
    return db.session.scalar(
        select(PanelSeat)
        .join(PanelSeat.panel)
        .where(PanelSeat.id == seat_id, PanelSeat.state != SeatState.WITHDRAWN, _meant_for(actor))
        .options(contains_eager(PanelSeat.panel).options(*_whole()))
    )


def _meant_for(actor: Actor) -> ColumnElement[bool]:
    own_address = exists().where(Person.id == actor.person_id, func.lower(Person.email) == func.lower(PanelSeat.email))
    return or_(PanelSeat.person_id == actor.person_id, and_(PanelSeat.person_id.is_(None), own_address))


def own_seat(actor: Actor, panel_id: uuid.UUID) -> PanelSeat | None:
    """The seat that the actor holds on this panel."""
    return db.session.scalar(
        select(PanelSeat)
        .join(PanelSeat.panel)
        .where(Panel.id == panel_id, on_seat(actor))
        .options(joinedload(PanelSeat.person), contains_eager(PanelSeat.panel).options(*_whole()))
    )


def seats_of(actor: Actor) -> list[PanelSeat]:
    """All seats that the actor holds or has been asked to take, the earliest due first."""
    if actor.person_id is None:
        return []
    asked = and_(PanelSeat.state == SeatState.INVITED, _meant_for(actor))
    return list(
        db.session.scalars(
            select(PanelSeat)
            .join(PanelSeat.panel)
            .join(Panel.challenge)
            .where(or_(on_seat(actor), asked))
            .options(
                contains_eager(PanelSeat.panel).contains_eager(Panel.challenge).joinedload(Challenge.council),
                contains_eager(PanelSeat.panel).joinedload(Panel.lot),
            )
            .order_by(Panel.assess_by_at, Panel.id)
        )
    )


def seat_by_email(panel_id: uuid.UUID, email: str) -> PanelSeat | None:
    return db.session.scalar(
        select(PanelSeat).where(PanelSeat.panel_id == panel_id, func.lower(PanelSeat.email) == email.lower())
    )


def name_invited(email: str) -> str:
    """What the council that asked last calls somebody whom it asked at this address and who has not answered."""
    asked = select(PanelSeat.name).where(
        func.lower(PanelSeat.email) == email.lower(), PanelSeat.state == SeatState.INVITED
    )
    return db.session.scalar(asked.order_by(PanelSeat.invited_at.desc(), PanelSeat.id).limit(1)) or ""
