"""Reads of what a decision says of each proposal: by the page, by the number, never all with everything around them."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from accounts import queries as people
from accounts.models import Person, Supplier
from accounts.states import Role
from core.database import db
from core.pagination import Page, paginate
from scoring.models import Decision, DecisionOutcome
from scoring.queries.stand_in import stand_ins_of
from scoring.states import ProposalOutcome
from submissions.models import NAMES_ARE_KNOWN, Submission
from submissions.states import SubmissionState

PER_PAGE = 50
TAKEN = (SubmissionState.OFFERED, SubmissionState.ACCEPTED, SubmissionState.CONTRACTED)


def outcomes_page(
    decision: Decision, number: int, *, outcome: ProposalOutcome | None = None, words: str = ""
) -> Page[DecisionOutcome]:
    """In the order of the ranking, with proposal and bidder. `decision` has its challenge loaded.

    A search looks at the reference, and at the bidder's name only where names are known.
    """
    query = (
        select(DecisionOutcome)
        .join(DecisionOutcome.submission)
        .join(Submission.supplier)
        .join(Submission.challenge)
        .where(DecisionOutcome.decision_id == decision.id)
        .options(
            contains_eager(DecisionOutcome.submission).options(
                contains_eager(Submission.supplier), contains_eager(Submission.challenge)
            )
        )
        .order_by(DecisionOutcome.position)
    )
    if outcome is not None:
        query = query.where(DecisionOutcome.outcome == outcome)
    if words:
        found = [Submission.reference.icontains(words, autoescape=True)]
        if not decision.challenge.anonymised or decision.challenge.state in NAMES_ARE_KNOWN:
            found.append(Supplier.name.icontains(words, autoescape=True))
        query = query.where(or_(*found))
    return paginate(query, number, per_page=PER_PAGE)


def counts_of(decision_id: uuid.UUID) -> dict[ProposalOutcome, int]:
    """How many proposals have each outcome; those that none has are left out."""
    rows = db.session.execute(
        select(DecisionOutcome.outcome, func.count())
        .where(DecisionOutcome.decision_id == decision_id)
        .group_by(DecisionOutcome.outcome)
    )
    return {row[0]: row[1] for row in rows}


def off_the_ranking(decision_id: uuid.UUID) -> list[str]:
    """References of the proposals whose outcome is not what the ranking suggests, in its order."""
    found = db.session.scalars(
        select(Submission.reference)
        .join(DecisionOutcome, DecisionOutcome.submission_id == Submission.id)
        .where(DecisionOutcome.decision_id == decision_id, DecisionOutcome.outcome != DecisionOutcome.suggested)
        .order_by(DecisionOutcome.position)
    )
    return list(found)


def placings(decision_id: uuid.UUID) -> list[tuple[uuid.UUID, int | None, Any]]:
    """Proposal, rank and score as they were drafted, in the order of the ranking."""
    rows = db.session.execute(
        select(DecisionOutcome.submission_id, DecisionOutcome.rank, DecisionOutcome.score)
        .where(DecisionOutcome.decision_id == decision_id)
        .order_by(DecisionOutcome.position)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def held(decision_id: uuid.UUID, submission_ids: Collection[uuid.UUID]) -> Sequence[DecisionOutcome]:
    """Those outcomes with their proposals; what may have changed meanwhile is read afresh."""
    found = db.session.scalars(
        select(DecisionOutcome)
        .join(DecisionOutcome.submission)
        .where(DecisionOutcome.decision_id == decision_id, DecisionOutcome.submission_id.in_(set(submission_ids)))
        .options(contains_eager(DecisionOutcome.submission))
        .order_by(DecisionOutcome.position)
    ).all()
    fresh = {
        row.id: row
        for row in db.session.execute(
            select(
                DecisionOutcome.id, DecisionOutcome.outcome, DecisionOutcome.reason, DecisionOutcome.changed_in
            ).where(DecisionOutcome.id.in_([one.id for one in found]))
        )
    }
    for one in found:
        for name in ("outcome", "reason", "changed_in"):
            # The page's own objects keep what was loaded with them.
            set_committed_value(one, name, getattr(fresh[one.id], name))
    return found


def ids_by_reference(decision_id: uuid.UUID, references: Collection[str]) -> dict[str, uuid.UUID]:
    """The proposals of a decision with these references."""
    rows = db.session.execute(
        select(Submission.reference, Submission.id)
        .join(DecisionOutcome, DecisionOutcome.submission_id == Submission.id)
        .where(DecisionOutcome.decision_id == decision_id, Submission.reference.in_(set(references)))
    )
    return {row[0]: row[1] for row in rows}


def has_place_for_reserve() -> ColumnElement[bool]:
    """SQL, about a decision: fewer hold a place than were recommended, and somebody is in reserve."""
    said = (
        select(func.count())
        .select_from(DecisionOutcome)
        .join(Submission, Submission.id == DecisionOutcome.submission_id)
        .where(DecisionOutcome.decision_id == Decision.id)
        .correlate(Decision)
    )
    places = said.where(DecisionOutcome.outcome == ProposalOutcome.RECOMMENDED).scalar_subquery()
    taken = said.where(Submission.state.in_(TAKEN)).scalar_subquery()
    waiting = said.where(Submission.state == SubmissionState.RESERVE).scalar_subquery()
    return and_(waiting > 0, taken < places)


def open_offers(decision: Decision) -> Sequence[DecisionOutcome]:
    """Those that wait for the bidder's answer, with submission and supplier."""
    return db.session.scalars(
        select(DecisionOutcome)
        .join(DecisionOutcome.submission)
        .where(DecisionOutcome.decision_id == decision.id, Submission.state == SubmissionState.OFFERED)
        .options(contains_eager(DecisionOutcome.submission).joinedload(Submission.supplier))
        .order_by(DecisionOutcome.position)
    ).all()


def next_reserve(decision: Decision) -> DecisionOutcome | None:
    """The best reserve that may be offered a contract, because fewer hold a place than were recommended."""
    places, taken = db.session.execute(
        select(
            func.count().filter(DecisionOutcome.outcome == ProposalOutcome.RECOMMENDED),
            func.count().filter(Submission.state.in_(TAKEN)),
        )
        .select_from(DecisionOutcome)
        .join(DecisionOutcome.submission)
        .where(DecisionOutcome.decision_id == decision.id)
    ).one()
    if taken >= places:
        return None
    return db.session.scalar(
        select(DecisionOutcome)
        .join(DecisionOutcome.submission)
        .join(Submission.supplier)
        .join(Submission.challenge)
        .where(DecisionOutcome.decision_id == decision.id, Submission.state == SubmissionState.RESERVE)
        .options(
            contains_eager(DecisionOutcome.submission).options(
                contains_eager(Submission.supplier), contains_eager(Submission.challenge)
            )
        )
        .order_by(DecisionOutcome.position)
        .limit(1)
    )


def who_may_approve(decision: Decision, kept_out: Collection[uuid.UUID]) -> list[Person]:
    """Approvers of the council today, and who stands in for one, without a conflict and without a hand in the draft."""
    hands = {str(decision.drafted_by), str(decision.moderated_by), *decision.edited_by}
    named = [one.person for one in stand_ins_of(decision.challenge_id) if one.role is Role.APPROVER]
    return [
        person
        for person in [*people.people_with_role(decision.council_id, Role.APPROVER), *named]
        if person.id not in kept_out and str(person.id) not in hands
    ]
