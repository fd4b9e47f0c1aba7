"""How far a panel is: counts of all, and one page of proposals. Without what the reader is kept out of."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db
from core.pagination import Page
from scoring.models import Assessment, Panel, PanelSeat, Round
from scoring.queries.conflict import waiting_for
from scoring.queries.naming import codes_of
from scoring.queries.panel import sits_in
from scoring.queries.table import names_hidden
from scoring.states import HANDED_IN, AssessmentState, SeatState
from submissions.models import Submission
from submissions.queries.received import cleared
from submissions.states import SubmissionState

# Proposals of a panel on one page.
ROWS = 50
_NOT_HERE = (
    SubmissionState.DRAFT,
    SubmissionState.SUBMITTED,
    SubmissionState.WITHDRAWN,
    SubmissionState.DISQUALIFIED,
    SubmissionState.VOID,
    SubmissionState.INELIGIBLE,
)


@dataclass(frozen=True)
class Cell:
    """How far one assessor is with one proposal. No score: a draft is private."""

    id: uuid.UUID
    submission_id: uuid.UUID
    state: AssessmentState


@dataclass(frozen=True)
class Row:
    """A proposal with, for each seat, the assessment there is; a seat without one has None."""

    submission: Submission
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class Progress:
    """One round. `total` and `handed_in` count the assessments of all pages; recused ones count nowhere.

    `short` is how many proposals have fewer assessors than was published.
    """

    round: Round
    seats: Sequence[PanelSeat]
    page: Page[Row]
    total: int
    handed_in: int
    short: int


def progress(actor: Actor, panel: Panel, in_round: Round, number: int) -> Progress:
    """In four queries, five where names are hidden. Only the proposals of the page are loaded."""
    seen = _seen(actor, panel, in_round)
    assessed = _assessors_by_proposal(in_round, seen)
    found = _page_of_ids(actor, panel, list(assessed), number)
    counts = _counts(panel, in_round, seen)
    seats = [seat for seat in panel.seats if seat.state is SeatState.ACCEPTED or seat.id in counts]
    return Progress(
        round=in_round,
        seats=seats,
        page=Page[Row](_rows(in_round, seats, found.items), found.number, found.total, ROWS),
        total=sum(total for total, _ in counts.values()),
        handed_in=sum(handed_in for _, handed_in in counts.values()),
        short=sum(number < panel.challenge.assessors_each for number in assessed.values()),
    )


def _seen(actor: Actor, panel: Panel, in_round: Round) -> tuple[ColumnElement[bool], ...]:
    """SQL: in the round, after the deadline, and nothing that the actor is kept out of or has yet to declare about.

    Later rounds are of those who go on.
    """
    conditions: list[ColumnElement[bool]] = [
        Submission.challenge_id == panel.challenge_id,
        Submission.lot_id == panel.lot_id,
        Submission.state.not_in(_NOT_HERE),
        exists().where(Challenge.id == Submission.challenge_id, Challenge.closes_at <= clock.now()),
        cleared(actor),
    ]
    if names_hidden(panel.challenge):
        # The one that is missing while a conflict waits would be that bidder's.
        conditions.append(not_(and_(sits_in(actor, panel.challenge_id), waiting_for(actor, panel.challenge_id))))
    if in_round.number > 1:
        met = exists().where(Assessment.submission_id == Submission.id, Assessment.round_id == in_round.id)
        # Not with the assessments that a statement may be about: it asks for any of the round.
        conditions.append(or_(Submission.state == SubmissionState.SHORTLISTED, met.correlate(Submission)))
    return tuple(conditions)


def _assessors_by_proposal(in_round: Round, seen: tuple[ColumnElement[bool], ...]) -> Mapping[uuid.UUID, int]:
    """How many assess each proposal, those who are recused left out; in the order of the references."""
    given = aliased(Assessment)
    number = select(func.count()).where(
        given.submission_id == Submission.id,
        given.round_id == in_round.id,
        given.state != AssessmentState.RECUSED,
    )
    rows = db.session.execute(
        select(Submission.id, number.correlate(Submission).scalar_subquery())
        .where(*seen)
        .order_by(Submission.reference)
    )
    return {row[0]: row[1] for row in rows}


def _page_of_ids(actor: Actor, panel: Panel, ids: list[uuid.UUID], number: int) -> Page[uuid.UUID]:
    """By reference; for an assessor to whom names are hidden by their own codes, which say nothing of the order."""
    codes = codes_of(actor, panel.challenge_id) if names_hidden(panel.challenge) else None
    if codes is not None:
        ids.sort(key=codes.of)
    shown = Page[uuid.UUID]((), 1, len(ids), ROWS)
    at = min(max(number, 1), shown.pages)
    return Page[uuid.UUID](ids[(at - 1) * ROWS : at * ROWS], at, len(ids), ROWS)


def _counts(
    panel: Panel, in_round: Round, seen: tuple[ColumnElement[bool], ...]
) -> Mapping[uuid.UUID, tuple[int, int]]:
    """By seat with anything to do with the round: how many assessments count, and how many are in."""
    rows = db.session.execute(
        select(
            Assessment.seat_id,
            func.count().filter(Assessment.state != AssessmentState.RECUSED),
            func.count().filter(Assessment.state.in_(HANDED_IN)),
        )
        .join(Submission, Submission.id == Assessment.submission_id)
        .where(Assessment.round_id == in_round.id, Assessment.seat_id.in_([one.id for one in panel.seats]), *seen)
        .group_by(Assessment.seat_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _rows(in_round: Round, seats: Sequence[PanelSeat], ids: Sequence[uuid.UUID]) -> list[Row]:
    found = db.session.scalars(
        select(Submission)
        .join(Submission.challenge)
        .where(Submission.id.in_(ids))
        .options(contains_eager(Submission.challenge), joinedload(Submission.supplier))
    )
    submissions = {one.id: one for one in found}
    rows = db.session.execute(
        select(Assessment.seat_id, Assessment.id, Assessment.submission_id, Assessment.state).where(
            Assessment.round_id == in_round.id, Assessment.submission_id.in_(ids)
        )
    )
    cells = {(row[0], row[2]): Cell(row[1], row[2], row[3]) for row in rows}
    return [Row(submissions[one], [cells.get((seat.id, one)) for seat in seats]) for one in ids]
