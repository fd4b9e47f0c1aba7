"""What a dossier is made of, read some proposals at a time."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, or_, select, tuple_, union_all
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from accounts.models import Person
from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.audit import AuditEvent
from core.database import db
from core.storage import StoredFile
from scoring.models import (
    Assessment,
    AssessmentSummary,
    ConflictMatch,
    ConsensusScore,
    Decision,
    DecisionOutcome,
    Declaration,
    Dossier,
    DossierDownload,
    LegalClaim,
    ModerationCase,
    Panel,
    PanelSeat,
    SummaryMail,
    SummaryOpening,
)
from scoring.queries.feedback import names_hidden
from scoring.queries.panel import stands_in
from scoring.queries.ranking import kept_out
from scoring.queries.stand_in import Roles, roles_in
from submissions.models import Clarification, Submission, SubmissionVersion
from submissions.queries.received import unsealed


@dataclass(frozen=True)
class DossierDesk:
    """A decision with its dossiers, the newest first; `kept_out` are kept out of all of them."""

    decision: Decision
    kept_out: frozenset[uuid.UUID]
    dossiers: Sequence[Dossier]
    stand_ins: Roles = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Approved once, and nobody's name is hidden."""
        return self.decision.approved_at is not None and not names_hidden(self.decision.challenge)

    @property
    def in_the_making(self) -> Dossier | None:
        return next((one for one in self.dossiers if one.built_at is None), None)


@dataclass(frozen=True)
class DossierToTake:
    """One that is built and still there."""

    dossier: Dossier
    decision: Decision
    kept_out: frozenset[uuid.UUID]
    stand_ins: Roles = field(default_factory=dict)


@dataclass(frozen=True)
class Chapter:
    """Everything about one proposal. `files` are those of all proposals that were read together with it."""

    submission: Submission
    version: SubmissionVersion | None
    outcome: DecisionOutcome | None
    summary: AssessmentSummary | None
    mails: Sequence[SummaryMail]
    openings: Sequence[SummaryOpening]
    assessments: Sequence[Assessment]
    consensus: Sequence[ConsensusScore]
    cases: Sequence[ModerationCase]
    declarations: Sequence[Declaration]
    matches: Sequence[ConflictMatch]
    clarifications: Sequence[Clarification]
    files: dict[uuid.UUID, StoredFile]


# What belongs to one proposal, each row of it with the proposal's id.
_ABOUT: tuple[Any, ...] = (Assessment, ConsensusScore, ModerationCase, Declaration, ConflictMatch, Clarification)


def dossier_desk(actor: Actor, decision_id: uuid.UUID) -> DossierDesk | None:
    """A decision of the council that the actor acts for, or stands in for, in six queries."""
    found = db.session.scalar(
        _decisions().where(
            Decision.id == decision_id,
            or_(Decision.council_id == actor.body_id, stands_in(actor, Decision.challenge_id)),
        )
    )
    if found is None:
        return None
    dossiers = db.session.scalars(
        select(Dossier)
        .where(Dossier.decision_id == decision_id)
        .options(
            joinedload(Dossier.asker),
            joinedload(Dossier.file),
            selectinload(Dossier.downloads).joinedload(DossierDownload.person),
        )
        .order_by(Dossier.asked_at.desc(), Dossier.id.desc())
        .limit(25)
        .execution_options(populate_existing=True)
    ).all()
    return DossierDesk(found, kept_out(found.lot_id, actor), dossiers, roles_in(found.challenge_id))


def dossier_to_take(actor: Actor, dossier_id: uuid.UUID) -> DossierToTake | None:
    """A dossier of the council that the actor acts for, or stands in for; none while names are hidden again."""
    found = db.session.scalar(
        select(Dossier)
        .join(Dossier.decision)
        .where(
            Dossier.id == dossier_id,
            or_(Dossier.council_id == actor.body_id, stands_in(actor, Decision.challenge_id)),
            Dossier.file_id.is_not(None),
        )
        .options(
            joinedload(Dossier.file),
            contains_eager(Dossier.decision).joinedload(Decision.challenge).joinedload(Challenge.council),
        )
    )
    if found is None or names_hidden(found.decision.challenge):
        return None
    decision = found.decision
    return DossierToTake(found, decision, kept_out(decision.lot_id, actor), roles_in(decision.challenge_id))


