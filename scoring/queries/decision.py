"""Reads of decisions."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Result, Select, String, cast, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload

from challenges.models import Challenge, Criterion, Lot
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from scoring.models import (
    Assessment,
    ConflictMatch,
    Decision,
    DecisionOutcome,
    LegalClaim,
    ModerationCase,
    Panel,
    PanelSeat,
)
from scoring.queries.conflict import kept_out as is_kept_out
from scoring.queries.ranking import RANKED, kept_out
from scoring.states import (
    HANDED_IN,
    AssessmentState,
    CaseState,
    ClaimState,
    DecisionKind,
    DecisionState,
    ProposalOutcome,
)
from submissions.models import Submission, SubmissionMember
from submissions.states import SubmissionState

# What a bidder or the public may know of.
ISSUED = (
    DecisionState.SUMMARIES_ISSUED,
    DecisionState.STANDSTILL,
    DecisionState.SUSPENDED,
    DecisionState.CONFIRMED,
)
AT_LEAST_APPROVED = (DecisionState.APPROVED, *ISSUED)
AT_LEAST_NOTICE = (DecisionState.STANDSTILL, DecisionState.SUSPENDED, DecisionState.CONFIRMED)
# A challenge that was ended takes its unfinished decisions with it.
ENDED = (ChallengeState.CANCELLED, ChallengeState.UNSUCCESSFUL)
_OFFICERS_TURN = (
    DecisionState.DRAFTED,
    DecisionState.APPROVED,
    DecisionState.SUMMARIES_ISSUED,
    DecisionState.STANDSTILL,
    DecisionState.SUSPENDED,
)
_TAKEN = (SubmissionState.OFFERED, SubmissionState.ACCEPTED, SubmissionState.CONTRACTED)


@dataclass(frozen=True)
class Desk:
    """A decision with all that is needed to move it; `kept_out` are people whom a conflict keeps away."""

    decision: Decision
    kept_out: frozenset[uuid.UUID]
    claims: Sequence[LegalClaim]

    @property
    def challenge(self) -> Challenge:
        return self.decision.challenge

    @property
    def outcomes(self) -> Sequence[DecisionOutcome]:
        return self.decision.outcomes

    @property
    def raised_claims(self) -> list[LegalClaim]:
        return [claim for claim in self.claims if claim.state is ClaimState.RAISED]

    def with_outcome(self, outcome: ProposalOutcome) -> list[DecisionOutcome]:
        return [one for one in self.outcomes if one.outcome is outcome]

    @property
    def next_reserve(self) -> DecisionOutcome | None:
        """The best reserve that may be offered a contract, because a place was given back."""
        if self.decision.state is not DecisionState.CONFIRMED:
            return None
        taken = sum(one.submission.state in _TAKEN for one in self.outcomes)
        waiting = [one for one in self.outcomes if one.submission.state is SubmissionState.RESERVE]
        return waiting[0] if waiting and taken < len(self.with_outcome(ProposalOutcome.RECOMMENDED)) else None


@dataclass(frozen=True)
class Turn:
    """Something that waits for an officer: a decision in `state`, or, without one, a panel to decide about."""

    id: uuid.UUID
    title: str
    state: DecisionState | None
    due_at: dt.datetime
    standstill_ends_at: dt.datetime | None


def desk(actor: Actor, decision_id: uuid.UUID) -> Desk | None:
    """A decision of the council that the actor acts for, in three queries."""
    if actor.body_id is None:
        return None
    found = _decision(decision_id)
    if found is None or found.council_id != actor.body_id:
        return None
    return _desk(found)


def locked_desk(decision_id: uuid.UUID) -> Desk | None:
    """The decision, held until the end of the transaction: two people cannot move it at once."""
    held = db.session.scalar(select(Decision.id).where(Decision.id == decision_id).with_for_update())
    found = _decision(decision_id) if held else None
    return _desk(found) if found is not None else None


def decisions_page(actor: Actor, number: int, *, state: DecisionState | None = None, words: str = "") -> Page[Decision]:
    """The decisions of the council that the actor acts for, newest first."""
    query = (
        select(Decision)
        .join(Decision.challenge)
        .where(Decision.council_id == actor.body_id, _not_kept_out(actor))
        .options(contains_eager(Decision.challenge), joinedload(Decision.lot))
        .order_by(Decision.drafted_at.desc(), Decision.id)
    )
    if state is not None:
        query = query.where(Decision.state == state)
    if words:
        query = query.where(
            or_(
                Challenge.title.icontains(words, autoescape=True),
                Decision.reference.icontains(words, autoescape=True),
            )
        )
    return paginate(query, number)


def decisions_about(actor: Actor, challenge_id: uuid.UUID) -> Sequence[Decision]:
    """The decisions of a challenge of the actor's council that stand, oldest first."""
    return db.session.scalars(
        select(Decision)
        .where(
            Decision.challenge_id == challenge_id,
            Decision.council_id == actor.body_id,
            Decision.state != DecisionState.SET_ASIDE,
            _not_kept_out(actor),
        )
        .order_by(Decision.drafted_at, Decision.id)
    ).all()


