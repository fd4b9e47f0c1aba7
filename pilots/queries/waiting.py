"""What waits for somebody, and what has become due."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, and_, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload

from core.access import Actor
from core.database import db
from pilots.models import Adoption, GateReview, Kpi, Milestone, Observation, Payment, Pilot, Stage, Variation
from pilots.states import (
    REPORTING,
    AdoptionState,
    KpiState,
    MilestoneState,
    ObservationState,
    PaymentState,
    PilotState,
    StageState,
    VariationState,
)

SOON = dt.timedelta(days=14)
LIMIT = 100
MOVING = (AdoptionState.INTERESTED, AdoptionState.EVALUATING, AdoptionState.PROCURING)
ENDED = (PilotState.IN_USE, PilotState.STOPPED)
Rows = Select[str, str, str, str, uuid.UUID, dt.date | None]


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `title` is that of its pilot, `detail` that of the part concerned, `part_id` its id."""

    kind: str
    slug: str
    title: str
    detail: str
    part_id: uuid.UUID
    due_on: dt.date | None


@dataclass(frozen=True)
class Due:
    """What the reminders are about."""

    milestones: Sequence[Milestone]
    kpis: Sequence[tuple[Kpi, dt.date]]
    stages: Sequence[Stage]


def for_supplier(actor: Actor, today: dt.date) -> list[Waiting]:
    """What the supplier's people have to do, in one query: milestones, values of KPIs, disputes, invoices."""
    own = Pilot.supplier_id == actor.body_id
    return _run(
        _milestones_due(own, today),
        _kpis_due(own, today),
        _observations("dispute", own, Observation.state == ObservationState.DISPUTED, Observation.answer == ""),
        _payments("invoice", own, Payment.state == PaymentState.ACCEPTED),
    )


def for_officer(actor: Actor, today: dt.date) -> list[Waiting]:
    """What the officers of a council have to do, in one query."""
    own = Pilot.council_id == actor.body_id
    earned = Milestone.state.in_((MilestoneState.MET, MilestoneState.PARTIALLY_MET))
    not_own = Observation.reported_by != actor.person_id
    return _run(
        _observations("observation", own, not_own, Observation.state == ObservationState.REPORTED),
        _observations(
            "answered", own, not_own, Observation.state == ObservationState.DISPUTED, Observation.answer != ""
        ),
        _stages(
            "gate", own, Pilot.state.in_(REPORTING), Stage.state == StageState.ACTIVE, Stage.ends_on <= today + SOON
        ),
        _payments("accept", own, earned, Payment.state == PaymentState.DUE),
        _payments("pay", own, Payment.state == PaymentState.INVOICED),
        _pilots("contract", Pilot.starts_on, own, Pilot.state == PilotState.CONTRACTING),
        _pilots("begin", Pilot.starts_on, own, Pilot.state == PilotState.MOBILISING, Pilot.starts_on <= today),
        _pilots("learning", cast(null(), Date), own, Pilot.state.in_(ENDED), Pilot.learning_published_at.is_(None)),
    )


def for_approver(actor: Actor) -> list[Waiting]:
    """What the approvers of a council have to decide, in one query: never what they prepared themselves."""
    own = Pilot.council_id == actor.body_id
    variations = (
        _rows("variation", cast(Variation.number, Text), Variation.id)
        .join(Variation, Variation.pilot_id == Pilot.id)
        .where(own, Variation.state == VariationState.PROPOSED, Variation.proposed_by != actor.person_id)
    )
    gates = _stages("decide_gate", own, Pilot.state.in_(REPORTING), Stage.state == StageState.GATE_REVIEW).join(
        GateReview, and_(GateReview.stage_id == Stage.id, GateReview.recommended_by != actor.person_id)
    )
    not_own = Pilot.evaluated_by != actor.person_id
    return _run(
        gates, variations, _pilots("decide_end", Pilot.ends_on, own, not_own, Pilot.state == PilotState.EVALUATING)
    )


def for_adopter(actor: Actor) -> Sequence[Adoption]:
    """What the actor's council takes up and has not finished, in one query."""
    unreported = and_(Adoption.state == AdoptionState.LIVE, Adoption.results == "")
    return db.session.scalars(
        select(Adoption)
        .where(Adoption.council_id == actor.body_id, or_(Adoption.state.in_(MOVING), unreported))
        .options(joinedload(Adoption.pilot))
        .order_by(Adoption.moved_at)
        .limit(LIMIT)
    ).all()


