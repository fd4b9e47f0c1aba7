"""How far the assessors of a panel are from one another, over proposals that are all in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased, joinedload

from challenges.models import Criterion
from core.access import Actor
from core.database import db
from core.pagination import PER_PAGE, Page
from scoring.models import Assessment, ConsensusScore, ModerationCase, Panel, PanelSeat, Round, Score
from scoring.queries.conflict import open_to
from scoring.states import HANDED_IN, AssessmentState, SeatState
from submissions.models import Submission
from submissions.queries.received import cleared, not_barred

# With two assessors both are as far from their mean.
_ENOUGH_TO_STAND_OUT = 3


def may_be_told(actor: Actor, panel: Panel) -> ColumnElement[bool]:
    """SQL: what was given to a proposal may be told to the actor. Needs `Submission`; `panel` has its seats loaded.

    They have declared about it first, from their seat as well where they sit on the panel; nobody is kept out of it.
    """
    sits = any(seat.person_id == actor.person_id and seat.state is SeatState.ACCEPTED for seat in panel.seats)
    declared = [open_to(actor, Submission.id)] if sits else []
    return and_(cleared(actor), *declared)


def all_are_in(submission_id: Any, round_id: Any) -> ColumnElement[bool]:
    """SQL: nobody who assesses the proposal in this round is still writing, and somebody handed in."""
    one = aliased(Assessment)
    of_it = select(one.id).where(one.submission_id == submission_id, one.round_id == round_id)
    return and_(
        ~of_it.where(one.state.not_in((*HANDED_IN, AssessmentState.RECUSED))).exists(),
        of_it.where(one.state.in_(HANDED_IN)).exists(),
    )


@dataclass(frozen=True)
class Wanted:
    """What is asked of the list: one criterion, only what is further apart than the limit, in which order."""

    criterion_id: uuid.UUID | None = None
    wide_only: bool = False
    order: str = ""


@dataclass(frozen=True)
class Spread:
    """What one proposal got for one criterion in one round. `agreed` is what the panel agreed on, if it did."""

    submission: Submission
    criterion: Criterion
    round: Round
    scores: Sequence[int]
    mean: Decimal
    case: ModerationCase | None
    agreed: int | None

    @property
    def apart(self) -> int:
        return max(self.scores) - min(self.scores)


def spreads_page(actor: Actor, panel: Panel, number: int, wanted: Wanted = Wanted()) -> Page[Spread]:
    """The widest first, unless another order is asked for; in two queries."""
    found = _spreads(actor, panel, wanted).subquery()
    total = db.session.scalar(select(func.count()).select_from(found)) or 0
    number = min(max(number, 1), max(1, -(-total // PER_PAGE)))
    orders = {"highest": found.c.mean.desc(), "lowest": found.c.mean}
    order = orders.get(wanted.order, found.c.apart.desc())
    rows = db.session.execute(
        select(found, Submission, Criterion, Round, ModerationCase, ConsensusScore.score)
        .join(Submission, Submission.id == found.c.submission_id)
        .join(Criterion, Criterion.id == found.c.criterion_id)
        .join(Round, Round.id == found.c.round_id)
        .outerjoin(ModerationCase, _same(ModerationCase, found))
        .outerjoin(ConsensusScore, and_(_same(ConsensusScore, found), ConsensusScore.superseded_at.is_(None)))
        .options(joinedload(Submission.supplier))
        .order_by(order, func.md5(func.concat(found.c.submission_id, panel.id)), Round.number, Criterion.number)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    items = [
        Spread(row.Submission, row.Criterion, row.Round, row.scores, row.mean, row.ModerationCase, row.score)
        for row in rows
    ]
    return Page(items=items, number=number, total=total)


def _same(kind: Any, found: Subquery) -> ColumnElement[bool]:
    return and_(
        kind.submission_id == found.c.submission_id,
        kind.criterion_id == found.c.criterion_id,
        kind.round_id == found.c.round_id,
    )


def _given(actor: Actor, panel: Panel) -> Any:
    """Scores that may be told, with assessment, seat and submission joined."""
    return (
        select(Assessment.submission_id, Assessment.round_id, Score.criterion_id)
        .join(Score, Score.assessment_id == Assessment.id)
        .join(PanelSeat, PanelSeat.id == Assessment.seat_id)
        .join(Submission, Submission.id == Assessment.submission_id)
        .where(
            PanelSeat.panel_id == panel.id,
            Assessment.state.in_(HANDED_IN),
            Score.score.is_not(None),
            may_be_told(actor, panel),
            all_are_in(Assessment.submission_id, Assessment.round_id),
        )
    )


def _spreads(actor: Actor, panel: Panel, wanted: Wanted) -> Any:
    apart = func.max(Score.score) - func.min(Score.score)
    query = (
        _given(actor, panel)
        .add_columns(
            func.array_agg(aggregate_order_by(Score.score, Score.score)).label("scores"),
            func.round(func.avg(Score.score), 2).label("mean"),
            apart.label("apart"),
        )
        .group_by(Assessment.submission_id, Assessment.round_id, Score.criterion_id)
    )
    if wanted.criterion_id is not None:
        query = query.where(Score.criterion_id == wanted.criterion_id)
    return query.having(apart > panel.challenge.spread_limit) if wanted.wide_only else query


@dataclass(frozen=True)
class Leaning:
    """One assessor beside the others. `furthest` counts where nobody was further from the mean of at least three;
    `lean` is by how much they gave more than the mean, on average."""

    name: str
    scores: int
    furthest: int
    lean: Decimal


def leanings(actor: Actor, panel: Panel) -> list[Leaning]:
    """Of everybody who has scored beside others, who is most often furthest first; in one query."""
    whole = (Assessment.submission_id, Assessment.round_id, Score.criterion_id)
    given = (
        _given(actor, panel)
        .add_columns(
            PanelSeat.id.label("seat_id"),
            PanelSeat.name.label("name"),
            (Score.score - func.avg(Score.score).over(partition_by=whole)).label("away"),
            func.count().over(partition_by=whole).label("beside"),
        )
        .subquery()
    )
    most = func.max(func.abs(given.c.away)).over(
        partition_by=(given.c.submission_id, given.c.round_id, given.c.criterion_id)
    )
    beside = select(given, most.label("most")).where(given.c.beside > 1).subquery()
    is_furthest = and_(
        beside.c.beside >= _ENOUGH_TO_STAND_OUT, beside.c.most > 0, func.abs(beside.c.away) == beside.c.most
    )
    furthest = func.count().filter(is_furthest)
    rows = db.session.execute(
        select(beside.c.name, func.count(), furthest, func.round(func.avg(beside.c.away), 1))
        .group_by(beside.c.seat_id, beside.c.name)
        .order_by((furthest * 100 / func.count()).desc(), beside.c.name)
    )
    return [Leaning(*row) for row in rows]


@dataclass(frozen=True)
class Missing:
    """What somebody on the panel has not handed in, of how many."""

    name: str
    missing: int
    total: int


def missing_work(actor: Actor, panel: Panel) -> list[Missing]:
    """Who has most to do first; without what the actor is kept out of. In one query."""
    missing = func.count().filter(Assessment.state.not_in(HANDED_IN))
    rows = db.session.execute(
        select(PanelSeat.name, missing, func.count())
        .join(Assessment, Assessment.seat_id == PanelSeat.id)
        .join(Submission, Submission.id == Assessment.submission_id)
        .where(PanelSeat.panel_id == panel.id, Assessment.state != AssessmentState.RECUSED, not_barred(actor))
        .group_by(PanelSeat.id, PanelSeat.name)
        .having(missing > 0)
        .order_by(missing.desc(), PanelSeat.name)
    )
    return [Missing(*row) for row in rows]
