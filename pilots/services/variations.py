"""Changes to what was signed: proposed by one person, approved by another, numbered and kept."""

import datetime as dt
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from pilots import policies, queries
from pilots import states as events
from pilots.models import Kpi, Milestone, Pilot, Variation
from pilots.services import news
from pilots.services.locking import lock
from pilots.services.plan import check_target
from pilots.states import REPORTING, VARIATION_LIFECYCLE, MilestoneState, PilotState, VariationAction

# While a contract runs, whether or not work has begun.
VARIABLE = (PilotState.MOBILISING, *REPORTING)


def can_vary(pilot: Pilot) -> bool:
    """Whether the contract is signed and has not ended."""
    return pilot.state in VARIABLE


def propose_target(kpi: Kpi, *, target: Decimal, target_on: dt.date, reason: str, by: Actor) -> Variation:
    """Another target, or another day for it."""
    _check_new_target(kpi, target=target, target_on=target_on)
    return _propose(
        kpi.pilot,
        kpi=kpi,
        changes=_changes(kpi, target=target, target_on=target_on),
        reason=reason,
        by=by,
    )


def propose_milestone(milestone: Milestone, *, due_on: dt.date, amount: Decimal, reason: str, by: Actor) -> Variation:
    """Another day or amount for a milestone that is not met yet. The amount of the contract follows."""
    if milestone.state is MilestoneState.MET:
        raise Refused(_l("This milestone is met, so it cannot change any more."))
    return _propose(
        milestone.pilot,
        milestone=milestone,
        changes=_changes(milestone, due_on=due_on, amount=amount),
        reason=reason,
        by=by,
    )


def propose_end(pilot: Pilot, *, ends_on: dt.date, reason: str, by: Actor) -> Variation:
    """Another last day for the contract."""
    if ends_on <= pilot.starts_on:
        raise Refused(_l("The pilot must end after it starts."), field="ends_on")
    return _propose(pilot, changes=_changes(pilot, ends_on=ends_on), reason=reason, by=by)


def approve_variation(variation: Variation, *, reasons: str, by: Actor) -> None:
    """Make the change. Raises `NotPermitted` for whoever proposed it, `Refused` when it no longer fits."""
    if not can_vary(variation.pilot):
        raise Refused(_l("A variation changes a signed contract that has not ended."))
    _decide(variation, VariationAction.APPROVE, by=by, event=events.VARIATION_APPROVED, reasons=reasons)
    if variation.kpi:
        _apply_target(variation.kpi, variation.changes)
    elif variation.milestone:
        _apply_milestone(variation.pilot, variation.milestone, variation.changes)
    else:
        variation.pilot.ends_on = dt.date.fromisoformat(_after(variation.changes, "ends_on"))
    db.session.flush()
    news.tell_team(variation.pilot, template="pilots/variation_decided", by=by, variation=variation)


def refuse_variation(variation: Variation, *, reasons: str, by: Actor) -> None:
    if not reasons.strip():
        raise Refused(_l("Give the reasons for the decision."), field="reasons")
    _decide(variation, VariationAction.REFUSE, by=by, event=events.VARIATION_REFUSED, reasons=reasons)
    news.tell_team(variation.pilot, template="pilots/variation_decided", by=by, variation=variation)


def _propose(
    pilot: Pilot,
    *,
    changes: list[dict[str, str]],
    reason: str,
    by: Actor,
    kpi: Kpi | None = None,
    milestone: Milestone | None = None,
) -> Variation:
    check(policies.can_report(by, pilot))
    lock(pilot)
    if not can_vary(pilot):
        raise Refused(_l("A variation changes a signed contract that has not ended."))
    if not changes:
        raise Refused(_l("Nothing would change. Enter what should be different."))
    if not reason.strip():
        raise Refused(_l("Give the reason for the change."), field="reason")
    number, is_open = queries.next_variation(pilot.id, kpi=kpi, milestone=milestone)
    if is_open:
        raise Refused(_l("A change to this waits for a decision already."))
    variation = Variation(
        id=new_id(),
        pilot=pilot,
        number=number,
        kpi=kpi,
        milestone=milestone,
        changes=changes,
        reason=reason.strip(),
        proposed_by=by.person_id,
        proposed_at=clock.now(),
    )
    db.session.add(variation)
    db.session.flush()
    audit.record(events.VARIATION_PROPOSED, subject=variation, by=by, council_id=pilot.council_id, number=number)
    news.tell_approvers(pilot, template="pilots/variation_to_decide", by=by, variation=variation)
    return variation


def _decide(variation: Variation, action: VariationAction, *, by: Actor, event: str, reasons: str) -> None:
    check(
        policies.can_decide_variation(by, variation),
        _l("A variation is decided by an approver who did not propose it."),
    )
    lock(variation)
    VARIATION_LIFECYCLE.check(variation, action)
    variation.decided_by = by.person_id
    variation.decided_at = clock.now()
    variation.decision_reasons = reasons.strip()
    VARIATION_LIFECYCLE.move(
        variation, action, by=by, event=event, reason=reasons, council_id=variation.pilot.council_id
    )


def _check_new_target(kpi: Kpi, *, target: Decimal, target_on: dt.date) -> None:
    check_target(kpi.direction, baseline=kpi.baseline, target=target)
    if target_on <= kpi.baseline_on:
        raise Refused(_l("The target's date must be after the baseline's date."), field="target_on")


def _apply_target(kpi: Kpi, changes: list[dict[str, str]]) -> None:
    lock(kpi)
    target = Decimal(_after(changes, "target", str(kpi.target)))
    target_on = dt.date.fromisoformat(_after(changes, "target_on", kpi.target_on.isoformat()))
    _check_new_target(kpi, target=target, target_on=target_on)
    kpi.target, kpi.target_on = target, target_on
    kpi.target_version += 1


def _apply_milestone(pilot: Pilot, milestone: Milestone, changes: list[dict[str, str]]) -> None:
    lock(milestone)
    lock(pilot)
    if milestone.state is MilestoneState.MET:
        raise Refused(_l("This milestone is met, so it cannot change any more."))
    amount = Decimal(_after(changes, "amount", str(milestone.amount)))
    pilot.amount += amount - milestone.amount
    milestone.amount = amount
    milestone.due_on = dt.date.fromisoformat(_after(changes, "due_on", milestone.due_on.isoformat()))


def _changes(thing: Any, **wanted: Any) -> list[dict[str, str]]:
    return [
        {"field": name, "before": str(getattr(thing, name)), "after": str(value)}
        for name, value in wanted.items()
        if getattr(thing, name) != value
    ]


def _after(changes: list[dict[str, str]], field: str, otherwise: str = "") -> str:
    return next((change["after"] for change in changes if change["field"] == field), otherwise)
