"""Reads of the panel's meeting: its agenda, and what is on the table."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from challenges.models import Challenge, Criterion
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from scoring.models import Assessment, ConsensusScore, MeetingItem, ModerationCase, Panel, PanelSeat, Round, Score
from scoring.queries.assessment import criteria_of
from scoring.queries.declaring import has_yet_to_declare
from scoring.queries.panel import on_seat
from scoring.queries.spread import all_are_in, may_be_told
from scoring.states import HANDED_IN, CaseState
from submissions.models import Submission


@dataclass(frozen=True)
class Room:
    """Where the panel meets about one round. The panel has its challenge, council, seats and rounds loaded."""

    panel: Panel
    round: Round

    @property
    def challenge(self) -> Challenge:
        return self.panel.challenge


def room(actor: Actor, panel_id: uuid.UUID, number: int) -> Room | None:
    """For the council's people and for everybody who sits on the panel, once they have declared; in three queries."""
    if actor.person_id is None:
        return None
    sits = exists().where(PanelSeat.panel_id == Panel.id, on_seat(actor))
    panel = db.session.scalar(
        select(Panel)
        .where(Panel.id == panel_id, or_(Panel.council_id == actor.body_id, sits), ~has_yet_to_declare(actor))
        .options(
            joinedload(Panel.challenge).joinedload(Challenge.council),
            selectinload(Panel.seats),
            selectinload(Panel.rounds),
        )
    )
    found = next((one for one in panel.rounds if one.number == number), None) if panel else None
    return Room(panel, found) if panel and found else None


def _items(actor: Actor, place: Room) -> Select[MeetingItem]:
    return (
        select(MeetingItem)
        .join(MeetingItem.submission)
        .where(
            MeetingItem.round_id == place.round.id,
            may_be_told(actor, place.panel),
            all_are_in(MeetingItem.submission_id, MeetingItem.round_id),
        )
        .options(contains_eager(MeetingItem.submission).joinedload(Submission.supplier))
    )


@dataclass(frozen=True)
class AgendaLine:
    """A proposal that can be talked about. `open_cases` wait; `agreed` criteria have a score of the panel."""

    item: MeetingItem
    open_cases: int
    agreed: int


def agenda_page(actor: Actor, place: Room, number: int, *, open_only: bool = False) -> Page[AgendaLine]:
    """What has open cases first, then by code; in four queries."""
    waiting = (
        select(func.count())
        .where(
            ModerationCase.submission_id == MeetingItem.submission_id,
            ModerationCase.round_id == MeetingItem.round_id,
            ModerationCase.state == CaseState.OPEN,
        )
        .scalar_subquery()
    )
    query = _items(actor, place).order_by((waiting > 0).desc(), MeetingItem.code)
    page = paginate(query.where(waiting > 0) if open_only else query, number)
    of_page = [item.submission_id for item in page.items]
    cases = db.session.execute(
        select(ModerationCase.submission_id, func.count())
        .where(
            ModerationCase.round_id == place.round.id,
            ModerationCase.submission_id.in_(of_page),
            ModerationCase.state == CaseState.OPEN,
        )
        .group_by(ModerationCase.submission_id)
    )
    agreed = db.session.execute(
        select(ConsensusScore.submission_id, func.count())
        .where(
            ConsensusScore.round_id == place.round.id,
            ConsensusScore.submission_id.in_(of_page),
            ConsensusScore.superseded_at.is_(None),
        )
        .group_by(ConsensusScore.submission_id)
    )
    open_of, agreed_of = ({row[0]: row[1] for row in rows} for rows in (cases, agreed))
    lines = [
        AgendaLine(item, open_of.get(item.submission_id, 0), agreed_of.get(item.submission_id, 0))
        for item in page.items
    ]
    return Page(items=lines, number=page.number, total=page.total)


