"""From the notice to the award: nobody signs while the standstill runs."""

import uuid

from flask_babel import lazy_gettext as _l

from challenges import services as challenges
from core import audit, clock
from core.access import Actor, check
from core.database import db
from core.errors import NotPermitted, Refused
from scoring import signals, standstill
from scoring.models import Decision
from scoring.policies.decision import can_confirm_decision, can_offer_reserve, can_start_standstill
from scoring.queries import decision as queries
from scoring.queries.decision import AT_LEAST_NOTICE
from scoring.services.assessment import finalise_assessments
from scoring.services.telling import tell_all, tell_bidders
from scoring.states import DECISION_LIFECYCLE, DecisionAction, DecisionKind, DecisionState, ProposalOutcome
from scoring.states.decision import DECISION_CONFIRMED, RESERVE_OFFERED, STANDSTILL_STARTED
from submissions import services as proposals
from submissions.states import SubmissionState


def length_for(decision: Decision) -> int:
    """How many working days the standstill of an award lasts by its council's setting; none is 0.

    `decision` has its challenge with the council, and its phase.
    """
    council, challenge = decision.challenge.council, decision.challenge
    known = standstill.applies(
        standstill_days=council.standstill_days,
        instrument=challenge.instrument.value,
        value=decision.phase.amount_each,
        above=council.standstill_above,
    )
    return council.standstill_days if known else 0


def start_standstill(decision_id: uuid.UUID, *, by: Actor) -> Decision:
    """Publish the notice of the award. Bidders have had their summaries; the standstill counts from today.

    A grant, or a council whose setting knows no standstill, gets a notice and no waiting.
    """
    desk = queries.locked_desk(decision_id, by=by)
    if desk is None or not can_start_standstill(by, desk):
        raise NotPermitted
    decision, council = desk.decision, desk.challenge.council
    if decision.kind is not DecisionKind.AWARD:
        raise Refused(_l("Only an award has a standstill."))
    DECISION_LIFECYCLE.check(decision, DecisionAction.START_STANDSTILL)
    decision.notice_at = clock.exactly_now()
    if days := length_for(decision):
        decision.standstill_ends_at = standstill.ends_at(
            decision.notice_at, days=days, nation=council.nation, timezone=council.timezone
        )
    DECISION_LIFECYCLE.move(
        decision,
        DecisionAction.START_STANDSTILL,
        by=by,
        event=STANDSTILL_STARTED,
        ends_at=decision.standstill_ends_at,
    )
    db.session.flush()
    if not queries.lots_short_of(decision, AT_LEAST_NOTICE):
        challenges.start_standstill(desk.challenge, by=by)
    tell_all(decision, template="scoring/standstill_started")
    return decision


def confirm_decision(decision_id: uuid.UUID, *, by: Actor) -> Decision:
    """Confirm the award: contracts are offered.

    Raises `Refused` while the standstill runs or a legal claim is open.
    """
    desk = queries.locked_desk(decision_id, by=by)
    if desk is None or not can_confirm_decision(by, desk):
        raise NotPermitted
    decision = desk.decision
    DECISION_LIFECYCLE.check(decision, DecisionAction.CONFIRM)
    now = clock.exactly_now()
    if not standstill.is_over(decision.standstill_ends_at, now):
        raise Refused(_l("The standstill is not over. No contract can be offered before it ends."))
    if desk.raised_claims:
        raise Refused(_l("A legal claim is open. It must be settled first."))
    decision.confirmed_by, decision.confirmed_at = by.person_id, now
    DECISION_LIFECYCLE.move(decision, DecisionAction.CONFIRM, by=by, event=DECISION_CONFIRMED)
    for outcome in desk.with_outcome(ProposalOutcome.RECOMMENDED):
        # Whoever withdrew meanwhile is offered nothing.
        if outcome.submission.state is SubmissionState.RECOMMENDED:
            proposals.offer(outcome.submission, by=by)
    finalise_assessments(decision.panel, by=by)
    db.session.flush()
    if not queries.lots_short_of(decision, (DecisionState.CONFIRMED,)):
        challenges.award(desk.challenge, by=by)
    # An offer has a mail of its own.
    tell_all(
        decision,
        template="scoring/award_confirmed",
        states=[SubmissionState.RESERVE.value, SubmissionState.NOT_SELECTED.value],
    )
    signals.decision_confirmed.send(None, decision=decision, by=by)
    return decision


def let_offer_lapse(decision_id: uuid.UUID, submission_id: uuid.UUID, *, reason: str, by: Actor) -> Decision:
    """Take an offer back that the bidder does not answer: the place is free for the reserve.

    Raises `Refused` without a reason, or when the proposal has no open offer.
    """
    desk = queries.locked_desk(decision_id, by=by)
    if desk is None:
        raise NotPermitted
    check(can_offer_reserve(by, desk))
    if not reason.strip():
        raise Refused(_l("Say why the offer is taken back"), field="reason")
    offered = next((one.submission for one in desk.outcomes if one.submission_id == submission_id), None)
    if offered is None or offered.state is not SubmissionState.OFFERED:
        raise Refused(_l("This proposal has no offer that waits for an answer."))
    proposals.lapse(offered, by=by, reason=reason.strip())
    db.session.flush()
    tell_bidders(
        [offered],
        template="scoring/offer_lapsed",
        key=f"lapsed:{decision_id}",
        challenge=desk.challenge,
        reason=reason.strip(),
    )
    return desk.decision


def offer_reserve(decision_id: uuid.UUID, *, by: Actor) -> Decision:
    """Offer the best reserve the place that was declined, given up or has lapsed."""
    desk = queries.locked_desk(decision_id, by=by)
    if desk is None:
        raise NotPermitted
    check(can_offer_reserve(by, desk))
    chosen = desk.next_reserve
    if chosen is None:
        raise Refused(_l("There is no free place, or nobody in reserve."))
    proposals.offer(chosen.submission, by=by, reason=chosen.reason)
    audit.record(RESERVE_OFFERED, subject=desk.decision, by=by, submission_id=chosen.submission_id)
    db.session.flush()
    return desk.decision
