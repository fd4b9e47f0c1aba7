"""What the team reports and the officer checks: milestones with their payments, and values of KPIs."""

import datetime as dt
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.storage import StoredFile
from pilots import policies, queries
from pilots import states as events
from pilots.models import Kpi, Milestone, MilestoneReport, Observation, Payment, Pilot
from pilots.services import news
from pilots.services.locking import lock
from pilots.states import (
    MILESTONE_LIFECYCLE,
    OBSERVATION_LIFECYCLE,
    PAYMENT_LIFECYCLE,
    KpiState,
    MilestoneAction,
    MilestoneState,
    ObservationAction,
    ObservationState,
    PaymentAction,
    PilotState,
)

NOT_RUNNING = (PilotState.CONTRACTING, PilotState.CLOSED)

ACTION_FOR = {
    MilestoneState.MET: MilestoneAction.MEET,
    MilestoneState.PARTIALLY_MET: MilestoneAction.MEET_PARTLY,
    MilestoneState.NOT_MET: MilestoneAction.MISS,
}


def can_report_on(pilot: Pilot) -> bool:
    """Whether the contract is signed and the pilot not filed yet."""
    return pilot.state not in NOT_RUNNING


def report_milestone(
    milestone: Milestone, *, outcome: MilestoneState, words: str, evidence: StoredFile | None = None, by: Actor
) -> MilestoneReport:
    """Say whether a milestone is met, with evidence. What was partly or not met may be met later."""
    check(policies.can_report_milestone(by, milestone))
    if not can_report_on(milestone.pilot):
        raise Refused(_l("This pilot is not under way, so nothing can be reported now."))
    if outcome not in ACTION_FOR:
        raise Refused(_l("Choose whether the milestone is met."), field="outcome")
    if not words.strip():
        raise Refused(_l("Say what was done."), field="words")
    lock(milestone)
    MILESTONE_LIFECYCLE.move(
        milestone,
        ACTION_FOR[outcome],
        by=by,
        event=events.MILESTONE_REPORTED,
        council_id=milestone.pilot.council_id,
    )
    report = MilestoneReport(
        id=new_id(),
        milestone=milestone,
        outcome=outcome,
        words=words.strip(),
        file_id=evidence.id if evidence else None,
        reported_by=by.person_id,
        reported_at=clock.now(),
    )
    db.session.add(report)
    db.session.flush()
    news.tell_officers(milestone.pilot, template="pilots/milestone_reported", by=by, milestone=milestone)
    return report


def accept_payment(payment: Payment, *, by: Actor) -> None:
    """The officer accepts what was delivered. Raises `Refused` while the milestone is not at least partly met."""
    check(policies.can_settle_payment(by, payment))
    lock(payment)
    PAYMENT_LIFECYCLE.check(payment, PaymentAction.ACCEPT)
    if not payment.milestone.earns_payment:
        raise Refused(_l("The milestone is not met, so its payment cannot be accepted yet."))
    payment.accepted_by = by.person_id
    payment.accepted_at = clock.now()
    _move_payment(payment, PaymentAction.ACCEPT, by=by, event=events.PAYMENT_ACCEPTED)
    news.tell_supplier(payment.milestone.pilot, template="pilots/payment_accepted", by=by, payment=payment)


def invoice_payment(payment: Payment, *, invoice_number: str, by: Actor) -> None:
    """The supplier names the invoice it sent."""
    check(policies.can_invoice(by, payment))
    number = invoice_number.strip()
    if not number:
        raise Refused(_l("Enter the number of the invoice."), field="invoice_number")
    lock(payment)
    PAYMENT_LIFECYCLE.check(payment, PaymentAction.INVOICE)
    payment.invoice_number = number
    payment.invoiced_at = clock.now()
    _move_payment(payment, PaymentAction.INVOICE, by=by, event=events.PAYMENT_INVOICED)
    news.tell_officers(payment.milestone.pilot, template="pilots/payment_invoiced", by=by, payment=payment)


def mark_paid(payment: Payment, *, paid_on: dt.date, by: Actor) -> None:
    check(policies.can_settle_payment(by, payment))
    if paid_on > clock.now().date():
        raise Refused(_l("The day of the payment cannot be in the future."), field="paid_on")
    lock(payment)
    PAYMENT_LIFECYCLE.check(payment, PaymentAction.PAY)
    payment.paid_on = paid_on
    _move_payment(payment, PaymentAction.PAY, by=by, event=events.PAYMENT_MADE)
    news.tell_supplier(payment.milestone.pilot, template="pilots/payment_made", by=by, payment=payment)


