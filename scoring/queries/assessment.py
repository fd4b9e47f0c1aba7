"""Reads of assessments. What somebody was kept out of stands in no answer, not even as a number."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload
from sqlalchemy.orm.util import identity_key

from challenges.models import Challenge, Criterion
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from core.storage import StoredFile
from scoring.models import Assessment, Panel, PanelSeat, Score
from scoring.queries.calibration import to_calibrate
from scoring.queries.conflict import open_to
from scoring.queries.panel import on_seat
from scoring.states import HANDED_IN, OPEN_TO_SCORES, UNLOCKED, AssessmentState, SeatState
from submissions.models import Submission
from submissions.queries.content import file_for_reader
from submissions.queries.received import cleared, not_barred
from submissions.states import SubmissionState

# Proposals that left the race by themselves need no more assessing.
_IN_RACE = Submission.state.not_in(
    (SubmissionState.WITHDRAWN, SubmissionState.DISQUALIFIED, SubmissionState.VOID, SubmissionState.INELIGIBLE)
)


def _readable(actor: Actor) -> ColumnElement[bool]:
    """SQL: the actor sits there, has declared, and nothing about it is unsettled. Needs seat and submission joined.

    Where a sample is open, it has been scored first.
    """
    return and_(
        on_seat(actor),
        Assessment.state.in_(UNLOCKED),
        ~to_calibrate(Assessment.seat_id, PanelSeat.panel_id),
        open_to(actor, Assessment.submission_id),
        not_barred(actor),
        _IN_RACE,
    )


def own_assessments(actor: Actor) -> Select[Assessment]:
    """Those that the actor may read and write now, with seat, panel, challenge and submission joined."""
    return (
        select(Assessment)
        .join(Assessment.seat)
        .join(PanelSeat.panel)
        .join(Panel.challenge)
        .join(Assessment.submission)
        .where(_readable(actor))
    )


def with_context() -> tuple[Any, ...]:
    return (
        contains_eager(Assessment.seat)
        .contains_eager(PanelSeat.panel)
        .contains_eager(Panel.challenge)
        .joinedload(Challenge.council),
        contains_eager(Assessment.seat).contains_eager(PanelSeat.panel).joinedload(Panel.lot),
        contains_eager(Assessment.submission).joinedload(Submission.supplier),
        joinedload(Assessment.round),
    )


def own_assessment(actor: Actor, assessment_id: uuid.UUID) -> Assessment | None:
    """The actor's assessment of a proposal whose content is unlocked for them; anything else is not there."""
    return db.session.scalars(
        own_assessments(actor)
        .where(Assessment.id == assessment_id)
        .options(*with_context(), selectinload(Assessment.scores))
    ).one_or_none()


def locked_assessment(assessment_id: uuid.UUID) -> Assessment:
    """With its scores, held until the end of the transaction and read afresh."""
    db.session.flush()
    db.session.execute(select(Assessment.id).where(Assessment.id == assessment_id).with_for_update())
    known = db.session.identity_map.get(identity_key(Assessment, assessment_id))
    if known is not None:
        for score in known.__dict__.get("scores", ()):
            db.session.expire(score)
        # Only what may have changed: expiring more would take from the page what was loaded with it.
        db.session.expire(known, ["state", "version", "submitted_at", "reopen_reason", "scores"])
    return db.session.scalars(
        select(Assessment)
        .where(Assessment.id == assessment_id)
        .options(
            selectinload(Assessment.scores),
            selectinload(Assessment.seat).selectinload(PanelSeat.panel).selectinload(Panel.challenge),
        )
    ).one()


def is_readable(actor: Actor, assessment_id: uuid.UUID) -> bool:
    found = own_assessments(actor).with_only_columns(Assessment.id).where(Assessment.id == assessment_id)
    return db.session.scalar(found) is not None


@dataclass(frozen=True)
class ListFilter:
    """What an assessor may ask of the list: one panel, only what is to do, some words."""

    panel_id: uuid.UUID | None = None
    to_do: bool = False
    words: str = ""


def own_page(actor: Actor, number: int, wanted: ListFilter = ListFilter()) -> Page[Assessment]:
    """What the actor may assess: what is still to do first, by due date, then by code."""
    query = (
        own_assessments(actor)
        .options(*with_context())
        .order_by(Assessment.state.in_(HANDED_IN), Panel.assess_by_at, Panel.id, Assessment.round_id, Assessment.code)
    )
    if wanted.panel_id is not None:
        query = query.where(Panel.id == wanted.panel_id)
    if wanted.to_do:
        query = query.where(Assessment.state.in_(OPEN_TO_SCORES))
    if wanted.words:
        found = Challenge.title.icontains(wanted.words, autoescape=True) | Assessment.code.icontains(
            wanted.words, autoescape=True
        )
        query = query.where(found)
    return paginate(query, number)


def next_to_do(actor: Actor, panel_id: uuid.UUID) -> uuid.UUID | None:
    """Where to go on after handing one in."""
    return db.session.scalar(
        own_assessments(actor)
        .with_only_columns(Assessment.id)
        .where(Panel.id == panel_id, Assessment.state.in_(OPEN_TO_SCORES))
        .order_by(Assessment.round_id, Assessment.code)
        .limit(1)
    )