def dossier_to_build(dossier_id: uuid.UUID) -> Dossier | None:
    """Held for this transaction; none when it was built already."""
    return db.session.scalar(
        select(Dossier)
        .where(Dossier.id == dossier_id, Dossier.built_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def old_dossiers(before: dt.datetime) -> Sequence[Dossier]:
    """Those whose file is still there although it was built before this moment."""
    return db.session.scalars(
        select(Dossier)
        .where(Dossier.file_id.is_not(None), Dossier.built_at < before)
        .options(joinedload(Dossier.file))
        .order_by(Dossier.built_at)
    ).all()


def decision_with_all(decision_id: uuid.UUID) -> Decision:
    return db.session.scalars(_decisions().where(Decision.id == decision_id)).one()


def decisions_of_lot(lot_id: uuid.UUID) -> Sequence[Decision]:
    """All that were ever approved about a lot, those set aside too, oldest first."""
    return db.session.scalars(
        _decisions()
        .where(Decision.lot_id == lot_id, Decision.approved_at.is_not(None))
        .order_by(Decision.drafted_at, Decision.id)
    ).all()


def proposals_in(lot_id: uuid.UUID) -> int:
    return db.session.scalar(select(func.count()).select_from(_received(lot_id).subquery())) or 0


def outcomes_of(decision_id: uuid.UUID) -> Sequence[tuple[DecisionOutcome, str, str]]:
    """With reference and supplier, in the order of the ranking."""
    rows = db.session.execute(
        select(DecisionOutcome, Submission.reference, Submission)
        .join(DecisionOutcome.submission)
        .where(DecisionOutcome.decision_id == decision_id)
        .options(joinedload(Submission.supplier))
        .order_by(DecisionOutcome.position)
    )
    return [(row[0], row[1], row[2].supplier.name) for row in rows]


def chapters(decision: Decision, *, after: str, limit: int) -> list[Chapter]:
    """The next proposals of the lot by reference, with everything about them, in a constant number of queries."""
    submissions = db.session.scalars(
        _received(decision.lot_id)
        .where(Submission.reference > after)
        .options(contains_eager(Submission.challenge), joinedload(Submission.supplier))
        .order_by(Submission.reference)
        .limit(limit)
    ).all()
    ids = [submission.id for submission in submissions]
    versions = _versions(ids)
    outcomes = _by_submission(_in_decision(DecisionOutcome, decision, ids))
    summaries = _by_submission(_in_decision(AssessmentSummary, decision, ids))
    about = {kind: _by_submission(_about(kind, ids)) for kind in _ABOUT}
    mails, openings = _proof([one.id for found in summaries.values() for one in found])
    files = _files(versions.values())
    return [
        Chapter(
            submission=submission,
            version=versions.get(submission.id),
            outcome=_first(outcomes, submission.id),
            summary=(summary := _first(summaries, submission.id)),
            mails=mails.get(summary.id, []) if summary else [],
            openings=openings.get(summary.id, []) if summary else [],
            assessments=about[Assessment].get(submission.id, []),
            consensus=about[ConsensusScore].get(submission.id, []),
            cases=about[ModerationCase].get(submission.id, []),
            declarations=about[Declaration].get(submission.id, []),
            matches=about[ConflictMatch].get(submission.id, []),
            clarifications=about[Clarification].get(submission.id, []),
            files=files,
        )
        for submission in submissions
    ]


def panel_of(panel_id: uuid.UUID) -> Panel:
    found = db.session.scalars(
        select(Panel).where(Panel.id == panel_id).options(joinedload(Panel.seats), joinedload(Panel.rounds))
    )
    return found.unique().one()


def claims_about(lot_id: uuid.UUID) -> Sequence[LegalClaim]:
    return db.session.scalars(
        select(LegalClaim)
        .join(LegalClaim.decision)
        .where(Decision.lot_id == lot_id)
        .options(joinedload(LegalClaim.body))
        .order_by(LegalClaim.raised_at, LegalClaim.id)
    ).all()


def events_about(decision: Decision) -> Iterator[AuditEvent]:
    """What is recorded about the lot's proposals, their assessment, decisions and claims, oldest first."""
    of_lot = _received(decision.lot_id).with_only_columns(Submission.id)
    decisions = select(Decision.id).where(Decision.lot_id == decision.lot_id)
    subjects = union_all(
        _subject(Challenge, Challenge.id == decision.challenge_id),
        _subject(Submission, Submission.id.in_(of_lot)),
        _subject(Panel, Panel.id == decision.panel_id),
        _subject(PanelSeat, PanelSeat.panel_id == decision.panel_id),
        _subject(Decision, Decision.lot_id == decision.lot_id),
        _subject(LegalClaim, LegalClaim.decision_id.in_(decisions)),
        _subject(AssessmentSummary, AssessmentSummary.decision_id.in_(decisions)),
        *(_subject(kind, kind.submission_id.in_(of_lot)) for kind in _ABOUT),
    ).subquery()
    wanted = select(subjects.c.subject_type, subjects.c.subject_id)
    yield from db.session.scalars(
        select(AuditEvent)
        .where(tuple_(AuditEvent.subject_type, AuditEvent.subject_id).in_(wanted))
        .options(joinedload(AuditEvent.reason))
        .order_by(AuditEvent.at, AuditEvent.id)
        .execution_options(yield_per=500)
    )


def names_of_people(ids: Collection[uuid.UUID]) -> dict[str, str]:
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {str(row[0]): row[1] for row in rows}


def _about(kind: Any, ids: Collection[uuid.UUID]) -> Select[Any]:
    query = select(kind).where(kind.submission_id.in_(ids)).order_by(kind.id)
    if kind is Assessment:
        return query.options(joinedload(Assessment.seat), joinedload(Assessment.round), selectinload(Assessment.scores))
    return query.options(joinedload(ConflictMatch.body)) if kind is ConflictMatch else query


def _in_decision(kind: Any, decision: Decision, ids: Collection[uuid.UUID]) -> Select[Any]:
    return select(kind).where(kind.decision_id == decision.id, kind.submission_id.in_(ids))


def _received(lot_id: uuid.UUID) -> Select[Any]:
    """What was there at the deadline, whatever became of it since."""
    return select(Submission).join(Submission.challenge).where(Submission.lot_id == lot_id, unsealed(clock.now()))


def _decisions() -> Select[Decision]:
    return (
        select(Decision)
        .options(
            joinedload(Decision.challenge).joinedload(Challenge.council),
            joinedload(Decision.lot),
            joinedload(Decision.phase),
        )
        .execution_options(populate_existing=True)
    )


def _versions(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, SubmissionVersion]:
    """The one that counts, which is the latest: what stood before it is nobody's to read."""
    rows = db.session.scalars(
        select(SubmissionVersion)
        .ext(distinct_on(SubmissionVersion.submission_id))
        .where(SubmissionVersion.submission_id.in_(ids))
        .options(joinedload(SubmissionVersion.submission))
        .order_by(SubmissionVersion.submission_id, SubmissionVersion.number.desc())
    )
    return {version.submission_id: version for version in rows}


def _files(versions: Collection[SubmissionVersion]) -> dict[uuid.UUID, StoredFile]:
    named = {uuid.UUID(file["id"]) for version in versions for file in version.content["files"]}
    found = db.session.scalars(select(StoredFile).where(StoredFile.id.in_(named))) if named else ()
    return {file.id: file for file in found}


def _proof(
    summary_ids: Collection[uuid.UUID],
) -> tuple[dict[uuid.UUID, list[SummaryMail]], dict[uuid.UUID, list[SummaryOpening]]]:
    mails: dict[uuid.UUID, list[SummaryMail]] = {}
    openings: dict[uuid.UUID, list[SummaryOpening]] = {}
    for mail in db.session.scalars(
        select(SummaryMail)
        .where(SummaryMail.summary_id.in_(summary_ids))
        .options(joinedload(SummaryMail.message))
        .order_by(SummaryMail.message_id)
    ):
        mails.setdefault(mail.summary_id, []).append(mail)
    for opening in db.session.scalars(
        select(SummaryOpening)
        .where(SummaryOpening.summary_id.in_(summary_ids))
        .order_by(SummaryOpening.opened_at, SummaryOpening.person_id)
    ):
        openings.setdefault(opening.summary_id, []).append(opening)
    return mails, openings


def _by_submission(query: Select[Any]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = {}
    for one in db.session.scalars(query).unique():
        found.setdefault(one.submission_id, []).append(one)
    return found


def _first(found: dict[uuid.UUID, list[Any]], submission_id: uuid.UUID) -> Any:
    return next(iter(found.get(submission_id, ())), None)


def _subject(kind: Any, condition: Any) -> Select[Any]:
    return select(cast(literal(kind.__tablename__), String).label("subject_type"), kind.id.label("subject_id")).where(
        condition
    )
