"""Assigning proposals to assessors, scoring them, handing in and reopening."""

import random
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from challenges.models import Challenge
from challenges.services.life import start_assessment
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, Refused
from notifications.services import tell
from scoring import states as events
from scoring.assignment import balance
from scoring.models import Assessment, Panel, PanelSeat, Round, Score
from scoring.policies import assessment as policies
from scoring.policies.panel import can_manage_panel
from scoring.queries import assessment as queries
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.services.conflict import follow_declaration, notice_matches
from scoring.services.moderation import review_spreads
from scoring.states import ASSESSMENT_LIFECYCLE, OPEN_TO_SCORES, AssessmentAction, AssessmentState, SeatState
from submissions.models import Submission
from submissions.queries.received import submissions_to_assess
from submissions.services.moves import enter_assessment, record_opening
from submissions.states import SubmissionState

# Letters and digits of a code such as K7: none that is mistaken for another when read aloud.
_LETTERS = "ABCDEFGHJKLMNPRSTVWXY"
_DIGITS = "23456789"
REASON_LENGTH = 20_000
UNTOUCHED = (AssessmentState.ASSIGNED, AssessmentState.CLEAR, AssessmentState.MITIGATED)


@dataclass(frozen=True)
class Assigned:
    """What assigning did: how many assessments were made, and how many proposals still lack somebody."""

    made: int
    short: int


@dataclass(frozen=True)
class Entry:
    """What stands in the form for one criterion. None for `score` is "not yet"; None for a part leaves it alone."""

    score: int | None = None
    reason: str | None = None
    has_score: bool = True


def assign(panel: Panel, *, by: Actor) -> Assigned:
    """Give every eligible proposal of the lot its assessors, evenly, around the conflicts that are known.

    What is assigned already stays. The challenge moves to assessing, and the proposals with it. Raises `Refused` when
    nobody has accepted a seat or nothing is eligible.
    """
    check(can_manage_panel(by, panel))
    panel = panels.locked_panel(panel.id)
    seats = _seats_of(panel)
    eligible = submissions_to_assess(panel.challenge_id, panel.lot_id)
    if not seats:
        raise Refused(_l("Nobody has accepted a seat on this panel yet."))
    if not eligible:
        raise Refused(_l("No proposal has been found eligible yet."))
    first = panel.rounds[0]
    barred = _barred(panel, eligible, seats, by=by)
    held = [one for one in queries.assessments_in(panel.id) if one.round_id == first.id]
    plan = balance(
        seats=[seat.id for seat in seats],
        submissions=[submission.id for submission in eligible],
        each=panel.challenge.assessors_each,
        barred=barred,
        existing={(one.seat_id, one.submission_id) for one in held if one.state is not AssessmentState.RECUSED},
    )
    _begin(panel.challenge, eligible, by=by)
    _add(panel, first, plan.pairs, by=by)
    _tell_assigned(panel, {seat_id for seat_id, _ in plan.pairs})
    return Assigned(made=len(plan.pairs), short=len(plan.missing))


def set_assessors(panel: Panel, submission: Submission, *, seat_ids: Collection[uuid.UUID], by: Actor) -> None:
    """Change by hand who assesses one proposal.

    Raises `Refused` for somebody with a known conflict, and for taking away an assessment that was begun.
    """
    check(can_manage_panel(by, panel))
    panel = panels.locked_panel(panel.id)
    first = panel.rounds[0]
    held = {
        one.seat_id: one
        for one in queries.assessments_in(panel.id, submission_id=submission.id)
        if one.round_id == first.id
    }
    seats = {seat.id: seat for seat in _seats_of(panel)}
    wanted = {seat_id for seat_id in seat_ids if seat_id in seats}
    recused = {seat_id for seat_id, one in held.items() if one.state is AssessmentState.RECUSED}
    barred = {seat for seat, _ in _barred(panel, [submission], list(seats.values()), by=by)} | recused
    if wanted & barred - (set(held) - recused):
        raise Refused(_l("One of them has a conflict of interest with this proposal."), field="seats")
    gone = [one for seat_id, one in held.items() if seat_id in seats and seat_id not in wanted | recused]
    if any(one.state not in UNTOUCHED for one in gone):
        raise Refused(_l("One of them has begun this assessment, so it cannot be taken away from them."), field="seats")
    for assessment in gone:
        _take_away(assessment, by=by)
    db.session.flush()
    new = [(seat_id, submission.id) for seat_id in seats if seat_id in wanted and seat_id not in held]
    if new:
        _begin(panel.challenge, [submission], by=by)
    _add(panel, first, new, by=by)
    _tell_assigned(panel, {seat_id for seat_id, _ in new})


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
    _must_be_assessing(assessment.seat.panel.challenge)
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