def scored_counts(assessment_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many criteria each of one's own assessments has both a score and a reason for."""
    rows = db.session.execute(
        select(Score.assessment_id, func.count())
        .where(Score.assessment_id.in_(set(assessment_ids)), Score.score.is_not(None), Score.reason != "")
        .group_by(Score.assessment_id)
    )
    return {row[0]: row[1] for row in rows}


def criteria_of(lot_id: uuid.UUID) -> list[Criterion]:
    """Those that people score, in their order, with anchors."""
    return list(
        db.session.scalars(
            select(Criterion)
            .where(Criterion.lot_id == lot_id, Criterion.price_formula.is_(None))
            .options(selectinload(Criterion.anchors))
            .order_by(Criterion.number)
        )
    )


def criteria_counts(lot_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    rows = db.session.execute(
        select(Criterion.lot_id, func.count())
        .where(Criterion.lot_id.in_(set(lot_ids)), Criterion.price_formula.is_(None))
        .group_by(Criterion.lot_id)
    )
    return {row[0]: row[1] for row in rows}


def own_file(actor: Actor, assessment_id: uuid.UUID, file_id: uuid.UUID) -> tuple[Assessment, StoredFile] | None:
    """A file of a proposal that the actor assesses, unless it is hidden with the names."""
    assessment = own_assessment(actor, assessment_id)
    found = file_for_reader(assessment.submission, file_id) if assessment else None
    return (assessment, found) if assessment and found else None


# --- peers -------------------------------------------------------------------------------------------------------


def all_in(submission_id: uuid.UUID, round_id: uuid.UUID) -> bool:
    """Whether everybody who assesses this proposal in this round has handed in; recused ones do not count."""
    waiting, handed_in = db.session.execute(
        select(
            func.count().filter(Assessment.state.not_in(HANDED_IN)),
            func.count().filter(Assessment.state.in_(HANDED_IN)),
        ).where(
            Assessment.submission_id == submission_id,
            Assessment.round_id == round_id,
            Assessment.state != AssessmentState.RECUSED,
        )
    ).one()
    return waiting == 0 and handed_in > 0


def peers_of(assessment: Assessment) -> list[Assessment]:
    """The other assessments of the same proposal in the same round, once all of them are in; nothing before."""
    if not all_in(assessment.submission_id, assessment.round_id):
        return []
    return list(
        db.session.scalars(
            select(Assessment)
            .join(Assessment.seat)
            .where(
                Assessment.submission_id == assessment.submission_id,
                Assessment.round_id == assessment.round_id,
                Assessment.id != assessment.id,
                Assessment.state.in_(HANDED_IN),
            )
            .options(contains_eager(Assessment.seat), selectinload(Assessment.scores))
            .order_by(PanelSeat.name, PanelSeat.id)
        )
    )


# --- the panel as a whole ----------------------------------------------------------------------------------------


def unfinished_of(seat_id: uuid.UUID) -> list[Assessment]:
    """What a seat has not handed in, with its draft scores."""
    return list(
        db.session.scalars(
            select(Assessment)
            .where(
                Assessment.seat_id == seat_id,
                Assessment.state.not_in((*HANDED_IN, AssessmentState.RECUSED)),
            )
            .options(selectinload(Assessment.scores))
        )
    )


def assessments_in(panel_id: uuid.UUID, *, submission_id: uuid.UUID | None = None) -> list[Assessment]:
    """All assessments of a panel, with their scores' rows when one submission is asked for."""
    query = (
        select(Assessment)
        .join(Assessment.seat)
        .where(PanelSeat.panel_id == panel_id)
        .options(contains_eager(Assessment.seat), selectinload(Assessment.scores))
        .order_by(Assessment.id)
    )
    if submission_id is not None:
        query = query.where(Assessment.submission_id == submission_id)
    return list(db.session.scalars(query))


def of_person(person_id: uuid.UUID, submission_ids: Collection[uuid.UUID]) -> list[Assessment]:
    """What this person has to do with these submissions, on whatever panel, held until the end of the transaction."""
    return list(
        db.session.scalars(
            select(Assessment)
            .join(PanelSeat, PanelSeat.id == Assessment.seat_id)
            .where(PanelSeat.person_id == person_id, Assessment.submission_id.in_(set(submission_ids)))
            .with_for_update(of=Assessment)
            .execution_options(populate_existing=True)
        )
    )


def assessment_in_sight(actor: Actor, panel_id: uuid.UUID, assessment_id: uuid.UUID) -> Assessment | None:
    """For those who look after the panel: an assessment of a proposal that they are not kept out of themselves."""
    own = aliased(PanelSeat)
    chairs = exists().where(
        own.panel_id == Panel.id, own.is_chair, own.person_id == actor.person_id, own.state == SeatState.ACCEPTED
    )
    return db.session.scalar(
        select(Assessment)
        .join(Assessment.seat)
        .join(PanelSeat.panel)
        .join(Panel.challenge)
        .join(Assessment.submission)
        .where(
            Assessment.id == assessment_id,
            Panel.id == panel_id,
            (Panel.council_id == actor.body_id) | chairs,
            cleared(actor),
        )
        .options(
            contains_eager(Assessment.seat)
            .contains_eager(PanelSeat.panel)
            .options(contains_eager(Panel.challenge).joinedload(Challenge.council), selectinload(Panel.seats)),
            contains_eager(Assessment.submission).joinedload(Submission.supplier),
        )
    )


def to_score(actor: Actor) -> dict[uuid.UUID, int]:
    """For each panel on which the actor has proposals to assess, how many."""
    rows = db.session.execute(
        own_assessments(actor)
        .where(Assessment.state.in_(OPEN_TO_SCORES), Challenge.state == ChallengeState.ASSESSING)
        .with_only_columns(Panel.id, func.count(Assessment.id))
        .group_by(Panel.id)
    )
    return {row[0]: row[1] for row in rows}