def due_until(day: dt.date) -> Due:
    """Milestones, KPI reports and gates of pilots under way that fall due until that day, late ones included."""
    under_way = Pilot.state.in_(REPORTING)
    next_on = _next_report_on()
    milestones = (
        select(Milestone)
        .join(Milestone.pilot)
        .where(under_way, Milestone.state == MilestoneState.SCHEDULED, Milestone.due_on <= day)
        .options(contains_eager(Milestone.pilot))
    )
    stages = (
        select(Stage)
        .join(Stage.pilot)
        .where(under_way, Stage.state == StageState.ACTIVE, Stage.ends_on <= day)
        .options(contains_eager(Stage.pilot))
    )
    kpis = (
        select(Kpi, next_on)
        .join(Kpi.pilot)
        .where(under_way, Kpi.state == KpiState.ACTIVE, next_on <= day)
        .options(contains_eager(Kpi.pilot))
    )
    return Due(
        milestones=db.session.scalars(milestones).all(),
        kpis=[(kpi, next_day) for kpi, next_day in db.session.execute(kpis)],
        stages=db.session.scalars(stages).all(),
    )


def _run(*parts: Rows) -> list[Waiting]:
    found = union_all(*parts).subquery()
    rows = db.session.execute(select(found).order_by(found.c.due_on.nulls_last(), found.c.title).limit(LIMIT))
    return [Waiting(*row) for row in rows]


def _rows(kind: str, detail: Any, part: Any, due_on: Any = None) -> Rows:
    return select(
        literal(kind).label("kind"),
        Pilot.slug,
        Pilot.title,
        cast(detail, Text).label("detail"),
        part.label("part_id"),
        cast(null() if due_on is None else due_on, Date).label("due_on"),
    )


def _pilots(kind: str, due_on: Any, *conditions: ColumnElement[bool]) -> Rows:
    return _rows(kind, literal(""), Pilot.id, due_on).where(*conditions)


def _milestones_due(own: ColumnElement[bool], today: dt.date) -> Rows:
    waiting = Milestone.state == MilestoneState.SCHEDULED
    return (
        _rows("milestone", Milestone.title, Milestone.id, Milestone.due_on)
        .join(Milestone, Milestone.pilot_id == Pilot.id)
        .where(own, Pilot.state.in_(REPORTING), waiting, Milestone.due_on <= today + 2 * SOON)
    )


def _kpis_due(own: ColumnElement[bool], today: dt.date) -> Rows:
    next_on = _next_report_on()
    return (
        _rows("kpi", Kpi.title, Kpi.id, next_on)
        .join(Kpi, Kpi.pilot_id == Pilot.id)
        .where(own, Pilot.state.in_(REPORTING), Kpi.state == KpiState.ACTIVE, next_on <= today + SOON)
    )


def _next_report_on() -> ColumnElement[dt.date]:
    """When the next value of a KPI is due: counted from the last one, else from the first day of the pilot."""
    last = (
        select(func.max(Observation.observed_on))
        .where(Observation.kpi_id == Kpi.id, Observation.state != ObservationState.REJECTED)
        .correlate(Kpi)
        .scalar_subquery()
    )
    return cast(func.coalesce(last, Pilot.starts_on) + Kpi.report_every_days, Date)


def _observations(kind: str, *conditions: ColumnElement[bool]) -> Rows:
    return (
        _rows(kind, Kpi.title, Observation.id, Observation.observed_on)
        .join(Kpi, Kpi.pilot_id == Pilot.id)
        .join(Observation, Observation.kpi_id == Kpi.id)
        .where(*conditions)
    )


def _stages(kind: str, *conditions: ColumnElement[bool]) -> Rows:
    return _rows(kind, Stage.title, Stage.id, Stage.ends_on).join(Stage, Stage.pilot_id == Pilot.id).where(*conditions)


def _payments(kind: str, *conditions: ColumnElement[bool]) -> Rows:
    return (
        _rows(kind, Milestone.title, Milestone.id, Milestone.due_on)
        .join(Milestone, Milestone.pilot_id == Pilot.id)
        .join(Payment, Payment.milestone_id == Milestone.id)
        .where(*conditions)
    )
