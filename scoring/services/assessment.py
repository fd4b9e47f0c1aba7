"""Scoring proposals, handing in and reopening."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm.attributes import set_committed_value

from challenges.models import Challenge
from challenges.states import ChallengeState
from core import clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, NotPermitted, Refused
from notifications.services import tell
from scoring.models import Assessment, Panel, Score
from scoring.policies import assessment as policies
from scoring.queries import assessment as queries
from scoring.queries import conflict as conflicts
from scoring.queries import draft as drafts
from scoring.queries import panel as panels
from scoring.queries.draft import Held
from scoring.services.moderation import review_spreads
from scoring.states import ASSESSMENT_LIFECYCLE, OPEN_TO_SCORES, AssessmentAction, AssessmentState, SeatState
from scoring.states import assessment as events
from submissions.services.hiding import must_not_name
from submissions.services.moves import record_opening

REASON_LENGTH = 20_000
NOT_NOW = _l("This challenge is not being assessed now.")


@dataclass(frozen=True)
class Entry:
    """What stands in the form for one criterion. None for `score` is "not yet"; None for a part leaves it alone."""

    score: int | None = None
    reason: str | None = None
    has_score: bool = True

    @property
    def columns(self) -> dict[str, Any]:
        """What is to be written."""
        found: dict[str, Any] = {"score": self.score} if self.has_score else {}
        return found if self.reason is None else found | {"reason": self.reason.strip()[:REASON_LENGTH]}


def open_assessment(assessment: Assessment, *, by: Actor) -> None:
    """Note in the supplier's access log that an assessor has opened the proposal."""
    check(policies.can_assess(by, assessment))
    record_opening(assessment.submission, by=by)


def save_scores(assessment: Assessment, entries: Mapping[uuid.UUID, Entry], *, version: int, by: Actor) -> Assessment:
    """Keep a draft, complete or not; only its assessor sees it. Returns the assessment with its new `version`.

    `entries` by criterion; criteria that are not in it stay as they are. Raises `Conflict` when a newer draft than
    `version` was saved meanwhile, `Refused` for a score off the scale or after handing in.
    """
    check(policies.can_assess(by, assessment))
    held = drafts.held_draft(by, assessment.id)
    if held is None:
        raise NotPermitted
    _take(assessment, held)
    if held.challenge_state is not ChallengeState.ASSESSING:
        raise Refused(NOT_NOW)
    if held.state not in OPEN_TO_SCORES:
        raise Refused(_l("This assessment has been handed in and cannot be changed."))
    if held.version != version:
        raise Conflict(_l("You changed this assessment in another window. Nothing is lost: compare the two."))
    if not set(entries) <= held.criterion_ids:
        raise Refused(_l("There is no such criterion."))
    if any(entry.score is not None and not 0 <= entry.score <= held.score_max for entry in entries.values()):
        raise Refused(_l("Choose a score from 0 to %(highest)s.", highest=held.score_max))
    if ASSESSMENT_LIFECYCLE.allows(assessment, AssessmentAction.BEGIN):
        ASSESSMENT_LIFECYCLE.move(assessment, AssessmentAction.BEGIN, by=by, event=events.ASSESSMENT_BEGUN)
        db.session.flush()
    set_committed_value(assessment, "version", _write(assessment, entries))
    return assessment


def submit_assessment(assessment: Assessment, *, by: Actor) -> Assessment:
    """Hand in what was saved; from now on it is locked.

    Raises `Refused` unless every criterion has a score and a reason.
    """
    check(policies.can_assess(by, assessment))
    assessment = _hold(assessment, by=by)
    done = {score.criterion_id for score in assessment.scores if score.score is not None and score.reason.strip()}
    missing = [one for one in queries.criteria_of(assessment.seat.panel.lot_id) if one.id not in done]
    if missing:
        raise Refused(
            _l("Give a score and a reason for every criterion. Missing: %(titles)s.",
               titles=", ".join(criterion.title for criterion in missing))
        )  # fmt: skip
    assessment.submitted_at = clock.now()
    ASSESSMENT_LIFECYCLE.move(assessment, AssessmentAction.SUBMIT, by=by, event=events.ASSESSMENT_SUBMITTED)
    db.session.flush()
    review_spreads(submission_id=assessment.submission_id, round_id=assessment.round_id, by=by)
    return assessment


