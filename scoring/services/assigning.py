"""Who assesses which proposal: shared out at once, or changed by hand for one."""

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
from core.errors import Refused
from notifications.services import tell
from scoring import states as events
from scoring.assignment import balance
from scoring.models import Assessment, Panel, PanelSeat, Round
from scoring.policies.panel import can_manage_panel
from scoring.queries import assessment as queries
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.services.assessment import must_be_assessing
from scoring.services.conflict import follow_declaration, notice_matches
from scoring.states import AssessmentState, SeatState
from submissions.models import Submission
from submissions.queries.received import submissions_to_assess
from submissions.services.moves import enter_assessment
from submissions.states import SubmissionState

# Letters and digits of a code such as K7: none that is mistaken for another when read aloud.
_LETTERS = "ABCDEFGHJKLMNPRSTVWXY"
_DIGITS = "23456789"
UNTOUCHED = (AssessmentState.ASSIGNED, AssessmentState.CLEAR, AssessmentState.MITIGATED)


@dataclass(frozen=True)
class Assigned:
    """What assigning did: how many assessments were made, and how many proposals still lack somebody."""

    made: int
    short: int


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
    must_be_assessing(challenge)
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
