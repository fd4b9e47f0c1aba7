"""Reads for the two sides of a contract and for adopting councils. Everything is filtered by whose it is."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from challenges.models import Challenge
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from pilots.models import (
    Adoption,
    GateReview,
    Kpi,
    Milestone,
    MilestoneReport,
    Observation,
    Payment,
    Pilot,
    Stage,
    Variation,
)
from pilots.queries.public import side_of
from submissions.models import Submission
from submissions.queries.received import not_barred
from submissions.states import SubmissionState


def pilot_for_team(actor: Actor, slug: str) -> Pilot | None:
    """The whole pilot, contract and disputes included, for its two sides."""
    return db.session.scalar(
        select(Pilot)
        .where(Pilot.slug == slug, side_of(actor))
        .options(
            joinedload(Pilot.manager),
            joinedload(Pilot.lead_person),
            selectinload(Pilot.stages).joinedload(Stage.review),
            selectinload(Pilot.milestones).options(
                joinedload(Milestone.payment),
                joinedload(Milestone.stage),
                selectinload(Milestone.reports).joinedload(MilestoneReport.file),
            ),
            selectinload(Pilot.kpis).selectinload(Kpi.observations),
            selectinload(Pilot.variations).options(joinedload(Variation.kpi), joinedload(Variation.milestone)),
        )
    )


def stage_for(actor: Actor, slug: str, stage_id: uuid.UUID) -> Stage | None:
    """A stage with its review, and the pilot with its stages."""
    return db.session.scalar(
        select(Stage)
        .join(Stage.pilot)
        .where(Stage.id == stage_id, Pilot.slug == slug, side_of(actor))
        .options(joinedload(Stage.review), _with_pilot(Stage.pilot))
    )


def review_for(actor: Actor, slug: str, stage_id: uuid.UUID) -> GateReview | None:
    """The gate review of a stage, with stage and pilot."""
    return db.session.scalar(
        select(GateReview)
        .join(GateReview.stage)
        .join(Stage.pilot)
        .where(Stage.id == stage_id, Pilot.slug == slug, side_of(actor))
        .options(
            joinedload(GateReview.stage).options(
                joinedload(Stage.pilot).options(
                    selectinload(Pilot.milestones),
                    selectinload(Pilot.kpis).selectinload(Kpi.observations),
                )
            )
        )
    )


def milestone_for(actor: Actor, slug: str, milestone_id: uuid.UUID) -> Milestone | None:
    return db.session.scalar(
        select(Milestone)
        .join(Milestone.pilot)
        .where(Milestone.id == milestone_id, Pilot.slug == slug, side_of(actor))
        .options(
            joinedload(Milestone.payment),
            joinedload(Milestone.stage),
            selectinload(Milestone.reports).joinedload(MilestoneReport.file),
            _with_pilot(Milestone.pilot),
        )
    )


def payment_for(actor: Actor, slug: str, milestone_id: uuid.UUID) -> Payment | None:
    """The payment of a milestone, with milestone and pilot."""
    return db.session.scalar(
        select(Payment)
        .join(Payment.milestone)
        .join(Milestone.pilot)
        .where(Milestone.id == milestone_id, Pilot.slug == slug, side_of(actor))
        .options(joinedload(Payment.milestone).options(_with_pilot(Milestone.pilot)))
    )


def evidence_for(actor: Actor, slug: str, report_id: uuid.UUID) -> MilestoneReport | None:
    """A report that has a file, for the two sides of the contract."""
    return db.session.scalar(
        select(MilestoneReport)
        .join(MilestoneReport.milestone)
        .join(Milestone.pilot)
        .where(
            MilestoneReport.id == report_id,
            MilestoneReport.file_id.is_not(None),
            Pilot.slug == slug,
            side_of(actor),
        )
        .options(
            joinedload(MilestoneReport.file),
            joinedload(MilestoneReport.milestone).joinedload(Milestone.pilot),
        )
    )


def kpi_for(actor: Actor, slug: str, kpi_id: uuid.UUID) -> Kpi | None:
    return db.session.scalar(
        select(Kpi)
        .join(Kpi.pilot)
        .where(Kpi.id == kpi_id, Pilot.slug == slug, side_of(actor))
        .options(selectinload(Kpi.observations), _with_pilot(Kpi.pilot))
    )


def observation_for(actor: Actor, slug: str, observation_id: uuid.UUID) -> Observation | None:
    return db.session.scalar(
        select(Observation)
        .join(Observation.kpi)
        .join(Kpi.pilot)
        .where(Observation.id == observation_id, Pilot.slug == slug, side_of(actor))
        .options(joinedload(Observation.kpi).options(_with_pilot(Kpi.pilot)))
    )


def variation_for(actor: Actor, slug: str, number: int) -> Variation | None:
    return db.session.scalar(
        select(Variation)
        .join(Variation.pilot)
        .where(Variation.number == number, Pilot.slug == slug, side_of(actor))
        .options(joinedload(Variation.kpi), joinedload(Variation.milestone), _with_pilot(Variation.pilot))
    )


def adoption_for(actor: Actor, adoption_id: uuid.UUID) -> Adoption | None:
    """An adoption of the council that the actor acts for."""
    return db.session.scalar(
        select(Adoption)
        .where(Adoption.id == adoption_id, Adoption.council_id == actor.body_id)
        .options(_with_pilot(Adoption.pilot))
    )


def own_adoptions(actor: Actor) -> Sequence[Adoption]:
    """What the actor's council takes up from others, the latest first."""
    return db.session.scalars(
        select(Adoption)
        .where(Adoption.council_id == actor.body_id)
        .options(joinedload(Adoption.pilot))
        .order_by(Adoption.registered_at.desc())
        .limit(200)
    ).all()


def own_pilots(actor: Actor) -> Sequence[Pilot]:
    """Every pilot of the body that the actor acts for, those before the signature included."""
    return db.session.scalars(select(Pilot).where(side_of(actor)).order_by(Pilot.created_at.desc()).limit(200)).all()


def startable(actor: Actor) -> Sequence[Submission]:
    """Accepted proposals of the actor's council that have no pilot yet."""
    piloted = select(Pilot.id).where(Pilot.submission_id == Submission.id)
    query = _accepted(actor).where(Submission.state == SubmissionState.ACCEPTED, ~piloted.exists())
    return db.session.scalars(query.order_by(Submission.submitted_at)).all()


def accepted_submission(actor: Actor, submission_id: uuid.UUID) -> Submission | None:
    """A proposal that a pilot can be started from, or was."""
    return db.session.scalar(_accepted(actor).where(Submission.id == submission_id))


def _accepted(actor: Actor) -> Select[Submission]:
    return (
        select(Submission)
        .join(Challenge, Challenge.id == Submission.challenge_id)
        .where(
            Challenge.council_id == actor.body_id,
            Challenge.state.in_((ChallengeState.AWARDED, ChallengeState.DELIVERING, ChallengeState.COMPLETED)),
            Submission.state.in_((SubmissionState.ACCEPTED, SubmissionState.CONTRACTED)),
            not_barred(actor),
        )
        .options(joinedload(Submission.supplier))
    )


def _with_pilot(path: Any) -> _AbstractLoad:
    return joinedload(path).selectinload(Pilot.stages)