def not_on_agenda(place: Room) -> list[uuid.UUID]:
    """Proposals that are all in and have no place on the agenda yet, whoever may hear of them."""
    known = select(MeetingItem.submission_id).where(MeetingItem.round_id == place.round.id)
    return list(
        db.session.scalars(
            select(Assessment.submission_id)
            .join(PanelSeat, PanelSeat.id == Assessment.seat_id)
            .where(
                PanelSeat.panel_id == place.panel.id,
                Assessment.round_id == place.round.id,
                Assessment.submission_id.not_in(known),
                all_are_in(Assessment.submission_id, Assessment.round_id),
            )
            .distinct()
        )
    )


def codes_in(round_id: uuid.UUID) -> set[str]:
    return set(db.session.scalars(select(MeetingItem.code).where(MeetingItem.round_id == round_id)))


@dataclass(frozen=True)
class Line:
    """One criterion of the proposal on the table, with what each assessor gave, and what was settled."""

    criterion: Criterion
    scores: Sequence[Score]
    agreed: ConsensusScore | None
    case: ModerationCase | None


@dataclass(frozen=True)
class Table:
    """What the panel talks about. `item` is None when nothing is on the table that the actor may hear of."""

    room: Room
    item: MeetingItem | None = None
    lines: Sequence[Line] = field(default_factory=tuple)


def table(actor: Actor, place: Room) -> Table:
    """In six queries; in one when there is nothing."""
    item = db.session.scalar(_items(actor, place).where(MeetingItem.on_table_at.is_not(None)))
    if item is None:
        return Table(place)
    return Table(place, item, lines_of(item, criteria_of(place.panel.lot_id)))


def lines_of(item: MeetingItem, criteria: Sequence[Criterion]) -> list[Line]:
    """In three queries."""
    agreed = db.session.scalars(
        select(ConsensusScore).where(
            ConsensusScore.submission_id == item.submission_id,
            ConsensusScore.round_id == item.round_id,
            ConsensusScore.superseded_at.is_(None),
        )
    )
    cases = db.session.scalars(
        select(ModerationCase).where(
            ModerationCase.submission_id == item.submission_id, ModerationCase.round_id == item.round_id
        ),
        execution_options={"populate_existing": True},
    )
    scores = db.session.scalars(
        select(Score)
        .join(Score.assessment)
        .join(Assessment.seat)
        .where(
            Assessment.submission_id == item.submission_id,
            Assessment.round_id == item.round_id,
            Assessment.state.in_(HANDED_IN),
            Score.score.is_not(None),
        )
        .options(contains_eager(Score.assessment).contains_eager(Assessment.seat))
        .order_by(PanelSeat.name, Score.id)
    ).all()
    standing = {one.criterion_id: one for one in agreed}
    known = {one.criterion_id: one for one in cases}
    return [
        Line(one, [score for score in scores if score.criterion_id == one.id], standing.get(one.id), known.get(one.id))
        for one in criteria
    ]


@dataclass(frozen=True)
class Point:
    """One criterion of one proposal that the panel may agree about."""

    room: Room
    item: MeetingItem
    line: Line


def item_in_room(actor: Actor, item_id: uuid.UUID) -> tuple[Room, MeetingItem] | None:
    """A proposal that is all in and that the actor may hear of, with the room where the panel meets about it."""
    known = db.session.execute(
        select(MeetingItem.panel_id, Round.number)
        .join(Round, Round.id == MeetingItem.round_id)
        .where(MeetingItem.id == item_id)
    ).one_or_none()
    place = room(actor, known[0], known[1]) if known else None
    item = db.session.scalar(_items(actor, place).where(MeetingItem.id == item_id)) if place else None
    return (place, item) if place and item else None


def point(actor: Actor, item_id: uuid.UUID, criterion_id: uuid.UUID) -> Point | None:
    found = item_in_room(actor, item_id)
    if found is None:
        return None
    place, item = found
    criteria = [one for one in criteria_of(place.panel.lot_id) if one.id == criterion_id]
    return Point(place, item, lines_of(item, criteria)[0]) if criteria else None


def hold_round(item_id: uuid.UUID) -> None:
    """What is agreed in the round of this item is settled by one window after the other."""
    of_item = select(MeetingItem.round_id).where(MeetingItem.id == item_id).scalar_subquery()
    db.session.execute(select(Round.id).where(Round.id == of_item).with_for_update())
