"""Scoring proposals, handing in and reopening."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from challenges.models import Challenge
from challenges.states import ChallengeState
from core import clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, Refused
from notifications.services import tell
from scoring import states as events
from scoring.models import Assessment, Panel, Score
from scoring.policies import assessment as policies
from scoring.queries import assessment as queries
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.services.moderation import review_spreads
from scoring.states import ASSESSMENT_LIFECYCLE, OPEN_TO_SCORES, AssessmentAction, AssessmentState
from submissions.services.moves import record_opening

REASON_LENGTH = 20_000


@dataclass(frozen=True)
class Entry:
    """What stands in the form for one criterion. None for `score` is "not yet"; None for a part leaves it alone."""

    score: int | None = None
    reason: str | None = None
    has_score: bool = True


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
    assessment = _hold(assessment, by=by)
    if assessment.state not in OPEN_TO_SCORES:
        raise Refused(_l("This assessment has been handed in and cannot be changed."))
    if assessment.version != version:
        raise Conflict(_l("You changed this assessment in another window. Open it again to see what is saved there."))
    allowed = {criterion.id for criterion in queries.criteria_of(assessment.seat.panel.lot_id)}
    if not set(entries) <= allowed:
        raise Refused(_l("There is no such criterion."))
    highest = assessment.seat.panel.challenge.score_max
    if any(entry.score is not None and not 0 <= entry.score <= highest for entry in entries.values()):
        raise Refused(_l("Choose a score from 0 to %(highest)s.", highest=highest))
    for criterion_id, entry in entries.items():
        _keep(assessment, criterion_id, entry)
    if ASSESSMENT_LIFECYCLE.allows(assessment, AssessmentAction.BEGIN):
        ASSESSMENT_LIFECYCLE.move(assessment, AssessmentAction.BEGIN, by=by, event=events.ASSESSMENT_BEGUN)
    assessment.version += 1
    db.session.flush()
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
    """Let an assessor change what they handed in. An officer or the chair, but no chair for themselves."""
    check(not conflicts.is_kept_out(by.person_id, assessment.submission_id))
    assessment = queries.locked_assessment(assessment.id)
    panel = panels.panel_in_sight(by, assessment.seat.panel_id)
    check(panel is not None and policies.can_reopen(by, panel) and by.person_id != assessment.seat.person_id)
    must_be_assessing(assessment.seat.panel.challenge)
    if not reason.strip():
        raise Refused(_l("Say why it is reopened."), field="reason")
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
        raise Refused(_l("This challenge is not being assessed now."))


def _keep(assessment: Assessment, criterion_id: uuid.UUID, entry: Entry) -> None:
    row = next((score for score in assessment.scores if score.criterion_id == criterion_id), None)
    if row is None:
        row = Score(id=new_id(), criterion_id=criterion_id, reason="")
        assessment.scores.append(row)
    if entry.has_score:
        row.score = entry.score
    if entry.reason is not None:
        row.reason = entry.reason.strip()[:REASON_LENGTH]
    row.saved_at = clock.now()
