"""Reads of challenges: what the public may see, and what their council sees of its own."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from accounts.states import Role
from challenges.models.challenge import Challenge, ChallengePartner, FundingShare, Phase
from challenges.models.lot import Criterion, Lot, Question
from challenges.queries.officer import is_assigned
from challenges.states.challenge import INSIDERS, PartnerState
from challenges.states.challenge import ChallengeState as State
from core import clock
from core.access import Actor
from core.database import db

PUBLIC_STATES = tuple(state for state in State if state not in (State.DRAFT, State.IN_APPROVAL, State.APPROVED))
OWN_STATES = tuple(state for state in State if state is not State.APPROVED)


def open_challenges(*, limit: int) -> Sequence[Challenge]:
    """Those that take proposals now, the next to close first."""
    query = with_council().where(state_is(State.OPEN, clock.now())).order_by(Challenge.closes_at, Challenge.id)
    return db.session.scalars(query.limit(limit)).all()


def closed_of(actor: Actor) -> Sequence[Challenge]:
    """Those that the officer is assigned to, that closed and are not being assessed yet, the longest closed first."""
    if not actor.acts_for(actor.body_id, Role.OFFICER.value):
        return []
    query = with_council().where(
        state_is(State.CLOSED, clock.now()), Challenge.council_id == actor.body_id, is_assigned(actor, Challenge.id)
    )
    return db.session.scalars(query.order_by(Challenge.closes_at)).all()


def public_challenges_of(council_id: uuid.UUID, *, limit: int) -> Sequence[Challenge]:
    """The approved challenges of one council, open ones first."""
    query = with_council().where(PUBLIC, Challenge.council_id == council_id)
    return db.session.scalars(query.order_by(*order_of("closing", clock.now())).limit(limit)).all()


def challenge_by_slug(actor: Actor, slug: str) -> Challenge | None:
    """The challenge with its council, if the actor may see it: approved, or of their own council."""
    return db.session.scalar(with_council().where(Challenge.slug == slug, _visible_to(actor)))


def challenge_by_id(challenge_id: uuid.UUID) -> Challenge | None:
    """For other floors, which have checked already; with its council."""
    return db.session.scalar(with_council().where(Challenge.id == challenge_id))


def challenges_by_ids(challenge_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Challenge]:
    """Several challenges with their councils, in one query."""
    found = db.session.scalars(with_council().where(Challenge.id.in_(set(challenge_ids))))
    return {challenge.id: challenge for challenge in found}


def whole_challenge(actor: Actor, slug: str) -> Challenge | None:
    """As `challenge_by_slug`, with everything that hangs on it, for the people of its partners too; three queries."""
    may_read = or_(_visible_to(actor), _of_a_partner(actor))
    return db.session.scalars(_whole().where(Challenge.slug == slug, may_read)).unique().one_or_none()


def own_challenge(actor: Actor, slug: str) -> Challenge | None:
    """A challenge of the council that the actor acts for, with everything that hangs on it, whatever its state."""
    return db.session.scalars(_whole().where(Challenge.slug == slug, of_own_council(actor))).unique().one_or_none()


def whole_challenge_by_id(challenge_id: uuid.UUID) -> Challenge | None:
    """For services that must see the stored whole."""
    query = _whole().where(Challenge.id == challenge_id).execution_options(populate_existing=True)
    return db.session.scalars(query).unique().one_or_none()


def lots_of(challenge_id: uuid.UUID) -> Sequence[Lot]:
    return db.session.scalars(select(Lot).where(Lot.challenge_id == challenge_id).order_by(Lot.number)).all()


def phases_of(challenge_id: uuid.UUID) -> Sequence[Phase]:
    """In order; proposals are sent in for the first."""
    return db.session.scalars(select(Phase).where(Phase.challenge_id == challenge_id).order_by(Phase.number)).all()


def criteria_of(lot_id: uuid.UUID) -> Sequence[Criterion]:
    """The criteria of a lot in order, with their anchors; two queries."""
    return db.session.scalars(
        select(Criterion)
        .where(Criterion.lot_id == lot_id)
        .order_by(Criterion.number)
        .options(selectinload(Criterion.anchors))
    ).all()


def questions_of(challenge_id: uuid.UUID, lot_id: uuid.UUID | None = None) -> Sequence[Question]:
    """The form that suppliers answer, in order, with the criteria on which it is scored: all of it, or what those who
    propose for one lot are asked."""
    query = select(Question).where(Question.challenge_id == challenge_id).options(joinedload(Question.criterion))
    if lot_id is not None:
        query = query.where(asked_in(lot_id))
    return db.session.scalars(query.order_by(Question.number)).all()


def asked_in(lot_id: uuid.UUID) -> ColumnElement[bool]:
    """SQL, for questions of the lot's own challenge: the twin of `Question.is_asked_in`."""
    of_lot = select(Criterion.id).where(Criterion.lot_id == lot_id)
    return or_(Question.criterion_id.is_(None), Question.criterion_id.in_(of_lot))


