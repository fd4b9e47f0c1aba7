"""Reads of interviews and of the times at which they can be."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from accounts.states import Role
from challenges.models import Challenge
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core import clock
from core.access import Actor
from core.database import db
from scoring.models import Assessment, Interview, InterviewSlot, Panel, PanelSeat, Round
from scoring.queries.conflict import kept_out, unlocked
from scoring.queries.panel import on_seat
from scoring.states import AssessmentState, RoundKind
from scoring.states.interview import InterviewState
from submissions.models import Submission
from submissions.queries.own import acts_for_team
from submissions.queries.received import cleared
from submissions.states import SubmissionState

_COUNCIL = (Role.OFFICER.value, Role.APPROVER.value, Role.AUDITOR.value)
LIVE = (InterviewState.INVITED, InterviewState.CONFIRMED, InterviewState.CHANGE_ASKED)
_LEFT = (SubmissionState.WITHDRAWN, SubmissionState.DISQUALIFIED, SubmissionState.VOID)


def _around() -> tuple[Any, ...]:
    return (
        joinedload(Interview.slot),
        contains_eager(Interview.round)
        .contains_eager(Round.panel)
        .options(contains_eager(Panel.challenge).joinedload(Challenge.council), selectinload(Panel.seats)),
        contains_eager(Interview.submission).joinedload(Submission.supplier),
    )


def _interviews() -> Select[Interview]:
    return (
        select(Interview)
        .join(Interview.round)
        .join(Round.panel)
        .join(Panel.challenge)
        .join(Interview.submission)
        .options(*_around())
    )


def interview_of_bidder(actor: Actor, submission_id: uuid.UUID) -> Interview | None:
    """The interview of the actor's own organisation."""
    return db.session.scalar(
        _interviews()
        .where(Interview.submission_id == submission_id, acts_for_team(actor))
        .order_by(Interview.invited_at.desc())
        .limit(1)
    )


def interview_in_sight(actor: Actor, interview_id: uuid.UUID) -> Interview | None:
    """For the council's people who work on it, for the chair, and for those who interview; not for who is kept out."""
    if actor.person_id is None:
        return None
    meets = exists().where(
        Assessment.round_id == Interview.round_id,
        Assessment.submission_id == Interview.submission_id,
        Assessment.state != AssessmentState.RECUSED,
        Assessment.seat_id == PanelSeat.id,
        on_seat(actor),
    )
    sits = exists().where(PanelSeat.panel_id == Panel.id, on_seat(actor))
    chairs = exists().where(PanelSeat.panel_id == Panel.id, PanelSeat.is_chair, on_seat(actor))
    allowed: list[ColumnElement[bool]] = [meets, chairs]
    if actor.role in _COUNCIL:
        allowed.append(and_(Panel.council_id == actor.body_id, is_assigned(actor, Challenge.id)))
    return db.session.scalar(
        _interviews().where(
            Interview.id == interview_id,
            or_(*allowed),
            cleared(actor),
            or_(~sits, unlocked(actor.person_id, Submission.id)),
        )
    )


def interview_by_id(interview_id: uuid.UUID) -> Interview:
    """Held until the end of the transaction and read afresh."""
    db.session.flush()
    db.session.execute(select(Interview.id).where(Interview.id == interview_id).with_for_update())
    return db.session.scalars(
        _interviews().where(Interview.id == interview_id).execution_options(populate_existing=True)
    ).one()


def interview_about(assessment: Assessment) -> Interview | None:
    """Where the assessor meets the bidder, with its time; `assessment` has its round loaded."""
    if assessment.round.kind is not RoundKind.INTERVIEW:
        return None
    return interviews_in(assessment.round_id).get(assessment.submission_id)


def is_to_come(interview: Interview) -> bool:
    return interview.slot.starts_at > clock.now()


def interviews_in(round_id: uuid.UUID) -> dict[uuid.UUID, Interview]:
    """By proposal, with slots."""
    found = db.session.scalars(
        select(Interview).where(Interview.round_id == round_id).options(joinedload(Interview.slot))
    )
    return {one.submission_id: one for one in found}


def slots_in(round_id: uuid.UUID) -> Sequence[InterviewSlot]:
    return db.session.scalars(
        select(InterviewSlot)
        .where(InterviewSlot.round_id == round_id)
        .order_by(InterviewSlot.starts_at, InterviewSlot.place, InterviewSlot.id)
    ).all()


