"""Who assesses one proposal in one round, changed by hand: somebody added, taken out, or put in another's place."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from flask_babel import lazy_gettext as _l

from challenges.states import ChallengeState
from core.access import Actor, check
from core.errors import Refused
from scoring.models import Panel, PanelSeat, Round
from scoring.policies.panel import can_manage_panel
from scoring.queries import assessment as assessments
from scoring.queries import assigning as queries
from scoring.queries import panel as panels
from scoring.queries.assigning import Held
from scoring.services import assigning
from scoring.services.conflict import must_have_declared
from scoring.services.interviewers import clashing, interviewers_changed
from scoring.services.moderation import review_spreads
from scoring.services.setting_aside import set_aside
from scoring.states import HANDED_IN, AssessmentState, SeatState
from submissions.models import Submission
from submissions.services import must_be_checked
from submissions.states import SubmissionState


def set_assessors(
    panel: Panel,
    submission: Submission,
    *,
    seat_ids: Collection[uuid.UUID],
    round_number: int = 1,
    reason: str = "",
    by: Actor,
) -> None:
    """From now on these seats assess the proposal in this round.

    What somebody had begun is set aside with its drafts, for a `reason`; in a later round nobody is taken out without
    one. Raises `Refused`, which names them, for somebody with a known conflict, who does not read its language, is
    away, takes no more or interviews another bidder at the time; and for taking away what is handed in.
    """
    check(can_manage_panel(by, panel))
    must_have_declared(panel.challenge_id, by=by)
    panel = panels.locked_panel(panel.id)
    in_round = next(one for one in panel.rounds if one.number == round_number)
    _must_be_in(panel, submission, in_round)
    all_held = queries.held_in(panel.id, in_round.id)
    held = {one.seat_id: one for one in all_held if one.submission_id == submission.id}
    seats = {seat.id: seat for seat in panel.seats if seat.state is SeatState.ACCEPTED}
    wanted = {seat_id for seat_id in seat_ids if seat_id in seats}
    recused = {seat_id for seat_id, one in held.items() if one.state is AssessmentState.RECUSED}
    gone = [one for seat_id, one in held.items() if seat_id in seats and seat_id not in wanted | recused]
    new = [seat for seat in seats.values() if seat.id in wanted and seat.id not in held.keys() - recused]
    load = Counter(one.seat_id for one in all_held if one.state is not AssessmentState.RECUSED)
    _must_be_able(panel, submission, new, in_round=in_round, load=load, recused=recused, by=by)
    if new:
        must_be_checked([submission])
    _take_out(panel, submission, gone, in_round=in_round, reason=reason, by=by)
    if new and in_round.number == 1:
        assigning.begin(panel.challenge, [submission], by=by)
    assigning.add(panel, in_round, [(seat.id, submission.id) for seat in new], by=by)
    assigning.tell_assigned(panel, {seat.id for seat in new})
    if new or gone:
        interviewers_changed(in_round.id, submission.id, came=new, gone=[seats[one.seat_id] for one in gone])
    if gone:
        # Where they were the last to be waited for, the others' scores lie open now.
        review_spreads(submission_id=submission.id, round_id=in_round.id, by=by)


def _must_be_in(panel: Panel, submission: Submission, in_round: Round) -> None:
    """In a later round are those who go on, until the decision."""
    if in_round.number == 1:
        return
    if panel.challenge.state is not ChallengeState.ASSESSING:
        raise Refused(_l("The panel’s work on this challenge is over."))
    if submission.state is not SubmissionState.SHORTLISTED:
        raise Refused(_l("Only proposals on the shortlist are in the second round."))


def _take_out(
    panel: Panel, submission: Submission, gone: Sequence[Held], *, in_round: Round, reason: str, by: Actor
) -> None:
    if any(one.state in HANDED_IN for one in gone):
        raise Refused(_l("One of them has handed this assessment in. It stays, and it counts."), field="seats")
    begun = {one.id for one in gone if one.state not in assigning.UNTOUCHED}
    if gone and (begun or in_round.number > 1) and not reason.strip():
        words = _l("One of them has begun this assessment. Say why it is taken away from them.")
        raise Refused(words if begun else _l("Say why somebody is taken out of the second round."), field="reason")
    untouched = {(one.seat_id, submission.id): one.id for one in gone if one.id not in begun}
    assigning.take_away(panel, untouched, reason=reason, by=by)
    for seat in panel.seats:
        found = assessments.assessments_in(panel.id, submission_id=submission.id) if begun else ()
        aside = [one for one in found if one.id in begun and one.seat_id == seat.id]
        if aside:
            set_aside(panel, seat, aside, reason=reason, by=by)


def _must_be_able(
    panel: Panel,
    submission: Submission,
    seats: Sequence[PanelSeat],
    *,
    in_round: Round,
    load: Mapping[uuid.UUID, int],
    recused: Collection[uuid.UUID],
    by: Actor,
) -> None:
    bars = assigning.barred(panel, [submission], seats, by=by)
    language = assigning.languages_of(panel.challenge, [submission.id])[submission.id]
    for seat, facts in zip(seats, assigning.seats_to_fill(panel, seats), strict=True):
        if (seat.id, submission.id) in bars or seat.id in recused:
            words = _l("%(name)s has a conflict of interest with this proposal.", name=seat.name)
        elif facts.languages is not None and language not in facts.languages:
            words = _l("%(name)s does not read the language of this proposal.", name=seat.name)
        elif facts.capacity == 0:
            words = _l("%(name)s is away now.", name=seat.name)
        elif facts.capacity is not None and load.get(seat.id, 0) >= facts.capacity:
            words = _l("%(name)s takes no more than %(most)s proposals.", name=seat.name, most=facts.capacity)
        elif clashing(in_round, [submission.id], seat):
            words = _l("%(name)s interviews another bidder at the time of this interview.", name=seat.name)
        else:
            continue
        raise Refused(words, field="seats")
