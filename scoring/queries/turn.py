"""What waits for an officer or an approver: rankings to decide about, and decisions to take further."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Result, Select, String, cast, exists, false, func, literal, null, or_, select, union_all
from sqlalchemy.orm import contains_eager

from accounts.states import Role
from challenges.models import Challenge
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from scoring.models import Assessment, Decision, LegalClaim, ModerationCase, Panel, PanelSeat
from scoring.queries.ballot import vote_awaited
from scoring.queries.decision import ENDED, lot_not_kept_out, not_kept_out
from scoring.queries.outcome import has_place_for_reserve
from scoring.queries.panel import stands_in
from scoring.queries.second_round import waiting_to_begin
from scoring.states import HANDED_IN, AssessmentState, CaseState, ClaimState, DecisionKind, DecisionState

_OFFICERS_TURN = (
    DecisionState.DRAFTED,
    DecisionState.APPROVED,
    DecisionState.SUMMARIES_ISSUED,
    DecisionState.STANDSTILL,
    DecisionState.SUSPENDED,
    # Only where a place was given back and somebody is in reserve.
    DecisionState.CONFIRMED,
)


@dataclass(frozen=True)
class Turn:
    """Something that waits for an officer: a decision in `state`, or, without one, a panel to decide about."""

    id: uuid.UUID
    title: str
    state: DecisionState | None
    due_at: dt.datetime
    standstill_ends_at: dt.datetime | None


def waiting_for_approver(actor: Actor) -> Sequence[Decision]:
    """Decisions that this approver, or who stands in for one, may approve, oldest first."""
    own = Decision.council_id == actor.body_id if actor.role == Role.APPROVER.value else false()
    hand = Decision.edited_by.contains([str(actor.person_id)])
    return db.session.scalars(
        select(Decision)
        .where(
            or_(own, stands_in(actor, Decision.challenge_id, Role.APPROVER)),
            Decision.state == DecisionState.MODERATED,
            Decision.drafted_by != actor.person_id,
            Decision.moderated_by != actor.person_id,
            ~hand,
            Challenge.state.not_in(ENDED),
            lot_not_kept_out(actor, Decision.lot_id),
        )
        .join(Decision.challenge)
        .options(contains_eager(Decision.challenge))
        .order_by(Decision.moderated_at, Decision.id)
    ).all()


def waiting_for_officer(actor: Actor) -> list[Turn]:
    """What an officer can take further, now or when a standstill is over; in one query."""
    rows: Result[Any] = db.session.execute(union_all(_ready_to_rank(actor), _to_take_further(actor)))
    found = [
        Turn(row.id, row.title, DecisionState(row.state) if row.state else None, row.due_at, row.standstill_ends_at)
        for row in rows
    ]
    return sorted(found, key=lambda turn: (turn.due_at, turn.id))


def _ready_to_rank(actor: Actor) -> Select[Any]:
    """Panels that are done with their work and have no decision yet."""
    counted = Assessment.state != AssessmentState.RECUSED
    of_panel = (PanelSeat.panel_id == Panel.id, Assessment.seat_id == PanelSeat.id, counted)
    return (
        select(
            Panel.id,
            Challenge.title,
            literal("").label("state"),
            Panel.assess_by_at.label("due_at"),
            cast(null(), Decision.standstill_ends_at.type).label("standstill_ends_at"),
        )
        .join(Panel.challenge)
        .where(
            Panel.council_id == actor.body_id,
            Challenge.state == ChallengeState.ASSESSING,
            exists().where(*of_panel),
            ~exists().where(*of_panel, Assessment.state.not_in(HANDED_IN)),
            ~waiting_to_begin(),
            ~vote_awaited(),
            ~exists().where(ModerationCase.panel_id == Panel.id, ModerationCase.state == CaseState.OPEN),
            ~exists().where(
                Decision.panel_id == Panel.id,
                Decision.state != DecisionState.SET_ASIDE,
                or_(
                    Decision.kind == DecisionKind.AWARD,
                    Decision.state.in_((DecisionState.DRAFTED, DecisionState.MODERATED)),
                ),
            ),
            is_assigned(actor, Panel.challenge_id),
            lot_not_kept_out(actor, Panel.lot_id),
        )
    )


def _to_take_further(actor: Actor) -> Select[uuid.UUID, str, str, dt.datetime, dt.datetime | None]:
    claimed = exists().where(LegalClaim.decision_id == Decision.id, LegalClaim.state == ClaimState.RAISED)
    return (
        select(
            Decision.id,
            Challenge.title,
            cast(Decision.state, String),
            func.coalesce(Decision.standstill_ends_at, Decision.drafted_at),
            Decision.standstill_ends_at,
        )
        .join(Decision.challenge)
        .where(
            Decision.council_id == actor.body_id,
            Decision.state.in_(_OFFICERS_TURN),
            or_(Decision.kind == DecisionKind.AWARD, Decision.state != DecisionState.SUMMARIES_ISSUED),
            or_(Decision.state != DecisionState.CONFIRMED, has_place_for_reserve()),
            ~claimed,
            or_(Challenge.state.not_in(ENDED), Decision.kind == DecisionKind.STOP),
            not_kept_out(actor),
        )
    )