def free_slots(round_id: uuid.UUID) -> Sequence[InterviewSlot]:
    """Still to come, and nobody's."""
    return db.session.scalars(
        select(InterviewSlot)
        .where(
            InterviewSlot.round_id == round_id,
            InterviewSlot.starts_at > clock.now(),
            ~exists().where(Interview.slot_id == InterviewSlot.id, Interview.state.in_(LIVE)),
        )
        .order_by(InterviewSlot.starts_at, InterviewSlot.place, InterviewSlot.id)
    ).all()


def slot_in_sight(actor: Actor, panel_id: uuid.UUID, slot_id: uuid.UUID) -> tuple[Panel, InterviewSlot] | None:
    """A slot of a panel of the actor's council."""
    found = db.session.scalar(
        select(InterviewSlot)
        .join(InterviewSlot.round)
        .join(Round.panel)
        .join(Panel.challenge)
        .where(InterviewSlot.id == slot_id, Panel.id == panel_id, Panel.council_id == actor.body_id)
        .options(
            contains_eager(InterviewSlot.round)
            .contains_eager(Round.panel)
            .options(contains_eager(Panel.challenge).joinedload(Challenge.council), selectinload(Panel.seats))
        )
    )
    return (found.round.panel, found) if found else None


def hold_round(round_id: uuid.UUID) -> None:
    """One after the other: two who give out the same time would both see it free."""
    db.session.execute(select(Round.id).where(Round.id == round_id).with_for_update())


@dataclass(frozen=True)
class Busy:
    """When somebody is taken by an interview: a person who interviews, or the organisation that is interviewed."""

    who: uuid.UUID
    starts_at: dt.datetime
    ends_at: dt.datetime


def busy_times(people_and_bodies: Collection[uuid.UUID], *, except_for: uuid.UUID | None = None) -> list[Busy]:
    """Of these people and organisations, over all panels. `except_for` is the interview that is to be moved."""
    meeting = (
        select(PanelSeat.person_id, Interview.id, InterviewSlot.starts_at, InterviewSlot.minutes)
        .join(Assessment, Assessment.seat_id == PanelSeat.id)
        .join(
            Interview,
            and_(Interview.round_id == Assessment.round_id, Interview.submission_id == Assessment.submission_id),
        )
        .join(InterviewSlot, InterviewSlot.id == Interview.slot_id)
        .where(
            PanelSeat.person_id.in_(people_and_bodies),
            Assessment.state != AssessmentState.RECUSED,
            Interview.state.in_(LIVE),
        )
    )
    met = (
        select(Submission.supplier_id, Interview.id, InterviewSlot.starts_at, InterviewSlot.minutes)
        .join(Interview, Interview.submission_id == Submission.id)
        .join(InterviewSlot, InterviewSlot.id == Interview.slot_id)
        .where(Submission.supplier_id.in_(people_and_bodies), Interview.state.in_(LIVE))
    )
    rows: list[Any] = [*db.session.execute(meeting), *db.session.execute(met)]
    return [Busy(row[0], row[2], row[2] + dt.timedelta(minutes=row[3])) for row in rows if row[1] != except_for]


def interviewers_of(round_id: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """By proposal, the people who assess it in this round."""
    rows = db.session.execute(
        select(Assessment.submission_id, PanelSeat.person_id)
        .join(Assessment.seat)
        .where(Assessment.round_id == round_id, Assessment.state != AssessmentState.RECUSED)
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for submission_id, person_id in rows:
        if person_id is not None:
            found.setdefault(submission_id, set()).add(person_id)
    return found


def of_those_who_left() -> Sequence[uuid.UUID]:
    """Interviews that stand although their proposal has left the race."""
    return db.session.scalars(
        select(Interview.id)
        .join(Interview.submission)
        .where(Interview.state.in_(LIVE), Submission.state.in_(_LEFT))
        .order_by(Interview.id)
    ).all()


def changes_asked(actor: Actor) -> list[tuple[uuid.UUID, str, int]]:
    """Panels with bidders who ask for another time: id, title, how many."""
    other = aliased(Panel)
    rows = db.session.execute(
        select(other.id, Challenge.title, func.count())
        .select_from(Interview)
        .join(Round, Round.id == Interview.round_id)
        .join(other, other.id == Round.panel_id)
        .join(Challenge, Challenge.id == other.challenge_id)
        .where(
            other.council_id == actor.body_id,
            Challenge.state == ChallengeState.ASSESSING,
            Interview.state == InterviewState.CHANGE_ASKED,
            is_assigned(actor, Challenge.id),
            _may_see(actor),
        )
        .group_by(other.id, Challenge.title)
        .order_by(Challenge.title, other.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _may_see(actor: Actor) -> ColumnElement[bool]:
    return ~kept_out(actor.person_id, Interview.submission_id)
