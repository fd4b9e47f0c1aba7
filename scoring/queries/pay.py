"""Reads of what assessors are paid."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from challenges.models import Challenge
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from scoring.models import Assessment, Panel, PanelPay, PanelSeat, PayClaim, PayClaimItem
from scoring.states import HANDED_IN, PayState, SeatState

# Whoever left the panel is paid for what they handed in before.
_SAT = (SeatState.ACCEPTED, SeatState.LEFT)


@dataclass(frozen=True)
class OwnPay:
    """What a panel pays somebody who sits or sat on it: `open` assessments are handed in and not claimed."""

    seat: PanelSeat
    pay: PanelPay
    open: int
    claims: Sequence[PayClaim] = field(default_factory=tuple)

    @property
    def amount(self) -> Decimal:
        return self.pay.amount * self.open


def pay_of(panel_id: uuid.UUID) -> PanelPay | None:
    return db.session.get(PanelPay, panel_id)


def own_pay(actor: Actor) -> list[OwnPay]:
    """Every panel that pays the actor, the newest first; in three queries."""
    rows = db.session.execute(
        select(PanelSeat, PanelPay)
        .join(PanelPay, PanelPay.panel_id == PanelSeat.panel_id)
        .join(PanelSeat.panel)
        .join(Panel.challenge)
        .where(PanelSeat.person_id == actor.person_id, PanelSeat.state.in_(_SAT))
        .options(contains_eager(PanelSeat.panel).contains_eager(Panel.challenge).joinedload(Challenge.council))
        .order_by(Panel.assess_by_at.desc(), PanelSeat.id)
    ).all()
    seat_ids = [seat.id for seat, _pay in rows]
    left = open_counts(seat_ids)
    claims: dict[uuid.UUID, list[PayClaim]] = {}
    for claim in db.session.scalars(
        select(PayClaim).where(PayClaim.seat_id.in_(seat_ids)).order_by(PayClaim.claimed_at.desc(), PayClaim.id)
    ):
        claims.setdefault(claim.seat_id, []).append(claim)
    return [OwnPay(seat, pay, left.get(seat.id, 0), claims.get(seat.id, ())) for seat, pay in rows]


def paid_seat(actor: Actor, panel_id: uuid.UUID) -> PanelSeat | None:
    """The actor's seat on a panel that pays."""
    if actor.person_id is None:
        return None
    return db.session.scalar(
        select(PanelSeat)
        .join(PanelPay, PanelPay.panel_id == PanelSeat.panel_id)
        .where(PanelSeat.panel_id == panel_id, PanelSeat.person_id == actor.person_id, PanelSeat.state.in_(_SAT))
        .options(joinedload(PanelSeat.panel).joinedload(Panel.challenge))
    )


def open_counts(seat_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many handed-in assessments of each seat nobody has claimed yet."""
    rows = db.session.execute(
        select(Assessment.seat_id, func.count())
        .where(Assessment.seat_id.in_(seat_ids), _OPEN)
        .group_by(Assessment.seat_id)
    )
    return {row[0]: row[1] for row in rows}


def locked_open(seat_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """Their ids; the seat is held until the end of the transaction, so that nothing is claimed twice."""
    db.session.execute(select(PanelSeat.id).where(PanelSeat.id == seat_id).with_for_update())
    return db.session.scalars(select(Assessment.id).where(Assessment.seat_id == seat_id, _OPEN)).all()


_OPEN = Assessment.state.in_(HANDED_IN) & ~exists().where(PayClaimItem.assessment_id == Assessment.id)


def claims_page(panel: Panel, number: int) -> Page[PayClaim]:
    """Those to decide first, then those to pay, then the newest."""
    return paginate(
        select(PayClaim)
        .where(PayClaim.panel_id == panel.id)
        .options(joinedload(PayClaim.seat))
        .order_by(
            PayClaim.state != PayState.CLAIMED,
            PayClaim.state != PayState.APPROVED,
            PayClaim.claimed_at.desc(),
            PayClaim.id,
        ),
        number,
    )


def totals_of(panel: Panel) -> dict[PayState, Decimal]:
    """The money of all claims, by their state."""
    rows = db.session.execute(
        select(PayClaim.state, func.sum(PayClaim.amount)).where(PayClaim.panel_id == panel.id).group_by(PayClaim.state)
    )
    return {row[0]: row[1] for row in rows}


def claim_in_sight(actor: Actor, panel_id: uuid.UUID, pay_claim_id: uuid.UUID) -> PayClaim | None:
    """A claim on a panel of the council that the actor acts for."""
    if actor.body_id is None:
        return None
    return db.session.scalar(
        select(PayClaim)
        .where(PayClaim.id == pay_claim_id, PayClaim.panel_id == panel_id, PayClaim.council_id == actor.body_id)
        .options(
            joinedload(PayClaim.seat),
            joinedload(PayClaim.panel).joinedload(Panel.challenge).joinedload(Challenge.council),
        )
    )


def locked_claim(claim_id: uuid.UUID) -> PayClaim:
    return db.session.scalars(
        select(PayClaim)
        .where(PayClaim.id == claim_id)
        .options(
            joinedload(PayClaim.seat),
            joinedload(PayClaim.panel).joinedload(Panel.challenge).joinedload(Challenge.council),
        )
        .with_for_update(of=PayClaim)
        .execution_options(populate_existing=True)
    ).one()


def waiting_claims(actor: Actor) -> list[tuple[Panel, int]]:
    """Panels of the actor's council with claims that somebody else has to decide, and how many."""
    counted = (
        select(PayClaim.panel_id, func.count().label("waiting"))
        .where(
            PayClaim.council_id == actor.body_id,
            PayClaim.state == PayState.CLAIMED,
            PayClaim.claimed_by != actor.person_id,
        )
        .group_by(PayClaim.panel_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Panel, counted.c.waiting)
        .join(counted, counted.c.panel_id == Panel.id)
        .join(Panel.challenge)
        .options(contains_eager(Panel.challenge))
        .order_by(Panel.assess_by_at, Panel.id)
    )
    return [(row[0], row[1]) for row in rows]
