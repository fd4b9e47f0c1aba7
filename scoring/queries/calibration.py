"""Reads of sample proposals and of what assessors gave them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from challenges.models import Challenge
from core.access import Actor
from core.database import db
from scoring.calibration import Given
from scoring.models import Assessment, Calibration, CalibrationSample, Panel, PanelSeat
from scoring.queries.panel import on_seat
from scoring.states import AssessmentState, SeatState


def to_calibrate(seat_id: Any, panel_id: Any) -> ColumnElement[bool]:
    """SQL: there is an open sample, and this seat has not scored it. Both may be columns."""
    return exists().where(
        CalibrationSample.panel_id == panel_id,
        CalibrationSample.opened_at.is_not(None),
        ~exists().where(Calibration.sample_id == CalibrationSample.id, Calibration.seat_id == seat_id),
    )


def sample_of(panel_id: uuid.UUID) -> CalibrationSample | None:
    return db.session.scalar(select(CalibrationSample).where(CalibrationSample.panel_id == panel_id))


def locked_sample(panel_id: uuid.UUID) -> CalibrationSample | None:
    return db.session.scalar(
        select(CalibrationSample)
        .where(CalibrationSample.panel_id == panel_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def calibration_of(sample_id: uuid.UUID, seat_id: uuid.UUID) -> Calibration | None:
    return db.session.scalar(
        select(Calibration).where(Calibration.sample_id == sample_id, Calibration.seat_id == seat_id)
    )


def has_begun(panel_id: uuid.UUID) -> bool:
    """Whether somebody on the panel has scored a real proposal."""
    untouched = (AssessmentState.ASSIGNED, AssessmentState.CLEAR, AssessmentState.MITIGATED, AssessmentState.RECUSED)
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    PanelSeat.panel_id == panel_id,
                    Assessment.seat_id == PanelSeat.id,
                    Assessment.state.not_in(untouched),
                )
            )
        )
    )


@dataclass(frozen=True)
class Task:
    """An open sample, the seat that is asked, and what it gave."""

    sample: CalibrationSample
    seat: PanelSeat
    done: Calibration | None


def own_task(actor: Actor, panel_id: uuid.UUID) -> Task | None:
    """The open sample of a panel that the actor sits on; in two queries."""
    row = db.session.execute(
        select(CalibrationSample, PanelSeat)
        .join(PanelSeat, PanelSeat.panel_id == CalibrationSample.panel_id)
        .where(CalibrationSample.panel_id == panel_id, CalibrationSample.opened_at.is_not(None), on_seat(actor))
        .options(joinedload(PanelSeat.panel).joinedload(Panel.challenge).joinedload(Challenge.council))
    ).one_or_none()
    return None if row is None else Task(row[0], row[1], calibration_of(row[0].id, row[1].id))


def panels_to_calibrate(actor: Actor) -> set[uuid.UUID]:
    """Panels whose sample waits for the actor."""
    if actor.person_id is None:
        return set()
    return set(
        db.session.scalars(
            select(PanelSeat.panel_id).where(on_seat(actor), to_calibrate(PanelSeat.id, PanelSeat.panel_id))
        )
    )


def given_by(sample: CalibrationSample) -> list[Given]:
    """What everybody gave, by name."""
    found: Sequence[Calibration] = db.session.scalars(
        select(Calibration)
        .join(Calibration.seat)
        .where(Calibration.sample_id == sample.id)
        .options(joinedload(Calibration.seat))
        .order_by(PanelSeat.name, Calibration.id)
    ).all()
    return [
        Given(one.seat.name, {uuid.UUID(key): value["score"] for key, value in one.scores.items()}) for one in found
    ]


def still_to_do(sample: CalibrationSample) -> Sequence[str]:
    """The names of those who sit on the panel and have not scored the sample."""
    return db.session.scalars(
        select(PanelSeat.name)
        .where(
            PanelSeat.panel_id == sample.panel_id,
            PanelSeat.state == SeatState.ACCEPTED,
            to_calibrate(PanelSeat.id, PanelSeat.panel_id),
        )
        .order_by(PanelSeat.name)
    ).all()
