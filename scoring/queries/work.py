"""What waits for those who look after panels, in one statement: the page that shows it asks every feature."""

import datetime as dt
import enum
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, union_all
from sqlalchemy.orm import aliased

from challenges.models import Challenge, Lot
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core import clock
from core.access import Actor
from core.database import db
from scoring.models import Assessment, Panel, PanelSeat
from scoring.queries.conflict import waiting
from scoring.queries.declaring import undeclared_in
from scoring.queries.facts import IN_RACE
from scoring.queries.panel import WITH_PANEL
from scoring.states import HANDED_IN, AssessmentState, SeatState
from submissions.models import Submission
from submissions.queries.received import not_barred
from submissions.states import GONE, SubmissionState


class OfficeTask(enum.Enum):
    INTERESTS = "interests"
    PANEL = "panel"
    CONFLICTS = "conflicts"
    LATE = "late"


@dataclass(frozen=True)
class OfficeWork:
    """`count` is how many conflicts or assessments it is about."""

    task: OfficeTask
    slug: str
    title: str
    due_at: dt.datetime
    count: int


def office_work(actor: Actor, tasks: Collection[OfficeTask]) -> list[OfficeWork]:
    """In the order of the tasks, the earliest due first."""
    parts = {
        OfficeTask.INTERESTS: _to_declare,
        OfficeTask.PANEL: _without_panel,
        OfficeTask.CONFLICTS: _to_settle,
        OfficeTask.LATE: _late,
    }
    wanted = [parts[task](actor) for task in tasks]
    if actor.body_id is None or not wanted:
        return []
    found = [OfficeWork(OfficeTask(row[0]), *row[1:]) for row in db.session.execute(union_all(*wanted))]
    return sorted(found, key=lambda work: (list(OfficeTask).index(work.task), work.due_at))


def _to_declare(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Challenges that have closed, whose proposals open once the actor has declared."""
    ours = aliased(Challenge)
    return select(literal(OfficeTask.INTERESTS.value), ours.slug, ours.title, ours.closes_at, literal(0)).where(
        ours.council_id == actor.body_id,
        ours.state.in_(WITH_PANEL),
        ours.closes_at <= clock.now(),
        is_assigned(actor, ours.id),
        undeclared_in(actor, Submission.challenge_id == ours.id),
    )


def _without_panel(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Challenges that have closed while a lot of theirs, for which there are proposals, has nobody to assess it."""
    staffed = exists().where(
        Panel.lot_id == Lot.id, PanelSeat.panel_id == Panel.id, PanelSeat.state == SeatState.ACCEPTED
    )
    competes = Submission.state.in_(IN_RACE)
    return select(
        literal(OfficeTask.PANEL.value), Challenge.slug, Challenge.title, Challenge.closes_at, literal(0)
    ).where(
        Challenge.council_id == actor.body_id,
        Challenge.state.in_(WITH_PANEL),
        Challenge.closes_at <= clock.now(),
        _looks_after(actor),
        exists().where(Lot.challenge_id == Challenge.id, Submission.lot_id == Lot.id, competes, ~staffed),
    )


def _to_settle(actor: Actor) -> Select[*tuple[Any, ...]]:
    pairs = waiting(actor).subquery()
    return (
        select(
            literal(OfficeTask.CONFLICTS.value),
            Challenge.slug,
            Challenge.title,
            Challenge.closes_at,
            func.count(),
        )
        .join(pairs, pairs.c.challenge_id == Challenge.id)
        .where(_looks_after(actor))
        .group_by(Challenge.id)
    )


def _late(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Panels whose scores are overdue, with how many are missing."""
    return (
        select(
            literal(OfficeTask.LATE.value),
            Challenge.slug,
            Challenge.title,
            Panel.assess_by_at,
            func.count(Assessment.id),
        )
        .join(PanelSeat, PanelSeat.panel_id == Panel.id)
        .join(Assessment, Assessment.seat_id == PanelSeat.id)
        .join(Submission, Submission.id == Assessment.submission_id)
        .join(Challenge, Challenge.id == Panel.challenge_id)
        .where(
            Panel.council_id == actor.body_id,
            Panel.assess_by_at <= clock.now(),
            Challenge.state == ChallengeState.ASSESSING,
            Assessment.state.not_in((*HANDED_IN, AssessmentState.RECUSED)),
            Submission.state.not_in((*GONE, SubmissionState.DISQUALIFIED)),
            not_barred(actor),
            _looks_after(actor),
        )
        .group_by(Panel.id, Challenge.id)
    )


def _looks_after(actor: Actor) -> ColumnElement[bool]:
    """SQL: works on the challenge, and typed in no proposal to it: whoever did takes no part in its panel."""
    typed = aliased(Submission)
    return is_assigned(actor, Challenge.id) & ~exists().where(
        typed.challenge_id == Challenge.id, typed.entered_by_officer == actor.person_id
    )
