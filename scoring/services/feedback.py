"""Assessment summaries: what each bidder is told, before the standstill starts."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Text, literal, update
from sqlalchemy.dialects.postgresql import insert

from accounts.states import BodyKind, Role
from core import audit, clock, jobs
from core.access import Actor, check
from core.database import db
from core.errors import Conflict, NotPermitted, Refused
from scoring.models import AssessmentSummary, Decision, SummaryMail, SummaryOpening, SummaryRun
from scoring.names import NameFinder
from scoring.policies.decision import can_issue_summaries
from scoring.policies.feedback import can_edit_summary, can_read_feedback
from scoring.queries import feedback as queries
from scoring.queries import sending
from scoring.services import summarising
from scoring.services.summarising import all_words, assemble, names_of
from scoring.services.telling import AT_ONCE, BATCH, tell_all, tell_bidders
from scoring.states import DECISION_LIFECYCLE, DecisionAction
from scoring.states.decision import (
    SUMMARIES_ISSUED,
    SUMMARIES_SENDING_STARTED,
    SUMMARY_EDITED,
    SUMMARY_NAME_CLEARED,
    SUMMARY_OPENED,
)

__all__ = [
    "Words",
    "allow_name",
    "assemble",
    "edit_summary",
    "issue_summaries",
    "record_opening",
    "send_batch",
    "tell_all",
    "tell_bidders",
]


@dataclass(frozen=True)
class Words:
    """What an officer writes about one criterion."""

    words: str
    better: str


def edit_summary(
    decision_id: uuid.UUID,
    submission_id: uuid.UUID,
    *,
    words: Mapping[uuid.UUID, Words],
    version: int,
    by: Actor,
) -> AssessmentSummary:
    """Keep what the officer wrote.

    Raises `Refused` with the field for an empty answer or one that names another bidder or an assessor, `Conflict`
    when somebody else saved meanwhile, or when the summary has gone out or is on its way.
    """
    desk = queries.summary_desk(by, decision_id, submission_id)
    if desk is None or not can_edit_summary(by, desk):
        raise NotPermitted
    # Held until the end: a batch that goes out now waits, or has gone.
    summary = desk.summary
    sending.hold_summary(summary)
    run = queries.run_of(decision_id)
    if summary.issued_at is not None or (run and run.asked_at):
        raise Conflict(_l("This summary has been sent and cannot be changed."))
    if version != summary.version:
        raise Conflict(_l("Somebody else changed this summary meanwhile. Look at it again before you save."))
    finder, own = names_of(decision_id)
    criteria = [_edited(entry, words, finder, own.get(submission_id, set())) for entry in summary.content["criteria"]]
    summary.content = {**summary.content, "criteria": criteria}
    summary.named = []
    summary.version += 1
    summary.edited_at, summary.edited_by = clock.now(), by.person_id
    audit.record(SUMMARY_EDITED, subject=summary, by=by, version=summary.version)
    db.session.flush()
    return summary


def allow_name(decision_id: uuid.UUID, named: str, *, by: Actor) -> None:
    """An officer has looked: here a bidder's name is a word that anybody uses, and names nobody.

    Of an assessor's name that cannot be said: it is taken out.
    """
    desk = queries.feedback_desk(by, decision_id)
    check(desk is not None and can_issue_summaries(by, desk))
    if desk is None or named not in {one.id for one in queries.names_found(decision_id) if not one.assesses}:
        raise Refused(_l("This name stands in no summary now."))
    run = _run(decision_id, desk.decision.council_id)
    if run.asked_at is not None:
        raise Conflict(_l("This summary has been sent and cannot be changed."))
    run.ordinary = sorted({*run.ordinary, named})
    db.session.execute(
        update(AssessmentSummary)
        .where(AssessmentSummary.decision_id == decision_id, AssessmentSummary.named.contains([named]))
        .values(named=AssessmentSummary.named.op("-")(literal(named, Text)))
        .execution_options(synchronize_session="fetch")
    )
    audit.record(SUMMARY_NAME_CLEARED, subject=desk.decision, by=by, named=named)
    db.session.flush()


def issue_summaries(decision_id: uuid.UUID, *, by: Actor) -> int:
    """Send every bidder its summary: at once to few, by a job to many. Returns how many have it now.

    Asked again while they are on their way, it only sees to it that the job goes on. Raises `Refused` while one of
    them names another bidder, or is not put together yet.
    """
    sending.hold_decision(decision_id)
    desk = queries.feedback_desk(by, decision_id)
    if desk is None or not can_issue_summaries(by, desk):
        raise NotPermitted
    DECISION_LIFECYCLE.check(desk.decision, DecisionAction.ISSUE_SUMMARIES)
    proposals = desk.tally.proposals
    run = _run(decision_id, desk.decision.council_id)
    if run.asked_at is None:
        _check_ready(decision_id)
        run.asked_by, run.asked_at = by.person_id, clock.now()
        db.session.flush()
    if proposals > AT_ONCE:
        audit.record(SUMMARIES_SENDING_STARTED, subject=desk.decision, by=by, summaries=proposals)
        enqueue(decision_id)
    else:
        while send_batch(decision_id):
            continue
    return queries.tally_of(decision_id).sent


def enqueue(decision_id: uuid.UUID) -> None:
    jobs.enqueue("scoring.send_summaries", lock=f"summaries:{decision_id}", decision_id=str(decision_id))


def send_batch(decision_id: uuid.UUID, *, size: int = BATCH) -> bool:
    """Send the next ones; returns whether more are left. With the last of them the decision moves on.

    A summary is marked and its mails are queued in one breath, so none goes out twice, whoever is killed meanwhile.
    """
    run = queries.run_of(decision_id, hold=True)
    sending.hold_decision(decision_id)
    decision = sending.decision_told_of(decision_id)
    if run is None or decision is None or run.asked_at is None or run.finished_at is not None:
        return False
    summaries, now = sending.next_to_send(decision_id, limit=size), clock.now()
    for summary in summaries:
        summary.issued_at = now
    told = tell_bidders(
        [summary.submission for summary in summaries],
        template="scoring/summary_issued",
        key=f"summary:{decision_id}",
        challenge=decision.challenge,
    )
    db.session.add_all(
        SummaryMail(summary_id=summary.id, message_id=message.id)
        for summary in summaries
        for message in told[summary.submission_id]
    )
    db.session.flush()
    if len(summaries) == size:
        return True
    _finish(decision, run)
    return False


def record_opening(summary: AssessmentSummary, *, by: Actor) -> None:
    """Note that somebody of the bidder opens its summary: once for each person."""
    check(can_read_feedback(by, summary))
    first = db.session.scalar(
        insert(SummaryOpening)
        .values(summary_id=summary.id, person_id=by.person_id, opened_at=clock.exactly_now())
        .on_conflict_do_nothing(index_elements=["summary_id", "person_id"])
        .returning(SummaryOpening.summary_id)
    )
    if first is not None:
        audit.record(SUMMARY_OPENED, subject=summary, by=by)
        db.session.flush()


def _finish(decision: Decision, run: SummaryRun) -> None:
    decision.summaries_issued_at = run.finished_at = clock.now()
    DECISION_LIFECYCLE.move(
        decision,
        DecisionAction.ISSUE_SUMMARIES,
        by=_who_asked(run),
        event=SUMMARIES_ISSUED,
        summaries=queries.tally_of(decision.id).sent,
    )
    db.session.flush()


def _who_asked(run: SummaryRun) -> Actor:
    """The officer, although a job did the work."""
    return Actor(
        person_id=run.asked_by, body_id=run.council_id, body_kind=BodyKind.COUNCIL.value, role=Role.OFFICER.value
    )


def _check_ready(decision_id: uuid.UUID) -> None:
    """Looked at anew, because a bidder's name may have changed since."""
    missing = sending.without_summary(decision_id, limit=1)
    if missing:
        summarising.enqueue(decision_id)
        raise Refused(_l("The summaries are still being put together. Try again in some minutes."))
    finder, own = names_of(decision_id)
    named = []
    for summary_id, submission_id, content in sending.contents_to_send(decision_id):
        found = finder.found_in(all_words(content)) - own.get(submission_id, set())
        if found:
            named.append(summary_id)
    if named:
        raise Refused(
            _l(
                "These summaries name another bidder or an assessor. Change them first: %(references)s",
                references=", ".join(sending.references_of(named[:20])),
            )
        )


def _run(decision_id: uuid.UUID, council_id: uuid.UUID) -> SummaryRun:
    run = queries.run_of(decision_id, hold=True)
    if run is None:
        run = SummaryRun(decision_id=decision_id, council_id=council_id, ordinary=[])
        db.session.add(run)
        db.session.flush()
    return run


def _edited(
    entry: dict[str, Any], words: Mapping[uuid.UUID, Words], finder: NameFinder[str], own: set[str]
) -> dict[str, Any]:
    criterion_id = uuid.UUID(entry["criterion_id"])
    given = words.get(criterion_id, Words("", ""))
    for field, text in (("words", given.words), ("better", given.better)):
        where = f"{field}_{criterion_id.hex}"
        if not text.strip():
            raise Refused(_l("Write about “%(title)s”", title=entry["title"]), field=where)
        named = ", ".join(one.name for one in queries.names_by_id(sorted(finder.found_in(text) - own)))
        if named:
            raise Refused(
                _l(
                    "Take out the name of another bidder or of an assessor: %(name)s",
                    name=named,
                ),
                field=where,
            )
    return {**entry, "words": given.words.strip(), "better": given.better.strip()}