def unannounced(now: dt.datetime) -> Sequence[Challenge]:
    """Those that opened and whose followers were not told, each locked for this transaction; none twice."""
    return db.session.scalars(
        with_council()
        .where(Challenge.state == State.APPROVED, Challenge.opens_at <= now, Challenge.announced_at.is_(None))
        .order_by(Challenge.opens_at)
        .with_for_update(of=Challenge, skip_locked=True)
    ).all()


def free_slug(wanted: str, reference: str) -> str:
    """`wanted`, or with the end of the reference when it is taken or means something else in an address."""
    taken = wanted in RESERVED_SLUGS or db.session.scalar(select(Challenge.id).where(Challenge.slug == wanted))
    return f"{wanted}-{reference[-4:].lower()}" if taken else wanted


RESERVED_SLUGS = frozenset({"new", "ours", "approvals", "presets"})


def state_is(state: State, now: dt.datetime) -> ColumnElement[bool]:
    """The condition for a state, derived ones included: the SQL twin of `Challenge.state_at`."""
    approved = Challenge.state == State.APPROVED
    derived = {
        State.SCHEDULED: Challenge.opens_at > now,
        State.OPEN: and_(Challenge.opens_at <= now, Challenge.closes_at > now),
        State.CLOSED: Challenge.closes_at <= now,
    }
    return and_(approved, derived[state]) if state in derived else Challenge.state == state


PUBLIC = Challenge.approved_at.is_not(None)


def with_council() -> Select[Challenge]:
    return select(Challenge).join(Challenge.council).options(contains_eager(Challenge.council))


def _whole() -> Select[Challenge]:
    # Partners, phases and shares are few, so one query brings them all; the topic comes along for whoever shows it.
    criteria = selectinload(Challenge.lots).joinedload(Lot.criteria)
    return with_council().options(
        joinedload(Challenge.topic),
        joinedload(Challenge.partners).options(joinedload(ChallengePartner.body), joinedload(ChallengePartner.lead)),
        joinedload(Challenge.phases).joinedload(Phase.shares).joinedload(FundingShare.council),
        criteria.joinedload(Criterion.anchors),
        selectinload(Challenge.questions),
    )


def of_own_council(actor: Actor) -> ColumnElement[bool]:
    return Challenge.council_id == actor.body_id if actor.acts_for(actor.body_id, *INSIDERS) else false()


def _of_a_partner(actor: Actor) -> ColumnElement[bool]:
    """Whoever is invited must be able to read what they are to stand for."""
    if not actor.acts_for(actor.body_id, *INSIDERS):
        return false()
    return (
        select(ChallengePartner.id)
        .where(
            ChallengePartner.challenge_id == Challenge.id,
            ChallengePartner.body_id == actor.body_id,
            ChallengePartner.state != PartnerState.DECLINED,
            Challenge.state.in_((State.DRAFT, State.IN_APPROVAL)),
        )
        .exists()
    )


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    return or_(PUBLIC, of_own_council(actor))


def order_of(sort: str, now: dt.datetime, *, drafts_first: bool = False) -> tuple[Any, ...]:
    if sort == "newest":
        return (Challenge.opens_at.desc().nulls_first(), Challenge.id.desc())
    if sort == "title":
        return (func.lower(Challenge.title), Challenge.id)
    is_open, is_scheduled = state_is(State.OPEN, now), state_is(State.SCHEDULED, now)
    drafts = case((Challenge.state.in_((State.DRAFT, State.IN_APPROVAL)), 0), else_=1) if drafts_first else 0
    return (
        *((drafts,) if drafts_first else ()),
        case((is_open, 0), (is_scheduled, 1), else_=2),
        # Open: the next to close first. Opening soon: the next to open. The others: the latest deadline first.
        case((is_open, Challenge.closes_at), (is_scheduled, Challenge.opens_at)).asc().nulls_last(),
        Challenge.closes_at.desc().nulls_last(),
        Challenge.id.desc(),
    )