def _seats_of(panel: Panel) -> list[PanelSeat]:
    return [seat for seat in panel.seats if seat.state is SeatState.ACCEPTED]


def _barred(
    panel: Panel, submissions: Sequence[Submission], seats: Sequence[PanelSeat], *, by: Actor
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    people = [seat.person_id for seat in seats if seat.person_id is not None]
    notice_matches(panel.challenge, submissions, person_ids=people, by=by)
    known = conflicts.known_conflicts(panel, [submission.id for submission in submissions])
    typed_in = {(submission.entered_by_officer, submission.id) for submission in submissions}
    return {
        (seat.id, submission.id)
        for seat in seats
        for submission in submissions
        if (seat.person_id, submission.id) in known or (seat.person_id, submission.id) in typed_in
    }


def _begin(challenge: Challenge, submissions: Sequence[Submission], *, by: Actor) -> None:
    if challenge.state_at(clock.now()) is ChallengeState.CLOSED:
        start_assessment(challenge, by=by)
    _must_be_assessing(challenge)
    for submission in submissions:
        if submission.state is SubmissionState.ELIGIBLE:
            enter_assessment(submission, by=by)


def _add(panel: Panel, in_round: Round, pairs: Sequence[tuple[uuid.UUID, uuid.UUID]], *, by: Actor) -> None:
    seats = {seat.id: seat for seat in panel.seats}
    codes = _codes(panel.id)
    for seat_id, submission_id in pairs:
        assessment = Assessment(
            id=new_id(),
            seat_id=seat_id,
            submission_id=submission_id,
            round_id=in_round.id,
            council_id=panel.council_id,
            code=codes.take(seat_id, submission_id),
            assigned_at=clock.now(),
        )
        db.session.add(assessment)
        db.session.flush()
        audit.record(
            events.ASSESSMENT_ASSIGNED, subject=assessment, by=by, seat_id=seat_id, submission_id=submission_id
        )
        person_id = seats[seat_id].person_id
        if person_id is not None:
            follow_declaration(person_id, submission_id, by=by)


class _Codes:
    """Codes that are new for each seat, and the same for the same proposal in every round."""

    def __init__(self, given: Mapping[tuple[uuid.UUID, uuid.UUID], str]) -> None:
        self._given = dict(given)
        self._random = random.SystemRandom()

    def take(self, seat_id: uuid.UUID, submission_id: uuid.UUID) -> str:
        known = self._given.get((seat_id, submission_id))
        if known is None:
            used = {code for (seat, _), code in self._given.items() if seat == seat_id}
            known = self._given[(seat_id, submission_id)] = self._free(used)
        return known

    def _free(self, used: Collection[str]) -> str:
        length = 1
        while True:
            for _ in range(200):
                letters = "".join(self._random.choice(_LETTERS) for _ in range(length))
                code = letters + self._random.choice(_DIGITS)
                if code not in used:
                    return code
            length += 1


def _codes(panel_id: uuid.UUID) -> _Codes:
    held = queries.assessments_in(panel_id)
    return _Codes({(one.seat_id, one.submission_id): one.code for one in held})


def _take_away(assessment: Assessment, *, by: Actor) -> None:
    audit.record(
        events.ASSESSMENT_UNASSIGNED,
        subject=assessment,
        by=by,
        from_state=assessment.state.value,
        seat_id=assessment.seat_id,
        submission_id=assessment.submission_id,
    )
    db.session.delete(assessment)


def _hold(assessment: Assessment, *, by: Actor) -> Assessment:
    """The same row, locked and fresh; still open to this person now that nobody else can change it."""
    held = queries.locked_assessment(assessment.id)
    check(queries.is_readable(by, held.id))
    _must_be_assessing(held.seat.panel.challenge)
    return held


def _must_be_assessing(challenge: Challenge) -> None:
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


def _tell_assigned(panel: Panel, seat_ids: Collection[uuid.UUID]) -> None:
    for seat in panel.seats:
        if seat.id in seat_ids and seat.person_id is not None:
            tell(
                template="scoring/assessments_assigned",
                why=_l("You get this email because you assess proposals to this challenge."),
                person_id=seat.person_id,
                panel=panel,
                challenge=panel.challenge,
            )
