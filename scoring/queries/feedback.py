"""Reads of assessment summaries."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true, union_all
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from accounts.models import Body, Supplier
from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from scoring.models import (
    AssessmentSummary,
    Decision,
    DecisionOutcome,
    PanelSeat,
    SummaryMail,
    SummaryOpening,
    SummaryRun,
)
from scoring.queries.panel import stands_in
from scoring.queries.ranking import kept_out
from scoring.queries.stand_in import Roles, roles_in
from scoring.states import DecisionState, SummaryFilter
from submissions.models import NAMES_ARE_KNOWN, Submission, SubmissionMember
from submissions.queries.own import acts_for_team

# How long a summary that somebody has not read waits for them, where nothing else ends it.
NEWS = dt.timedelta(days=30)
_CHALLENGED = (DecisionState.STANDSTILL, DecisionState.SUSPENDED)
_TOLD = (DecisionState.SUMMARIES_ISSUED, DecisionState.STANDSTILL, DecisionState.CONFIRMED)


@dataclass(frozen=True)
class SummaryDesk:
    """A summary with its decision, for the officer who edits it."""

    summary: AssessmentSummary
    decision: Decision
    kept_out: frozenset[uuid.UUID]
    stand_ins: Roles = field(default_factory=dict)


@dataclass(frozen=True)
class Tally:
    """How many summaries there are of so many proposals, how many of them are sent, and how many name somebody."""

    proposals: int
    assembled: int
    sent: int
    naming: int


@dataclass(frozen=True)
class FeedbackDesk:
    """All summaries of a decision, for the people of its council."""

    decision: Decision
    kept_out: frozenset[uuid.UUID]
    tally: Tally
    run: SummaryRun | None
    stand_ins: Roles = field(default_factory=dict)

    @property
    def is_sending(self) -> bool:
        return self.run is not None and self.run.asked_at is not None and self.run.finished_at is None


@dataclass(frozen=True)
class Named:
    """Somebody whose name stands in so many summaries that are not theirs."""

    id: str
    name: str
    summaries: int = 0
    assesses: bool = False


@dataclass(frozen=True)
class Proof:
    """What shows that a bidder was told: mails with the time when the mail server took them, and who opened it."""

    mails: Sequence[SummaryMail]
    openings: Sequence[SummaryOpening]


def feedback_desk(actor: Actor, decision_id: uuid.UUID) -> FeedbackDesk | None:
    """A decision of the council that the actor acts for, or stands in for, however many proposals it has, in five
    queries."""
    found = db.session.scalar(
        select(Decision)
        .where(
            Decision.id == decision_id,
            or_(Decision.council_id == actor.body_id, stands_in(actor, Decision.challenge_id)),
        )
        .options(
            joinedload(Decision.challenge).joinedload(Challenge.council),
            joinedload(Decision.lot),
            joinedload(Decision.phase),
        )
        .execution_options(populate_existing=True)
    )
    if found is None:
        return None
    return FeedbackDesk(
        found, kept_out(found.lot_id, actor), tally_of(decision_id), run_of(decision_id), roles_in(found.challenge_id)
    )


def tally_of(decision_id: uuid.UUID) -> Tally:
    of_decision = AssessmentSummary.decision_id == decision_id
    proposals = select(func.count()).where(DecisionOutcome.decision_id == decision_id).scalar_subquery()
    row = db.session.execute(
        select(
            proposals,
            func.count(),
            func.count().filter(AssessmentSummary.issued_at.is_not(None)),
            func.count().filter(AssessmentSummary.issued_at.is_(None), _names_somebody()),
        )
        .select_from(AssessmentSummary)
        .where(of_decision)
    ).one()
    return Tally(*row)


def run_of(decision_id: uuid.UUID, *, hold: bool = False) -> SummaryRun | None:
    """How far the sending is; `hold` keeps it for this transaction."""
    query = select(SummaryRun).where(SummaryRun.decision_id == decision_id).execution_options(populate_existing=True)
    return db.session.scalar(query.with_for_update() if hold else query)


def summaries_page(
    desk: FeedbackDesk, number: int, *, words: str = "", state: SummaryFilter | None = None
) -> Page[AssessmentSummary]:
    """By reference, with proposals and suppliers. While names are hidden nobody is found by name."""
    query = (
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .join(Submission.supplier)
        .where(AssessmentSummary.decision_id == desk.decision.id)
        .options(contains_eager(AssessmentSummary.submission).contains_eager(Submission.supplier))
        .order_by(Submission.reference)
    )
    if words:
        fields = [Submission.reference]
        if not names_hidden(desk.decision.challenge):
            fields.append(Supplier.name)
        query = query.where(or_(*(field.icontains(words, autoescape=True) for field in fields)))
    return paginate(query if state is None else query.where(*_IN_STATE[state]), number)


def names_hidden(challenge: Challenge) -> bool:
    return challenge.anonymised and challenge.state not in NAMES_ARE_KNOWN


def names_found(decision_id: uuid.UUID) -> list[Named]:
    """Whose names stand in summaries that are not theirs, those that stand in most of them first."""
    named = func.jsonb_array_elements_text(AssessmentSummary.named).table_valued("value")
    rows = db.session.execute(
        select(named.c.value, func.count())
        .select_from(AssessmentSummary)
        .join(named, true())
        .where(AssessmentSummary.decision_id == decision_id, AssessmentSummary.issued_at.is_(None))
        .group_by(named.c.value)
        .order_by(func.count().desc(), named.c.value)
        .limit(50)
    ).all()
    known = {one.id: one for one in names_by_id([row[0] for row in rows])}
    return [replace(known[row[0]], summaries=row[1]) for row in rows if row[0] in known]


def names_by_id(ids: Collection[str]) -> list[Named]:
    """The names of bidders and assessors, in one query."""
    if not ids:
        return []
    wanted = [uuid.UUID(one) for one in ids]
    rows = db.session.execute(
        union_all(
            select(Body.id, Body.name, false()).where(Body.id.in_(wanted)),
            select(PanelSeat.id, PanelSeat.name, true()).where(PanelSeat.id.in_(wanted)),
        )
    )
    return [Named(str(row[0]), row[1], assesses=row[2]) for row in rows]


def proof_of(summary_id: uuid.UUID) -> Proof:
    mails = db.session.scalars(
        select(SummaryMail)
        .join(SummaryMail.message)
        .where(SummaryMail.summary_id == summary_id)
        .options(contains_eager(SummaryMail.message))
        .order_by(SummaryMail.message_id)
    ).all()
    openings = db.session.scalars(
        select(SummaryOpening)
        .where(SummaryOpening.summary_id == summary_id)
        .options(joinedload(SummaryOpening.person))
        .order_by(SummaryOpening.opened_at)
    ).all()
    return Proof(mails, openings)


def told_and_opened(summary_ids: Collection[uuid.UUID]) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """Those about which a mail went to somebody, and those that somebody has opened; in two queries."""
    told = db.session.scalars(select(SummaryMail.summary_id).where(SummaryMail.summary_id.in_(summary_ids)))
    opened = db.session.scalars(select(SummaryOpening.summary_id).where(SummaryOpening.summary_id.in_(summary_ids)))
    return set(told), set(opened)


def summary_desk(actor: Actor, decision_id: uuid.UUID, submission_id: uuid.UUID) -> SummaryDesk | None:
    """A summary of a decision of the council that the actor acts for, or stands in for."""
    found = _one(
        AssessmentSummary.decision_id == decision_id,
        AssessmentSummary.submission_id == submission_id,
        or_(AssessmentSummary.council_id == actor.body_id, stands_in(actor, Decision.challenge_id)),
    )
    if found is None:
        return None
    decision = found.decision
    return SummaryDesk(found, decision, kept_out(decision.lot_id, actor), roles_in(decision.challenge_id))


def summaries_of(decision_id: uuid.UUID) -> Sequence[AssessmentSummary]:
    """By reference, with proposals, suppliers and members; in one query."""
    found = db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .where(AssessmentSummary.decision_id == decision_id)
        .options(
            contains_eager(AssessmentSummary.submission).options(
                joinedload(Submission.supplier), joinedload(Submission.members).joinedload(SubmissionMember.body)
            )
        )
        .order_by(Submission.reference)
    )
    return found.unique().all()


def issued_summary(actor: Actor, submission_id: uuid.UUID) -> AssessmentSummary | None:
    """The latest summary that the actor's organisation was sent about its own proposal."""
    found = db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .join(AssessmentSummary.decision)
        .where(
            AssessmentSummary.submission_id == submission_id,
            AssessmentSummary.issued_at.is_not(None),
            acts_for_team(actor),
        )
        .options(*_around())
        .order_by(AssessmentSummary.issued_at.desc())
    )
    return found.unique().first()