def report_observation(kpi: Kpi, *, value: Decimal, observed_on: dt.date, words: str = "", by: Actor) -> Observation:
    """One measured value. Raises `Refused` for a day in the future, before the baseline, or reported already."""
    check(policies.can_report_kpi(by, kpi))
    lock(kpi)
    if kpi.state is not KpiState.ACTIVE:
        raise Refused(_l("This KPI is not measured now."))
    if observed_on > clock.now().date():
        raise Refused(_l("The day of the measurement cannot be in the future."), field="observed_on")
    if observed_on < kpi.baseline_on:
        raise Refused(_l("The day of the measurement cannot be before the baseline."), field="observed_on")
    if queries.observed_already(kpi.id, observed_on):
        raise Refused(_l("A value for this day was reported already."), field="observed_on")
    observation = Observation(
        id=new_id(),
        kpi=kpi,
        observed_on=observed_on,
        value=value,
        words=words.strip(),
        reported_by=by.person_id,
        reported_at=clock.now(),
    )
    db.session.add(observation)
    db.session.flush()
    audit.record(
        events.OBSERVATION_REPORTED, subject=observation, by=by, council_id=kpi.pilot.council_id, kpi_id=kpi.id
    )
    news.tell_officers(kpi.pilot, template="pilots/observation_reported", by=by, kpi=kpi)
    return observation


def verify_observation(observation: Observation, *, by: Actor) -> None:
    """The officer checked the value; it counts from now on."""
    _check_observation(observation, ObservationAction.VERIFY, by=by, event=events.OBSERVATION_VERIFIED)


def dispute_observation(observation: Observation, *, reasons: str, by: Actor) -> None:
    _check_observation(
        observation, ObservationAction.DISPUTE, by=by, event=events.OBSERVATION_DISPUTED, reasons=_needed(reasons)
    )
    _tell_checked(observation, by=by)


def reject_observation(observation: Observation, *, reasons: str, by: Actor) -> None:
    """A disputed value does not count. Another value for the same day may be reported."""
    _check_observation(
        observation, ObservationAction.REJECT, by=by, event=events.OBSERVATION_REJECTED, reasons=_needed(reasons)
    )
    _tell_checked(observation, by=by)


def answer_dispute(observation: Observation, *, answer: str, by: Actor) -> None:
    """The team explains a value that the officer disputed."""
    check(policies.can_answer_dispute(by, observation))
    if not answer.strip():
        raise Refused(_l("Write your answer."), field="answer")
    lock(observation)
    if observation.state is not ObservationState.DISPUTED:
        raise Refused(_l("This value is not disputed."))
    observation.answer = answer.strip()
    pilot = observation.kpi.pilot
    audit.record(events.OBSERVATION_ANSWERED, subject=observation, by=by, council_id=pilot.council_id)
    news.tell_officers(pilot, template="pilots/observation_reported", by=by, kpi=observation.kpi)


def _move_payment(payment: Payment, action: PaymentAction, *, by: Actor, event: str) -> None:
    pilot = payment.milestone.pilot
    PAYMENT_LIFECYCLE.move(
        payment, action, by=by, event=event, council_id=pilot.council_id, amount=str(payment.milestone.amount)
    )


def _needed(reasons: str) -> str:
    if not reasons.strip():
        raise Refused(_l("Give your reasons, so that the team can answer."), field="reasons")
    return reasons.strip()


def _check_observation(
    observation: Observation, action: ObservationAction, *, by: Actor, event: str, reasons: str = ""
) -> None:
    check(
        policies.can_check_observation(by, observation),
        _l("A value is checked by an officer who did not report it."),
    )
    lock(observation)
    OBSERVATION_LIFECYCLE.check(observation, action)
    observation.checked_by = by.person_id
    observation.checked_at = clock.now()
    observation.check_reasons = reasons
    OBSERVATION_LIFECYCLE.move(
        observation, action, by=by, event=event, reason=reasons, council_id=observation.kpi.pilot.council_id
    )


def _tell_checked(observation: Observation, *, by: Actor) -> None:
    news.tell_supplier(observation.kpi.pilot, template="pilots/observation_checked", by=by, observation=observation)