def reopen_assessment(assessment: Assessment, *, reason: str, by: Actor) -> None:
    """Let an assessor change what they handed in. An officer or the chair, but no chair for themselves.

    Raises `Refused` without a reason, and for somebody who has left: nobody could hand it in again.
    """
    check(not conflicts.is_kept_out(by.person_id, assessment.submission_id))
    assessment = queries.locked_assessment(assessment.id)
    panel = panels.panel_in_sight(by, assessment.seat.panel_id)
    check(panel is not None and policies.can_reopen(by, panel) and by.person_id != assessment.seat.person_id)
    must_be_assessing(assessment.seat.panel.challenge)
    if assessment.seat.state is not SeatState.ACCEPTED:
        raise Refused(_l("This assessor has left the panel. What they handed in stays, and counts."))
    if not reason.strip():
        raise Refused(_l("Say why it is reopened."), field="reason")
    must_not_name(assessment.submission_id, reason, field="reason")
    assessment.reopen_reason = reason.strip()
    ASSESSMENT_LIFECYCLE.move(
        assessment, AssessmentAction.REOPEN, by=by, event=events.ASSESSMENT_REOPENED, reason=reason
    )
    db.session.flush()
    if assessment.seat.person_id is not None:
        tell(
            template="scoring/assessment_reopened",
            why=_l("You get this email because you assess proposals to this challenge."),
            person_id=assessment.seat.person_id,
            challenge=assessment.seat.panel.challenge,
            assessment=assessment,
        )


def finalise_assessments(panel: Panel, *, by: Actor) -> int:
    """With an approved decision, everything handed in becomes final. For the service that decides."""
    found = [one for one in queries.assessments_in(panel.id) if one.state is AssessmentState.SUBMITTED]
    for assessment in found:
        ASSESSMENT_LIFECYCLE.move(assessment, AssessmentAction.FINALISE, by=by, event=events.ASSESSMENT_FINALISED)
    db.session.flush()
    return len(found)


def _hold(assessment: Assessment, *, by: Actor) -> Assessment:
    """The same row, locked and fresh; still open to this person now that nobody else can change it."""
    held = queries.locked_assessment(assessment.id)
    check(queries.is_readable(by, held.id))
    must_be_assessing(held.seat.panel.challenge)
    return held


def must_be_assessing(challenge: Challenge) -> None:
    if challenge.state is not ChallengeState.ASSESSING:
        raise Refused(NOT_NOW)


def _take(assessment: Assessment, held: Held) -> None:
    """Let the row in memory say what the locked one says; its scores are read again when somebody asks."""
    set_committed_value(assessment, "state", held.state)
    set_committed_value(assessment, "version", held.version)
    for score in assessment.__dict__.get("scores", ()):
        db.session.expire(score)
    db.session.expire(assessment, ["scores"])


def _write(assessment: Assessment, entries: Mapping[uuid.UUID, Entry]) -> int:
    """All that was sent and the new version, which is returned, in one statement."""
    statement = update(Assessment).where(Assessment.id == assessment.id).values(version=Assessment.version + 1)
    for number, (criterion_id, entry) in enumerate(entries.items()):
        changed = entry.columns
        if changed:
            row = insert(Score).values(
                id=new_id(),
                assessment_id=assessment.id,
                criterion_id=criterion_id,
                saved_at=clock.now(),
                **{"reason": "", **changed},
            )
            kept = row.on_conflict_do_update(
                index_elements=[Score.assessment_id, Score.criterion_id],
                set_={name: row.excluded[name] for name in (*changed, "saved_at")},
            )
            statement = statement.add_cte(kept.cte(f"kept_{number}"))
    options = {"synchronize_session": False}
    return db.session.execute(statement.returning(Assessment.version), execution_options=options).scalar_one()
