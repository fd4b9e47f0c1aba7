"""The plan before the signature: stages, milestones with their money, KPIs."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from pilots import policies, queries
from pilots import states as events
from pilots.models import Kpi, Milestone, Pilot, Stage
from pilots.services.contract import check_plan_open, plan_changed
from pilots.services.locking import lock
from pilots.states import KPI_LIFECYCLE, Direction, KpiAction, KpiState, PilotState


@dataclass(frozen=True)
class StageFacts:
    title: str
    starts_on: dt.date
    ends_on: dt.date
    trl_entry: int
    trl_exit: int


@dataclass(frozen=True)
class MilestoneFacts:
    title: str
    deliverable: str
    stage_id: uuid.UUID
    due_on: dt.date
    amount: Decimal


@dataclass(frozen=True)
class KpiFacts:
    title: str
    direction: Direction
    unit: str
    baseline: Decimal
    baseline_on: dt.date
    target: Decimal
    target_on: dt.date
    owner: str
    method: str
    stop_threshold: Decimal | None
    report_every_days: int


def save_stage(pilot: Pilot, *, facts: StageFacts, by: Actor, stage: Stage | None = None) -> Stage:
    """Add a stage, or change one."""
    check_plan_open(pilot, by)
    if facts.ends_on < facts.starts_on:
        raise Refused(_l("The stage must end after it starts."), field="ends_on")
    if facts.trl_exit < facts.trl_entry:
        raise Refused(_l("Readiness at the end cannot be lower than at the start."), field="trl_exit")
    if stage is None:
        last = max((known.number for known in queries.stages_of(pilot.id)), default=0)
        stage = Stage(id=new_id(), pilot=pilot, number=last + 1)
        db.session.add(stage)
    _take_over(stage, facts)
    plan_changed(pilot, by=by)
    db.session.flush()
    return stage


def remove_stage(stage: Stage, *, by: Actor) -> None:
    """Take a stage out of the plan. Raises `Refused` while a milestone belongs to it."""
    pilot = stage.pilot
    check_plan_open(pilot, by)
    if queries.stage_has_milestones(stage.id):
        raise Refused(_l("Move or remove the milestones of this stage first."))
    db.session.delete(stage)
    plan_changed(pilot, by=by)
    db.session.flush()


def save_milestone(pilot: Pilot, *, facts: MilestoneFacts, by: Actor, milestone: Milestone | None = None) -> Milestone:
    """Add a milestone, or change one."""
    check_plan_open(pilot, by)
    if facts.stage_id not in {stage.id for stage in queries.stages_of(pilot.id)}:
        raise Refused(_l("Choose one of the stages of this pilot."), field="stage")
    if milestone is None:
        milestone = Milestone(id=new_id(), pilot=pilot)
        db.session.add(milestone)
    _take_over(milestone, facts)
    plan_changed(pilot, by=by)
    db.session.flush()
    return milestone


def remove_milestone(milestone: Milestone, *, by: Actor) -> None:
    pilot = milestone.pilot
    check_plan_open(pilot, by)
    db.session.delete(milestone)
    plan_changed(pilot, by=by)
    db.session.flush()


def propose_kpi(pilot: Pilot, *, facts: KpiFacts, by: Actor) -> Kpi:
    """Add a KPI: either side of the contract may propose one until it is signed."""
    _check_measurable(pilot, facts, by)
    kpi = Kpi(id=new_id(), pilot=pilot, proposed_by=by.person_id)
    _take_over(kpi, facts)
    db.session.add(kpi)
    plan_changed(pilot, by=by)
    db.session.flush()
    return kpi


def change_kpi(kpi: Kpi, *, facts: KpiFacts, by: Actor) -> None:
    """Change a KPI that is not agreed yet. Raises `Refused` afterwards: then only a variation changes it."""
    _check_measurable(kpi.pilot, facts, by)
    lock(kpi)
    if kpi.state is not KpiState.PROPOSED:
        raise Refused(_l("This KPI is agreed. Remove it and propose another, or ask for a variation after signing."))
    _take_over(kpi, facts)
    plan_changed(kpi.pilot, by=by)
    db.session.flush()


def agree_kpi(kpi: Kpi, *, by: Actor) -> None:
    check(policies.can_manage_kpi(by, kpi))
    lock(kpi)
    KPI_LIFECYCLE.move(kpi, KpiAction.AGREE, by=by, event=events.KPI_AGREED, pilot_id=kpi.pilot_id)


def remove_kpi(kpi: Kpi, *, by: Actor) -> None:
    pilot = kpi.pilot
    check_plan_open(pilot, by)
    db.session.delete(kpi)
    plan_changed(pilot, by=by)
    db.session.flush()


def check_target(direction: Direction, *, baseline: Decimal, target: Decimal) -> None:
    """Raises `Refused` for a target that would be no improvement."""
    better = target > baseline if direction is Direction.INCREASE else target < baseline
    if not better:
        raise Refused(_l("The target must be better than the baseline."), field="target")


def _check_measurable(pilot: Pilot, facts: KpiFacts, by: Actor) -> None:
    check(policies.can_report(by, pilot))
    lock(pilot)
    if pilot.state is not PilotState.CONTRACTING:
        raise Refused(_l("The contract is signed. What it says changes only by a variation."))
    check_target(facts.direction, baseline=facts.baseline, target=facts.target)
    if facts.target_on <= facts.baseline_on:
        raise Refused(_l("The target's date must be after the baseline's date."), field="target_on")


def _take_over(row: Stage | Milestone | Kpi, facts: StageFacts | MilestoneFacts | KpiFacts) -> None:
    for name, value in asdict(facts).items():
        setattr(row, name, value)
