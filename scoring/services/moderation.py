"""Panel moderation: where assessors are further apart than was published, the chair settles it in words."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models import Challenge
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor
from core.database import db, new_id
from core.errors import NotPermitted, Refused
from scoring import ranking
from scoring.models import Assessment, ConsensusScore, ModerationCase, Panel
from scoring.policies.moderation import can_close_case
from scoring.queries import moderation as queries
from scoring.queries.ranking import raw_scores
from scoring.states import CASE_LIFECYCLE, HANDED_IN, CaseAction, CaseState
from scoring.states.moderation import (
    CONSENSUS_RECORDED,
    MODERATION_CASE_CLOSED,
    MODERATION_CASE_OPENED,
    MODERATION_CASE_REOPENED,
)


def review_spreads(*, submission_id: uuid.UUID, round_id: uuid.UUID, by: Actor) -> None:
    """Open, reopen or end the cases of one proposal in one round, once all its assessments are in.

    To be called after an assessment was handed in or recused.
    """
    assessments = queries.assessments_of(submission_id, round_id)
    if not assessments or any(one.state not in HANDED_IN for one in assessments):
        return
    panel = queries.panel_of_round(round_id)
    wide = ranking.wide_spreads(raw_scores(assessments), panel.challenge.spread_limit)
    known = queries.cases_of(submission_id, round_id)
    for (_round, criterion_id), spread in sorted(wide.items(), key=lambda item: str(item[0])):
        case = known.pop(_id(criterion_id), None)
        if case is None:
            _open(panel, assessments[0], criterion_id=_id(criterion_id), spread=spread, by=by)
        else:
            _open_again(case, spread=spread, by=by)
    for case in known.values():
        _end(case, by=by)
    db.session.flush()


def close_case(case_id: uuid.UUID, *, reason: str, score: int | None, by: Actor) -> ModerationCase:
    """Close a case with its reason, and with a consensus score where the panel agreed on one.

    Raises `Refused` for a missing reason, a score off the scale, or when the panel's work is over.
    """
    queries.hold_case(case_id)
    table = queries.case_on_table(by, case_id)
    if table is None or not can_close_case(by, table):
        raise NotPermitted
    case, challenge = table.case, table.challenge
    CASE_LIFECYCLE.check(case, CaseAction.CLOSE)
    check_time(challenge)
    if not reason.strip():
        raise Refused(_l("Enter why the panel settled it like this"), field="reason")
    if score is not None:
        if not 0 <= score <= challenge.score_max:
            raise Refused(
                _l("The score must be a whole number from 0 to %(most)s", most=challenge.score_max), field="score"
            )
        _supersede(case)
        record_consensus(
            case.submission_id,
            case.criterion_id,
            case.round_id,
            council_id=case.council_id,
            score=score,
            reason=reason,
            by=by,
        )
    close(case, reason=reason, by=by)
    db.session.flush()
    return case


def _open(panel: Panel, one: Assessment, *, criterion_id: uuid.UUID, spread: int, by: Actor) -> None:
    case = ModerationCase(
        id=new_id(),
        panel_id=panel.id,
        council_id=panel.council_id,
        submission_id=one.submission_id,
        criterion_id=criterion_id,
        round_id=one.round_id,
        spread=spread,
        opened_at=clock.now(),
    )
    db.session.add(case)
    audit.record(MODERATION_CASE_OPENED, subject=case, by=by, spread=spread, criterion_id=criterion_id)


def _open_again(case: ModerationCase, *, spread: int, by: Actor) -> None:
    case.spread = spread
    if case.state is CaseState.CLOSED:
        _supersede(case)
        case.opened_at = clock.now()
        case.closed_at, case.closed_by = None, None
        CASE_LIFECYCLE.move(case, CaseAction.REOPEN, by=by, event=MODERATION_CASE_REOPENED, spread=spread)


def _end(case: ModerationCase, *, by: Actor) -> None:
    """Assessments were written again and the spread is gone: what was agreed about the old ones no longer counts."""
    _supersede(case)
    if case.state is CaseState.OPEN:
        case.closed_by = None
        case.closed_at = clock.now()
        case.reason = str(_l("The assessments were written again and are no longer far apart."))
        CASE_LIFECYCLE.move(case, CaseAction.CLOSE, by=by, event=MODERATION_CASE_CLOSED)


def close(case: ModerationCase, *, reason: str, by: Actor) -> None:
    case.reason = reason.strip()
    case.closed_at = clock.now()
    case.closed_by = by.person_id
    CASE_LIFECYCLE.move(case, CaseAction.CLOSE, by=by, event=MODERATION_CASE_CLOSED, reason=reason)


def record_consensus(
    submission_id: uuid.UUID,
    criterion_id: uuid.UUID,
    round_id: uuid.UUID,
    *,
    council_id: uuid.UUID,
    score: int,
    reason: str,
    by: Actor,
) -> None:
    """For a verb that has checked everything and superseded what stood."""
    agreed = ConsensusScore(
        id=new_id(),
        council_id=council_id,
        submission_id=submission_id,
        criterion_id=criterion_id,
        round_id=round_id,
        score=score,
        reason=reason.strip(),
        recorded_by=by.person_id,
        recorded_at=clock.now(),
    )
    db.session.add(agreed)
    audit.record(CONSENSUS_RECORDED, subject=agreed, by=by, score=score)


def supersede(standing: ConsensusScore | None) -> None:
    if standing is not None:
        standing.superseded_at = clock.now()
        db.session.flush()


def _supersede(case: ModerationCase) -> None:
    supersede(queries.standing_consensus(case))


def check_time(challenge: Challenge) -> None:
    if challenge.state is not ChallengeState.ASSESSING:
        raise Refused(_l("The panel’s work on this challenge is over."))


def _id(key: Any) -> uuid.UUID:
    return key if isinstance(key, uuid.UUID) else uuid.UUID(str(key))