def lots_short_of(decision: Decision, states: Sequence[DecisionState]) -> int:
    """How many lots of the phase that had proposals to assess have no award decision in one of `states`."""
    reached = select(Decision.lot_id).where(
        Decision.phase_id == decision.phase_id, Decision.kind == DecisionKind.AWARD, Decision.state.in_(states)
    )
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Panel)
            .where(
                Panel.challenge_id == decision.challenge_id,
                Panel.phase_id == decision.phase_id,
                Panel.lot_id.not_in(reached),
                Panel.lot_id.in_(
                    select(Submission.lot_id).where(
                        Submission.challenge_id == decision.challenge_id, Submission.state.in_(RANKED)
                    )
                ),
            )
        )
        or 0
    )


def award_in_progress(challenge_id: uuid.UUID) -> Sequence[Decision]:
    """Award decisions of a challenge that the public may know of, with lot and outcomes, by lot."""
    found = db.session.scalars(
        select(Decision)
        .join(Decision.lot)
        .join(Decision.challenge)
        .where(
            Decision.challenge_id == challenge_id,
            Decision.kind == DecisionKind.AWARD,
            Decision.state.in_(ISSUED),
            or_(Decision.state == DecisionState.CONFIRMED, Challenge.state.not_in(ENDED)),
        )
        .options(
            contains_eager(Decision.lot),
            joinedload(Decision.outcomes).joinedload(DecisionOutcome.submission).joinedload(Submission.supplier),
        )
        .order_by(Lot.number)
    )
    return found.unique().all()


def criteria_with_anchors(lot_id: uuid.UUID) -> Sequence[Criterion]:
    found = db.session.scalars(
        select(Criterion)
        .where(Criterion.lot_id == lot_id)
        .options(joinedload(Criterion.anchors))
        .order_by(Criterion.number)
    )
    return found.unique().all()


def waiting_for_approver(actor: Actor) -> Sequence[Decision]:
    """Decisions that this approver may approve, oldest first."""
    hand = Decision.edited_by.contains([str(actor.person_id)])
    return db.session.scalars(
        select(Decision)
        .where(
            Decision.council_id == actor.body_id,
            Decision.state == DecisionState.MODERATED,
            Decision.drafted_by != actor.person_id,
            Decision.moderated_by != actor.person_id,
            ~hand,
            Challenge.state.not_in(ENDED),
            _not_kept_out(actor),
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
            _lot_not_kept_out(actor, Panel.lot_id),
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
            ~claimed,
            Challenge.state.not_in(ENDED),
            _not_kept_out(actor),
        )
    )


def _not_kept_out(actor: Actor) -> ColumnElement[bool]:
    """SQL: works on the challenge, and no proposal of the lot is one that the actor has an interest in, or typed in."""
    return is_assigned(actor, Decision.challenge_id) & _lot_not_kept_out(actor, Decision.lot_id)


def _lot_not_kept_out(actor: Actor, lot_id: Any) -> ColumnElement[bool]:
    return ~exists().where(
        Submission.lot_id == lot_id,
        or_(
            Submission.entered_by_officer == actor.person_id,
            is_kept_out(actor.person_id, Submission.id),
            exists().where(
                ConflictMatch.submission_id == Submission.id,
                ConflictMatch.person_id == actor.person_id,
                ConflictMatch.settled_at.is_(None),
            ),
        ),
    )


def _decision(decision_id: uuid.UUID) -> Decision | None:
    found = db.session.scalars(
        select(Decision)
        .where(Decision.id == decision_id)
        .options(
            joinedload(Decision.challenge).joinedload(Challenge.council),
            joinedload(Decision.phase),
            joinedload(Decision.lot),
            joinedload(Decision.panel),
            joinedload(Decision.outcomes)
            .joinedload(DecisionOutcome.submission)
            .options(joinedload(Submission.supplier), joinedload(Submission.members).joinedload(SubmissionMember.body)),
        )
        .execution_options(populate_existing=True)
    )
    return found.unique().one_or_none()


def _desk(decision: Decision) -> Desk:
    return Desk(decision=decision, kept_out=kept_out(decision.lot_id), claims=claims_of(decision.id))


def claims_of(decision_id: uuid.UUID) -> Sequence[LegalClaim]:
    return db.session.scalars(
        select(LegalClaim)
        .where(LegalClaim.decision_id == decision_id)
        .options(joinedload(LegalClaim.body))
        .order_by(LegalClaim.raised_at, LegalClaim.id)
    ).all()
