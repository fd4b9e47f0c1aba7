"""Reads of assessors over challenges: for the officers of a council those of its own panels, for each their own."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from accounts.models import Council, Person
from challenges.models import Challenge
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from scoring.models import Assessment, AssessorProfile, Panel, PanelSeat, StatedExpertise
from scoring.states import HANDED_IN, AssessmentState, SeatState
from submissions.models import Submission
from submissions.queries.received import not_barred
from submissions.states import GONE, SubmissionState

ON_PANEL = (SeatState.ACCEPTED, SeatState.LEFT)


@dataclass(frozen=True)
class PoolFilter:
    words: str = ""
    theme: str = ""
    language: str = ""


@dataclass(frozen=True)
class Work:
    """Proposals to do now, handed in so far, and how many of these by the day they were due."""

    to_do: int = 0
    handed_in: int = 0
    in_time: int = 0


def profile_of(person_id: uuid.UUID | None) -> AssessorProfile | None:
    return db.session.get(AssessorProfile, person_id) if person_id else None


def _of_council(actor: Actor) -> ColumnElement[bool]:
    """SQL: the person sits or sat on a panel of the actor's council."""
    return exists().where(
        PanelSeat.person_id == Person.id,
        PanelSeat.panel_id == Panel.id,
        Panel.council_id == actor.body_id,
        PanelSeat.state.in_(ON_PANEL),
    )


def pool_page(actor: Actor, number: int, wanted: PoolFilter = PoolFilter()) -> Page[Person]:
    """By name."""
    query = select(Person).where(_of_council(actor)).order_by(Person.name, Person.id)
    if wanted.words:
        query = query.where(
            or_(*(field.icontains(wanted.words, autoescape=True) for field in (Person.name, Person.email)))
        )
    if wanted.theme:
        says = exists().where(AssessorProfile.person_id == Person.id, AssessorProfile.themes.contains([wanted.theme]))
        query = query.where(or_(says, _is_said_to_know(actor, wanted.theme)))
    if wanted.language:
        reads = AssessorProfile.languages.contains([wanted.language])
        query = query.where(exists().where(AssessorProfile.person_id == Person.id, reads))
    return paginate(query, number)


def _is_said_to_know(actor: Actor, theme: str) -> ColumnElement[bool]:
    return exists().where(
        StatedExpertise.person_id == Person.id,
        StatedExpertise.council_id == actor.body_id,
        StatedExpertise.themes.contains([theme]),
    )


def stated_about(actor: Actor) -> list[tuple[str, list[str]]]:
    """What councils say that the actor knows well: the council's name, and themes."""
    rows = db.session.execute(
        select(Council.name, StatedExpertise.themes)
        .join(Council, Council.id == StatedExpertise.council_id)
        .where(StatedExpertise.person_id == actor.person_id, StatedExpertise.themes != [])
        .order_by(Council.name)
    )
    return [(row[0], row[1]) for row in rows]


def in_pool(actor: Actor, person_id: uuid.UUID) -> Person | None:
    return db.session.scalar(select(Person).where(Person.id == person_id, _of_council(actor)))


def _counts() -> tuple[Any, Any, Any]:
    handed_in = Assessment.state.in_(HANDED_IN)
    waiting = (
        Assessment.state.not_in((*HANDED_IN, AssessmentState.RECUSED)),
        Challenge.state == ChallengeState.ASSESSING,
        Submission.state.not_in((*GONE, SubmissionState.DISQUALIFIED)),
        PanelSeat.state == SeatState.ACCEPTED,
    )
    return (
        func.count(Assessment.id).filter(*waiting),
        func.count(Assessment.id).filter(handed_in),
        func.count(Assessment.id).filter(handed_in, Assessment.submitted_at <= Panel.assess_by_at),
    )


def work_of(actor: Actor, person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Work]:
    """On the panels of the actor's council, without what the actor is kept out of; in one query."""
    rows = db.session.execute(
        select(PanelSeat.person_id, *_counts())
        .join(Panel, Panel.id == PanelSeat.panel_id)
        .join(Challenge, Challenge.id == Panel.challenge_id)
        .join(Assessment, Assessment.seat_id == PanelSeat.id)
        .join(Submission, Submission.id == Assessment.submission_id)
        .where(PanelSeat.person_id.in_(set(person_ids)), Panel.council_id == actor.body_id, not_barred(actor))
        .group_by(PanelSeat.person_id)
    )
    return {row[0]: Work(*row[1:]) for row in rows}


@dataclass(frozen=True)
class OwnPanel:
    """A panel that somebody sits or sat on; `capacity` is what they take at most there."""

    panel_id: uuid.UUID
    challenge: str
    council: str
    due_at: dt.datetime
    state: SeatState
    capacity: int | None
    work: Work


def own_panels(actor: Actor) -> list[OwnPanel]:
    """The latest due first, in one query. Recused ones are counted nowhere."""
    if actor.person_id is None:
        return []
    rows: Any = db.session.execute(
        select(
            Panel.id,
            Challenge.title,
            Council.name,
            Panel.assess_by_at,
            PanelSeat.state,
            PanelSeat.capacity,
            *_counts(),
        )
        .join(Panel, Panel.id == PanelSeat.panel_id)
        .join(Challenge, Challenge.id == Panel.challenge_id)
        .join(Council, Council.id == Panel.council_id)
        .outerjoin(Assessment, Assessment.seat_id == PanelSeat.id)
        .outerjoin(Submission, Submission.id == Assessment.submission_id)
        .where(PanelSeat.person_id == actor.person_id, PanelSeat.state.in_(ON_PANEL))
        .group_by(PanelSeat.id, Panel.id, Challenge.id, Council.name)
        .order_by(Panel.assess_by_at.desc(), Panel.id)
    )
    return [OwnPanel(row[0], row[1], row[2], row[3], row[4], row[5], Work(*row[6:])) for row in rows]


@dataclass(frozen=True)
class Waiting:
    """A seat that has not answered or not handed in; `count` proposals are missing, 0 where nobody has answered."""

    seat_id: uuid.UUID
    panel_id: uuid.UUID
    count: int


def not_handed_in(panel_ids: Collection[uuid.UUID]) -> list[Waiting]:
    """Accepted seats with work to do. What somebody was recused from, or left the race, is no work."""
    rows = db.session.execute(
        select(PanelSeat.id, PanelSeat.panel_id, func.count(Assessment.id))
        .join(Assessment, Assessment.seat_id == PanelSeat.id)
        .join(Submission, Submission.id == Assessment.submission_id)
        .where(
            PanelSeat.panel_id.in_(set(panel_ids)),
            PanelSeat.state == SeatState.ACCEPTED,
            Assessment.state.not_in((*HANDED_IN, AssessmentState.RECUSED)),
            Submission.state.not_in((*GONE, SubmissionState.DISQUALIFIED, SubmissionState.INELIGIBLE)),
        )
        .group_by(PanelSeat.id)
    )
    return [Waiting(*row) for row in rows]
