"""Reads of decisions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import contains_eager, defer, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from challenges.models import Challenge, Criterion, Lot
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from scoring.models import (
    ConflictMatch,
    Decision,
    DecisionOutcome,
    LegalClaim,
)
from scoring.queries.conflict import kept_out as is_kept_out
from scoring.queries.facts import IN_RACE
from scoring.queries.outcome import counts_of, next_reserve
from scoring.queries.panel import stands_in
from scoring.queries.ranking import kept_out
from scoring.queries.stand_in import Roles, roles_in
from scoring.states import (
    ClaimState,
    DecisionKind,
    DecisionState,
    ProposalOutcome,
)
from submissions.models import Submission, SubmissionMember

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


@dataclass(frozen=True)
class Desk:
    """A decision with all that is needed to move it; `kept_out` are people whom a conflict keeps away, and who asks, if
    they have yet to declare.

    `outcomes` are there when it is held to be moved; pages read them one page at a time.
    """

    decision: Decision
    kept_out: frozenset[uuid.UUID]
    claims: Sequence[LegalClaim]
    counts: Mapping[ProposalOutcome, int] = field(default_factory=dict)
    next_reserve: DecisionOutcome | None = None
    stand_ins: Roles = field(default_factory=dict)

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


def desk(actor: Actor, decision_id: uuid.UUID) -> Desk | None:
    """A decision of the council that the actor acts for, or stands in for, without its outcomes, in a constant number
    of queries."""
    if actor.person_id is None:
        return None
    found = db.session.scalars(
        select(Decision)
        .where(
            Decision.id == decision_id,
            or_(Decision.council_id == actor.body_id, stands_in(actor, Decision.challenge_id)),
        )
        .options(*_around())
        .execution_options(populate_existing=True)
    ).one_or_none()
    return _desk(found, actor) if found is not None else None


def locked_desk(decision_id: uuid.UUID, *, by: Actor) -> Desk | None:
    """The decision with all its outcomes, held until the end of the transaction: two cannot move it at once."""
    if not _hold(decision_id):
        return None
    found = db.session.scalars(
        select(Decision)
        .where(Decision.id == decision_id)
        .options(
            *_around(),
            # It is large, and would come along with each outcome.
            defer(Decision.snapshot),
            joinedload(Decision.outcomes)
            .joinedload(DecisionOutcome.submission)
            .options(joinedload(Submission.supplier), joinedload(Submission.members).joinedload(SubmissionMember.body)),
        )
        .execution_options(populate_existing=True)
    )
    return _desk(found.unique().one(), by)


def locked_decision(decision_id: uuid.UUID, *, by: Actor) -> Desk | None:
    """The decision, held like `locked_desk`, without its outcomes: for whoever changes some of them."""
    if not _hold(decision_id):
        return None
    found = db.session.scalars(
        select(Decision).where(Decision.id == decision_id).options(*_around()).execution_options(populate_existing=True)
    ).one()
    return _desk(found, by)


def _hold(decision_id: uuid.UUID) -> bool:
    return db.session.scalar(select(Decision.id).where(Decision.id == decision_id).with_for_update()) is not None


def decisions_page(actor: Actor, number: int, *, state: DecisionState | None = None, words: str = "") -> Page[Decision]:
    """The decisions of the council that the actor acts for, newest first."""
    query = (
        select(Decision)
        .join(Decision.challenge)
        .where(Decision.council_id == actor.body_id, not_kept_out(actor))
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
            not_kept_out(actor),
        )
        .order_by(Decision.drafted_at, Decision.id)
    ).all()


def lots_short_of(decision: Decision, states: Sequence[DecisionState]) -> int:
    """How many lots of the phase with proposals in the race have no award decision in one of `states`.

    A lot that was ended without an award waits for nothing more; one that has no panel yet waits for everything.
    """
    reached = select(Decision.lot_id).where(
        Decision.phase_id == decision.phase_id,
        or_(
            and_(Decision.kind == DecisionKind.AWARD, Decision.state.in_(states)),
            and_(Decision.kind == DecisionKind.STOP, Decision.state.in_(AT_LEAST_APPROVED)),
        ),
    )
    short = select(func.count(Submission.lot_id.distinct())).where(
        Submission.challenge_id == decision.challenge_id,
        or_(Submission.phase_id.is_(None), Submission.phase_id == decision.phase_id),
        Submission.state.in_(IN_RACE),
        Submission.lot_id.not_in(reached),
    )
    return db.session.scalar(short) or 0


def has_award(decision: Decision) -> bool:
    """Whether any lot of the phase has an award decision that stands."""
    found = select(Decision.id).where(
        Decision.phase_id == decision.phase_id,
        Decision.kind == DecisionKind.AWARD,
        Decision.state.in_(AT_LEAST_APPROVED),
    )
    return db.session.scalar(found.limit(1)) is not None


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
            defer(Decision.snapshot),
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


def not_kept_out(actor: Actor) -> ColumnElement[bool]:
    """SQL: works on the challenge, and no proposal of the lot is one that the actor has an interest in, or typed in."""
    return is_assigned(actor, Decision.challenge_id) & lot_not_kept_out(actor, Decision.lot_id)


def lot_not_kept_out(actor: Actor, lot_id: Any) -> ColumnElement[bool]:
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


def _around() -> tuple[ORMOption, ...]:
    return (
        joinedload(Decision.challenge).joinedload(Challenge.council),
        joinedload(Decision.phase),
        joinedload(Decision.lot),
        joinedload(Decision.panel),
    )


def _desk(decision: Decision, reader: Actor) -> Desk:
    return Desk(
        decision=decision,
        kept_out=kept_out(decision.lot_id, reader),
        claims=claims_of(decision.id),
        counts=counts_of(decision.id),
        next_reserve=next_reserve(decision) if decision.state is DecisionState.CONFIRMED else None,
        stand_ins=roles_in(decision.challenge_id),
    )


def claims_of(decision_id: uuid.UUID) -> Sequence[LegalClaim]:
    return db.session.scalars(
        select(LegalClaim)
        .where(LegalClaim.decision_id == decision_id)
        .options(joinedload(LegalClaim.body))
        .order_by(LegalClaim.raised_at, LegalClaim.id)
    ).all()
