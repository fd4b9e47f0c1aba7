"""What assessors are paid: the rate, their claims, and the yes or no of an officer."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, Refused
from core.text import new_reference
from notifications.services import tell
from scoring.models import Panel, PanelPay, PanelSeat, PayClaim, PayClaimItem
from scoring.policies import pay as policies
from scoring.queries import pay as queries
from scoring.states import PAY_LIFECYCLE, PayAction, PayState, SeatState
from scoring.states import pay as events


def set_rate(panel: Panel, *, amount: Decimal, how_paid: str, by: Actor) -> PanelPay:
    """So much for each proposal, in the currency of the challenge. `panel` has its seats and its challenge loaded.

    Raises `Refused` for an amount below what somebody has accepted: it may only be raised then.
    """
    check(policies.can_look_after_pay(by, panel))
    if amount <= 0:
        raise Refused(_l("Enter an amount above zero."), field="amount")
    pay = queries.pay_of(panel.id)
    sits = any(seat.state in (SeatState.ACCEPTED, SeatState.LEFT) for seat in panel.seats)
    if pay is not None and amount < pay.amount and sits:
        raise Refused(
            _l("Somebody has joined the panel for this pay already. It can only be raised now."), field="amount"
        )
    if pay is None:
        pay = PanelPay(panel_id=panel.id, currency=panel.challenge.currency)
        db.session.add(pay)
    pay.amount, pay.how_paid, pay.set_at = amount, how_paid.strip(), clock.now()
    db.session.flush()
    audit.record(events.PAY_RATE_SET, subject=panel, by=by, amount=str(amount))
    return pay


def claim_pay(seat: PanelSeat, *, by: Actor) -> PayClaim:
    """For everything that was handed in and not claimed yet, at the rate of now.

    Raises `Refused` when there is nothing to claim.
    """
    check(policies.can_claim_pay(by, seat))
    pay = queries.pay_of(seat.panel_id)
    if pay is None:
        raise Refused(_l("This panel is not paid."))
    work = queries.locked_open(seat.id)
    if not work:
        raise Refused(_l("There is nothing to claim. You can claim for each proposal whose assessment you handed in."))
    claim = PayClaim(
        id=new_id(),
        reference=new_reference("PAY"),
        panel_id=seat.panel_id,
        seat_id=seat.id,
        council_id=seat.panel.council_id,
        assessments=len(work),
        rate=pay.amount,
        amount=pay.amount * len(work),
        currency=pay.currency,
        claimed_by=by.person_id,
        claimed_at=clock.now(),
    )
    db.session.add(claim)
    db.session.flush()
    db.session.add_all(PayClaimItem(assessment_id=assessment_id, claim_id=claim.id) for assessment_id in work)
    db.session.flush()
    audit.record(events.PAY_CLAIMED, subject=claim, by=by, assessments=len(work))
    return claim


def approve_pay(claim: PayClaim, *, by: Actor) -> PayClaim:
    """The finance office may pay it."""
    claim = _to_decide(claim, by=by)
    claim.decided_by, claim.decided_at = by.person_id, clock.now()
    PAY_LIFECYCLE.move(claim, PayAction.APPROVE, by=by, event=events.PAY_APPROVED)
    db.session.flush()
    _tell(claim)
    return claim


def refuse_pay(claim: PayClaim, *, reason: str, by: Actor) -> PayClaim:
    """With a reason. What it was about can be claimed again."""
    claim = _to_decide(claim, by=by)
    if not reason.strip():
        raise Refused(_l("Say why it is refused"), field="reason")
    claim.decided_by, claim.decided_at, claim.refusal_reason = by.person_id, clock.now(), reason.strip()
    PAY_LIFECYCLE.move(claim, PayAction.REFUSE, by=by, event=events.PAY_REFUSED)
    db.session.execute(delete(PayClaimItem).where(PayClaimItem.claim_id == claim.id))
    db.session.flush()
    _tell(claim)
    return claim


def mark_paid(claim: PayClaim, *, by: Actor) -> PayClaim:
    """The money has left the council."""
    check(policies.can_settle_pay(by, claim))
    claim = queries.locked_claim(claim.id)
    PAY_LIFECYCLE.check(claim, PayAction.PAY)
    claim.paid_at = clock.now()
    PAY_LIFECYCLE.move(claim, PayAction.PAY, by=by, event=events.PAY_PAID)
    db.session.flush()
    _tell(claim)
    return claim


def _to_decide(claim: PayClaim, *, by: Actor) -> PayClaim:
    check(policies.can_settle_pay(by, claim))
    claim = queries.locked_claim(claim.id)
    if claim.state is not PayState.CLAIMED:
        raise Conflict(_l("Somebody has decided about this claim already."))
    return claim


def _tell(claim: PayClaim) -> None:
    tell(
        template="scoring/pay_settled",
        why=_l("You get this email because you claimed pay for assessing proposals."),
        person_id=claim.claimed_by,
        claim=claim,
        challenge=claim.panel.challenge,
        states=PayState,
    )
