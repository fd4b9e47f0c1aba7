"""Small reads that verbs need."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from accounts import queries as accounts
from accounts.models import Person
from accounts.states import Role
from challenges.models import Challenge, FundingShare, Phase, Problem
from challenges.states import ChallengeState
from core.database import db
from participation import queries as participation
from participation.models import Topic
from pilots.models import Adoption, Kpi, Milestone, Observation, Pilot, Stage, Variation
from pilots.states import AdoptionState, ObservationState, PilotState, VariationState
from submissions.models import Submission
from submissions.states import SubmissionState


def pilot_of_submission(submission_id: uuid.UUID) -> Pilot | None:
    return db.session.scalar(select(Pilot).where(Pilot.submission_id == submission_id))


def submission_of(pilot: Pilot) -> Submission:
    """The proposal that the pilot came from: it is accepted, so it was opened long ago."""
    return db.session.scalars(select(Submission).where(Submission.id == pilot.submission_id)).one()


def phase_of(submission: Submission) -> Phase | None:
    """The phase that the proposal is for: its own, else the first of its challenge."""
    query = select(Phase).where(Phase.challenge_id == submission.challenge_id).options(joinedload(Phase.shares))
    if submission.phase_id:
        query = query.where(Phase.id == submission.phase_id)
    return db.session.scalars(query.order_by(Phase.number)).unique().first()


def vat_included(phase: Phase | None) -> bool:
    """Whether the money set aside for the phase has VAT in it."""
    if phase is None:
        return False
    share = db.session.scalar(select(FundingShare.vat_included).where(FundingShare.phase_id == phase.id).limit(1))
    return bool(share)


def slug_taken(slug: str) -> bool:
    return db.session.scalar(select(Pilot.id).where(Pilot.slug == slug)) is not None


def supplier_people(pilot: Pilot) -> list[Person]:
    """Those who act for the supplier today."""
    return accounts.people_with_role(pilot.supplier_id, Role.LEAD, Role.MEMBER)


def stages_of(pilot_id: uuid.UUID) -> Sequence[Stage]:
    return db.session.scalars(select(Stage).where(Stage.pilot_id == pilot_id).order_by(Stage.number)).all()


def milestones_of(pilot_id: uuid.UUID) -> Sequence[Milestone]:
    query = select(Milestone).where(Milestone.pilot_id == pilot_id).order_by(Milestone.due_on, Milestone.id)
    return db.session.scalars(query).all()


def kpis_of(pilot_id: uuid.UUID) -> Sequence[Kpi]:
    return db.session.scalars(select(Kpi).where(Kpi.pilot_id == pilot_id).order_by(Kpi.id)).all()


def stage_has_milestones(stage_id: uuid.UUID) -> bool:
    return db.session.scalar(select(Milestone.id).where(Milestone.stage_id == stage_id).limit(1)) is not None


def observed_already(kpi_id: uuid.UUID, day: dt.date) -> bool:
    found = select(Observation.id).where(
        Observation.kpi_id == kpi_id,
        Observation.observed_on == day,
        Observation.state != ObservationState.REJECTED,
    )
    return db.session.scalar(found) is not None


def next_variation(pilot_id: uuid.UUID, *, kpi: Kpi | None, milestone: Milestone | None) -> tuple[int, bool]:
    """The next number, and whether a change to the same thing still waits for a decision."""
    last = db.session.scalar(select(func.max(Variation.number)).where(Variation.pilot_id == pilot_id)) or 0
    waiting = select(Variation.id).where(
        Variation.pilot_id == pilot_id,
        Variation.state == VariationState.PROPOSED,
        Variation.kpi_id == kpi.id if kpi else Variation.kpi_id.is_(None),
        Variation.milestone_id == milestone.id if milestone else Variation.milestone_id.is_(None),
    )
    return last + 1, db.session.scalar(waiting.limit(1)) is not None


def open_adoption(pilot_id: uuid.UUID, council_id: uuid.UUID | None) -> Adoption | None:
    """What this council does with the pilot now, if anything."""
    return db.session.scalar(
        select(Adoption).where(
            Adoption.pilot_id == pilot_id,
            Adoption.council_id == council_id,
            Adoption.state != AdoptionState.DISCONTINUED,
        )
    )


def topic_of(pilot: Pilot) -> Topic | None:
    return participation.topic(pilot.topic_id) if pilot.topic_id else None


def topics_along_the_way(pilot: Pilot) -> list[uuid.UUID]:
    """The topics of the problems, the challenge and the pilot: who follows any of them took part in it."""
    problems = select(Problem.topic_id).where(
        or_(
            Problem.challenge_id == pilot.challenge_id,
            Problem.merged_into_id.in_(select(Problem.id).where(Problem.challenge_id == pilot.challenge_id)),
        )
    )
    challenge = select(Challenge.topic_id).where(Challenge.id == pilot.challenge_id)
    found = list(db.session.scalars(problems.union_all(challenge)))
    return list(dict.fromkeys(topic for topic in [pilot.topic_id, *found] if topic))


def challenge_to_complete(challenge_id: uuid.UUID) -> Challenge | None:
    """The challenge, when all of its pilots are closed and no accepted proposal still waits for one."""
    running = select(Pilot.id).where(Pilot.challenge_id == challenge_id, Pilot.state != PilotState.CLOSED)
    waiting = select(Submission.id).where(
        Submission.challenge_id == challenge_id,
        Submission.state.in_((SubmissionState.OFFERED, SubmissionState.ACCEPTED)),
    )
    return db.session.scalar(
        select(Challenge).where(
            Challenge.id == challenge_id,
            Challenge.state == ChallengeState.DELIVERING,
            ~running.exists(),
            ~waiting.exists(),
        )
    )
