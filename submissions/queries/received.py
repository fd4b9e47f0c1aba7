"""What people outside the team may read: nothing before the deadline, and after it only who must.

The conditions stand in the statements, so that no page, list or search can forget them.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from accounts.models import Supplier
from accounts.states import Role
from challenges.models import Challenge
from challenges.queries import challenge_by_slug
from challenges.queries.officer import is_assigned
from core import clock
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from core.storage import StoredFile
from submissions import registries
from submissions.models import NAMES_ARE_KNOWN, Submission, SubmissionMember, SubmissionOpening
from submissions.queries.content import file_for_reader
from submissions.queries.hidden import is_to_check, kept_from_names
from submissions.states import SubmissionState

_OFFICE = (Role.OFFICER.value, Role.APPROVER.value, Role.AUDITOR.value)
# How many proposals are looked through at a time.
_BATCH = 100
_COMPETING = (SubmissionState.ELIGIBLE, SubmissionState.IN_ASSESSMENT, SubmissionState.SHORTLISTED)
_LOOKED_THROUGH = (*_COMPETING, SubmissionState.RECOMMENDED, SubmissionState.RESERVE)


def unsealed(now: dt.datetime) -> ColumnElement[bool]:
    """SQL: submitted, the deadline has passed, and it was still there when it passed. Needs `Challenge` joined."""
    return and_(
        Submission.submitted_at.is_not(None),
        Challenge.closes_at <= now,
        or_(Submission.ended_at.is_(None), Submission.ended_at >= Challenge.closes_at),
    )


def not_barred(actor: Actor) -> ColumnElement[bool]:
    """SQL: neither recused nor the officer who typed it in."""
    bars = [condition(actor, Submission.id) for condition in registries.barred]
    return and_(
        Submission.entered_by_officer.is_distinct_from(actor.person_id),
        not_(or_(false(), *bars)),
    )


def cleared(actor: Actor) -> ColumnElement[bool]:
    """SQL: not barred, and the actor has declared about it, where they have to. Counts may do with `not_barred`."""
    undeclared = [condition(actor, Submission.id) for condition in registries.undeclared]
    return and_(not_barred(actor), not_(or_(false(), *undeclared)))


def may_open(actor: Actor) -> ColumnElement[bool]:
    """SQL: after the deadline, once they have declared, unless barred, the lead council's people and whoever later
    stages name.

    Of the officers only those who are assigned to the challenge.
    """
    if actor.person_id is None:
        return false()
    return and_(unsealed(clock.now()), cleared(actor), _has_a_way(actor))


def _has_a_way(actor: Actor) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [condition(actor, Submission.id) for condition in registries.readers]
    if actor.role in _OFFICE and actor.body_id is not None:
        ways.append(and_(Challenge.council_id == actor.body_id, is_assigned(actor, Challenge.id)))
    return or_(false(), *ways)


def challenge_to_open(actor: Actor, slug: str) -> Challenge | None:
    """A challenge of which the actor may list what was received; none while they have to declare about it first."""
    challenge = challenge_by_slug(actor, slug)
    if challenge is None:
        return None
    undeclared = [condition(actor, Submission.id) for condition in registries.undeclared]
    waits = exists().where(
        Submission.challenge_id == Challenge.id,
        Challenge.id == challenge.id,
        unsealed(clock.now()),
        _has_a_way(actor),
        or_(false(), *undeclared),
    )
    return None if db.session.scalar(select(waits)) else challenge


def opened_submission(actor: Actor, submission_id: uuid.UUID) -> Submission | None:
    """A proposal that the actor may open now, in two queries."""
    return (
        db.session.scalars(
            select(Submission)
            .join(Submission.challenge)
            .where(Submission.id == submission_id, may_open(actor))
            .options(
                contains_eager(Submission.challenge).joinedload(Challenge.council),
                joinedload(Submission.supplier),
                joinedload(Submission.lot),
                selectinload(Submission.members).joinedload(SubmissionMember.body),
            )
        )
        .unique()
        .one_or_none()
    )


@dataclass(frozen=True)
class OpenedFile:
    """A file of the latest version; `name` says nothing about the bidder while names are hidden."""

    submission: Submission
    file: StoredFile
    name: str


def opened_file(actor: Actor, submission_id: uuid.UUID, file_id: uuid.UUID) -> OpenedFile | None:
    submission = opened_submission(actor, submission_id)
    found = file_for_reader(submission, file_id) if submission else None
    if submission is None or found is None:
        return None
    ending = found.name.rpartition(".")[2]
    name = f"{submission.reference}.{ending}" if submission.names_hidden else found.name
    return OpenedFile(submission=submission, file=found, name=name)


def received_page(
    actor: Actor, challenge: Challenge, number: int, *, words: str = "", state: SubmissionState | None = None
) -> Page[Submission]:
    """The proposals of one challenge that the actor may open, in the order of their references."""
    return paginate(_received(actor, challenge, words=words, state=state), number)


def page_to_check(actor: Actor, challenge: Challenge, number: int) -> Page[Submission]:
    """With their members; those that nobody has looked through for signs of the bidder come first.

    Nothing for an officer who may not know the names.
    """
    query = _with_members(_received(actor, challenge)).where(not_(kept_from_names(actor, Submission.challenge_id)))
    return paginate(query.order_by(None).order_by(is_to_check().desc(), Submission.reference), number)


def batches_to_check(actor: Actor, challenge: Challenge) -> Iterator[list[Submission]]:
    """All of them that nobody has looked through, so many at a time."""
    waiting = list(
        db.session.scalars(
            select(Submission.id)
            .join(Submission.challenge)
            .where(Submission.challenge_id == challenge.id, may_open(actor), is_to_check())
            .order_by(Submission.reference)
        )
    )
    for start in range(0, len(waiting), _BATCH):
        query = _received(actor, challenge).where(Submission.id.in_(waiting[start : start + _BATCH]))
        yield list(db.session.scalars(_with_members(query)).unique())


def _with_members(query: Select[Submission]) -> Select[Submission]:
    return query.options(selectinload(Submission.members).joinedload(SubmissionMember.body))


def received(actor: Actor, challenge: Challenge, submission_ids: Sequence[uuid.UUID]) -> list[Submission]:
    """Those of the chosen ones that belong to the challenge and may be opened by the actor."""
    query = _received(actor, challenge).where(Submission.id.in_(submission_ids))
    return list(db.session.scalars(query).unique())


def waiting_page(actor: Actor, challenge: Challenge, number: int) -> Page[Submission]:
    """Those that nobody has checked yet, as many at once as can be looked over."""
    return paginate(_received(actor, challenge, state=SubmissionState.LOCKED), number, per_page=50)


def openings_page(actor: Actor, challenge: Challenge, number: int) -> Page[SubmissionOpening]:
    """Who opened which proposal, of those that the actor may open, the latest first."""
    return paginate(
        select(SubmissionOpening)
        .join(SubmissionOpening.submission)
        .join(Submission.challenge)
        .join(SubmissionOpening.person)
        .outerjoin(SubmissionOpening.body)
        .where(Submission.challenge_id == challenge.id, may_open(actor))
        .options(
            contains_eager(SubmissionOpening.submission).contains_eager(Submission.challenge),
            contains_eager(SubmissionOpening.person),
            contains_eager(SubmissionOpening.body),
        )
        .order_by(SubmissionOpening.opened_at.desc(), SubmissionOpening.id),
        number,
    )


def _received(actor: Actor, challenge: Challenge, *, words: str = "", state: SubmissionState | None = None):  # type: ignore[no-untyped-def]  # a Select whose type parameters SQLAlchemy does not name
    query = (
        select(Submission)
        .join(Submission.challenge)
        .join(Submission.supplier)
        .where(Submission.challenge_id == challenge.id, may_open(actor))
        .options(
            contains_eager(Submission.challenge),
            contains_eager(Submission.supplier),
            joinedload(Submission.lot),
        )
        .order_by(Submission.reference)
    )
    if words:
        fields = [Submission.reference]
        if not challenge.anonymised:
            fields += [Submission.standing_title, Supplier.name]
        query = query.where(or_(*(field.icontains(words, autoescape=True) for field in fields)))
    stored = SubmissionState.SUBMITTED if state is SubmissionState.LOCKED else state
    return query.where(Submission.state == stored) if stored is not None else query


def submissions_to_assess(challenge_id: uuid.UUID, lot_id: uuid.UUID | None = None) -> list[Submission]:
    """What a panel assesses, after the deadline only, with supplier and members; the caller filters for conflicts."""
    query = (
        select(Submission)
        .join(Submission.challenge)
        .where(
            Submission.challenge_id == challenge_id,
            Submission.state.in_(_COMPETING),
            unsealed(clock.now()),
        )
        .options(
            contains_eager(Submission.challenge),
            joinedload(Submission.supplier),
            selectinload(Submission.members).joinedload(SubmissionMember.body),
        )
        .order_by(Submission.reference)
    )
    if lot_id is not None:
        query = query.where(Submission.lot_id == lot_id)
    return list(db.session.scalars(query).unique())


def bidders_of(challenge_id: uuid.UUID) -> list[Supplier]:
    """All organisations behind the proposals to a challenge, by name and unlinked from them, after the deadline."""
    behind = or_(
        Supplier.id == Submission.supplier_id,
        exists().where(
            SubmissionMember.submission_id == Submission.id,
            SubmissionMember.body_id == Supplier.id,
            SubmissionMember.confirmed_at <= Submission.submitted_at,
        ),
    )
    return list(
        db.session.scalars(
            select(Supplier)
            .where(
                exists()
                .where(
                    Submission.challenge_id == challenge_id,
                    Challenge.id == Submission.challenge_id,
                    unsealed(clock.now()),
                    behind,
                )
                .correlate(Supplier)
            )
            .order_by(Supplier.name)
        )
    )


def entered_by(challenge_id: uuid.UUID) -> set[uuid.UUID]:
    """The officers who typed in a proposal to this challenge: kept out of its panel and decisions."""
    officers = db.session.scalars(
        select(Submission.entered_by_officer).where(
            Submission.challenge_id == challenge_id, Submission.entered_by_officer.is_not(None)
        )
    )
    return {officer for officer in officers if officer is not None}


def waiting_for_eligibility(actor: Actor) -> list[tuple[Challenge, int]]:
    """Challenges whose received proposals nobody has checked yet, with how many."""
    rows = db.session.execute(
        select(Challenge, func.count(Submission.id))
        .join(Submission, Submission.challenge_id == Challenge.id)
        .where(may_open(actor), Submission.state == SubmissionState.SUBMITTED)
        .group_by(Challenge.id)
        .order_by(Challenge.closes_at)
    )
    return [(row[0], row[1]) for row in rows]


def waiting_for_looking(actor: Actor, challenge_id: uuid.UUID | None = None) -> list[tuple[Challenge, int]]:
    """Challenges read without names in which something is to be looked through before assessors read it, with how many
    of the proposals that the actor may open; of all challenges or of one.
    """
    query = (
        select(Challenge, func.count(Submission.id))
        .join(Submission, Submission.challenge_id == Challenge.id)
        .where(
            may_open(actor),
            Challenge.anonymised,
            Challenge.state.not_in(NAMES_ARE_KNOWN),
            Submission.state.in_(_LOOKED_THROUGH),
            is_to_check(),
            not_(kept_from_names(actor, Challenge.id)),
        )
        .group_by(Challenge.id)
        .order_by(Challenge.closes_at, Challenge.id)
    )
    if challenge_id is not None:
        query = query.where(Challenge.id == challenge_id)
    return [(row[0], row[1]) for row in db.session.execute(query)]