def outcome_of(summary: AssessmentSummary) -> DecisionOutcome | None:
    return db.session.scalar(
        select(DecisionOutcome).where(
            DecisionOutcome.decision_id == summary.decision_id,
            DecisionOutcome.submission_id == summary.submission_id,
        )
    )


def has_feedback(submission_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those among the proposals about which a summary was issued."""
    return set(
        db.session.scalars(
            select(AssessmentSummary.submission_id).where(
                AssessmentSummary.submission_id.in_(submission_ids), AssessmentSummary.issued_at.is_not(None)
            )
        )
    )


def recent_feedback(actor: Actor) -> Sequence[AssessmentSummary]:
    """Summaries to the actor's organisation, newest first: those whose decision may still be challenged, and for a
    month those that the actor has not read."""
    read = exists().where(
        SummaryOpening.summary_id == AssessmentSummary.id, SummaryOpening.person_id == actor.person_id
    )
    found = db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .join(AssessmentSummary.decision)
        .where(
            AssessmentSummary.issued_at.is_not(None),
            or_(
                and_(Decision.standstill_ends_at.is_not(None), Decision.state.in_(_CHALLENGED)),
                and_(AssessmentSummary.issued_at > clock.now() - NEWS, Decision.state.in_(_TOLD), ~read),
            ),
            acts_for_team(actor),
        )
        .options(
            contains_eager(AssessmentSummary.decision).joinedload(Decision.challenge),
            contains_eager(AssessmentSummary.submission),
        )
        .order_by(AssessmentSummary.issued_at.desc(), AssessmentSummary.id)
    )
    return found.unique().all()


def _one(*conditions: ColumnElement[bool]) -> AssessmentSummary | None:
    found = db.session.scalars(
        select(AssessmentSummary)
        .join(AssessmentSummary.submission)
        .join(AssessmentSummary.decision)
        .where(*conditions)
        .options(*_around())
        .execution_options(populate_existing=True)
    )
    return found.unique().one_or_none()


def _around() -> tuple[ORMOption, ...]:
    return (
        contains_eager(AssessmentSummary.decision).options(
            joinedload(Decision.challenge).joinedload(Challenge.council),
            joinedload(Decision.lot),
            joinedload(Decision.phase),
        ),
        contains_eager(AssessmentSummary.submission).options(
            joinedload(Submission.supplier), joinedload(Submission.members).joinedload(SubmissionMember.body)
        ),
    )


def _names_somebody() -> ColumnElement[bool]:
    return func.jsonb_array_length(AssessmentSummary.named) > 0


_SENT = AssessmentSummary.issued_at.is_not(None)
_IN_STATE: dict[SummaryFilter, tuple[ColumnElement[bool], ...]] = {
    SummaryFilter.TO_CHECK: (~_SENT, AssessmentSummary.edited_at.is_(None)),
    SummaryFilter.NAMING: (~_SENT, _names_somebody()),
    SummaryFilter.EDITED: (AssessmentSummary.edited_at.is_not(None),),
    SummaryFilter.SENT: (_SENT,),
    SummaryFilter.BY_POST: (_SENT, ~select(SummaryMail).where(SummaryMail.summary_id == AssessmentSummary.id).exists()),
}
