"""Reads of panel moderation."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from challenges.models import Challenge, Criterion
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from scoring.models import Assessment, ConsensusScore, Declaration, ModerationCase, Panel, PanelSeat, Round, Score
from scoring.queries.conflict import kept_out, open_to
from scoring.queries.declaring import undeclared
from scoring.queries.panel import on_seat
from scoring.queries.spread import all_are_in
from scoring.states import HANDED_IN, AssessmentState, CaseState, DeclarationState
from submissions.models import Submission


@dataclass(frozen=True)
class CaseOnTable:
    """A case with all that the chair needs. `scores` have their assessment and its seat loaded."""

    case: ModerationCase
    panel: Panel
    scores: Sequence[Score]
    consensus: ConsensusScore | None
    recused: frozenset[uuid.UUID]

    @property
    def challenge(self) -> Challenge:
        return self.panel.challenge


def case_on_table(actor: Actor, case_id: uuid.UUID) -> CaseOnTable | None:
    """The case, unless the actor is kept out of its proposal or has not declared about it; in four queries."""
    case = db.session.scalars(
        select(ModerationCase)
        .join(ModerationCase.panel)
        .where(ModerationCase.id == case_id, or_(Panel.council_id == actor.body_id, _sits(actor)), _may_be_told(actor))
        .options(
            contains_eager(ModerationCase.panel).options(
                joinedload(Panel.seats), joinedload(Panel.challenge).joinedload(Challenge.council)
            ),
            joinedload(ModerationCase.submission).joinedload(Submission.supplier),
            joinedload(ModerationCase.criterion).joinedload(Criterion.anchors),
            joinedload(ModerationCase.round),
        )
        .execution_options(populate_existing=True)
    )
    found = case.unique().one_or_none()
    if found is None:
        return None
    return CaseOnTable(
        case=found,
        panel=found.panel,
        scores=_scores(found),
        consensus=standing_consensus(found),
        recused=_recused(found.submission_id),
    )


def _sits(actor: Actor) -> ColumnElement[bool]:
    return exists().where(PanelSeat.panel_id == ModerationCase.panel_id, on_seat(actor))


def _may_be_told(actor: Actor) -> ColumnElement[bool]:
    """SQL: not kept out of the proposal, and has declared about it: for the council, and from a seat."""
    return and_(
        ~kept_out(actor.person_id, ModerationCase.submission_id),
        ~undeclared(actor, ModerationCase.submission_id),
        or_(~_sits(actor), open_to(actor, ModerationCase.submission_id)),
    )


def hold_case(case_id: uuid.UUID) -> None:
    """Of two windows, the second sees what the first has recorded. The round is held, as by the panel's meeting."""
    of_case = select(ModerationCase.round_id).where(ModerationCase.id == case_id).scalar_subquery()
    db.session.execute(select(Round.id).where(Round.id == of_case).with_for_update())


def cases_page(actor: Actor, panel: Panel, number: int, *, state: CaseState | None = None) -> Page[ModerationCase]:
    """The cases of a panel about proposals that the actor may reach, open ones first."""
    query = (
        select(ModerationCase)
        .where(ModerationCase.panel_id == panel.id, _may_be_told(actor))
        .options(
            joinedload(ModerationCase.submission).joinedload(Submission.supplier),
            joinedload(ModerationCase.criterion),
            joinedload(ModerationCase.round),
        )
        .order_by(ModerationCase.state.desc(), ModerationCase.opened_at, ModerationCase.id)
    )
    if state is not None:
        query = query.where(ModerationCase.state == state)
    return paginate(query, number)


def open_cases_in(actor: Actor, panel: Panel) -> int:
    """How many wait, of those that the actor may hear of."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(ModerationCase)
            .where(
                ModerationCase.panel_id == panel.id,
                ModerationCase.state == CaseState.OPEN,
                ~kept_out(actor.person_id, ModerationCase.submission_id),
            )
        )
        or 0
    )


def standing_consensus(case: ModerationCase) -> ConsensusScore | None:
    return db.session.scalar(
        select(ConsensusScore).where(
            ConsensusScore.submission_id == case.submission_id,
            ConsensusScore.criterion_id == case.criterion_id,
            ConsensusScore.round_id == case.round_id,
            ConsensusScore.superseded_at.is_(None),
        )
    )


def assessments_of(submission_id: uuid.UUID, round_id: uuid.UUID) -> Sequence[Assessment]:
    """Those that count, in or not, with their scores."""
    found = db.session.scalars(
        select(Assessment)
        .where(
            Assessment.submission_id == submission_id,
            Assessment.round_id == round_id,
            Assessment.state != AssessmentState.RECUSED,
        )
        .options(joinedload(Assessment.scores), joinedload(Assessment.seat), joinedload(Assessment.round))
        .order_by(Assessment.id)
        .execution_options(populate_existing=True)
    )
    return found.unique().all()


def panel_of_round(round_id: uuid.UUID) -> Panel:
    """With its challenge."""
    return db.session.scalars(
        select(Panel).where(Panel.rounds.any(id=round_id)).options(joinedload(Panel.challenge))
    ).one()


def cases_of(submission_id: uuid.UUID, round_id: uuid.UUID) -> dict[uuid.UUID, ModerationCase]:
    """By criterion, held until the end of the transaction."""
    found = db.session.scalars(
        select(ModerationCase)
        .where(ModerationCase.submission_id == submission_id, ModerationCase.round_id == round_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {case.criterion_id: case for case in found}


def open_cases_of_chair(actor: Actor) -> list[tuple[Panel, int]]:
    """Panels that the actor chairs, with how many cases wait there."""
    if actor.person_id is None:
        return []
    counted = (
        select(ModerationCase.panel_id, func.count().label("waiting"))
        .where(ModerationCase.state == CaseState.OPEN, ~kept_out(actor.person_id, ModerationCase.submission_id))
        .group_by(ModerationCase.panel_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Panel, counted.c.waiting)
        .join(counted, counted.c.panel_id == Panel.id)
        .join(PanelSeat, PanelSeat.panel_id == Panel.id)
        .join(Panel.challenge)
        .where(PanelSeat.is_chair, on_seat(actor))
        .options(contains_eager(Panel.challenge))
        .order_by(Panel.assess_by_at, Panel.id)
    )
    return [(row[0], row[1]) for row in rows]


def _scores(case: ModerationCase) -> Sequence[Score]:
    return db.session.scalars(
        select(Score)
        .join(Score.assessment)
        .join(Assessment.seat)
        .where(
            Assessment.submission_id == case.submission_id,
            Assessment.round_id == case.round_id,
            Assessment.state.in_(HANDED_IN),
            Score.criterion_id == case.criterion_id,
            Score.score.is_not(None),
            all_are_in(case.submission_id, case.round_id),
        )
        .options(contains_eager(Score.assessment).contains_eager(Assessment.seat))
        .order_by(PanelSeat.name, Score.id)
    ).all()


def _recused(submission_id: uuid.UUID) -> frozenset[uuid.UUID]:
    return frozenset(
        db.session.scalars(
            select(Declaration.person_id).where(
                Declaration.submission_id == submission_id,
                Declaration.state.in_((DeclarationState.CONFLICT, DeclarationState.RECUSED)),
            )
        )
    )
