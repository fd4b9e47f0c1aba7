"""Who interviews a bidder may change: calendars follow, and nobody interviews in two places at once."""

import uuid
from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _l

from core import clock
from core.database import db
from notifications.services import tell_people
from scoring.models import Interview, PanelSeat, Round
from scoring.queries import interview as queries
from scoring.services.interview import calendar_entry, overlap


def clashing(in_round: Round, submission_ids: Collection[uuid.UUID], seat: PanelSeat) -> set[uuid.UUID]:
    """Those of these proposals whose bidder is interviewed while this seat's person interviews somebody else."""
    held = queries.interviews_in(in_round.id)
    live = [held[one] for one in submission_ids if one in held and held[one].state in queries.LIVE]
    if not live or seat.person_id is None:
        return set()
    return {
        one.submission_id
        for one in live
        if any(
            overlap(one.slot.starts_at, one.slot.ends_at, busy.starts_at, busy.ends_at)
            for busy in queries.busy_times({seat.person_id}, except_for=one.id)
        )
    }


def interviewers_changed(
    round_id: uuid.UUID,
    submission_id: uuid.UUID,
    *,
    came: Sequence[PanelSeat] = (),
    gone: Sequence[PanelSeat] = (),
) -> None:
    """Where an interview is still to come, those who came get it into their calendars, and those who went out of
    them."""
    held = queries.interviews_in(round_id).get(submission_id)
    if held is None or held.state not in queries.LIVE or held.slot.starts_at <= clock.now():
        return
    interview = queries.interview_by_id(held.id)
    interview.sequence += 1
    db.session.flush()
    _tell(interview, came, cancelled=False)
    _tell(interview, gone, cancelled=True)


def _tell(interview: Interview, seats: Sequence[PanelSeat], *, cancelled: bool) -> None:
    panel, path = interview.round.panel, "/assessing" if cancelled else f"/interviews/{interview.id}"
    tell_people(
        {seat.person_id for seat in seats if seat.person_id is not None},
        template="scoring/interviewer_gone" if cancelled else "scoring/interview_panel",
        why=_l("You get this email because you assess proposals to this challenge."),
        once_key=f"interview:{interview.id}:{interview.sequence}:{'gone' if cancelled else 'came'}",
        attach=lambda recipient: calendar_entry(interview, recipient, path=path, cancelled=cancelled),
        interview=interview,
        submission=interview.submission,
        slot=interview.slot,
        challenge=panel.challenge,
        zone=panel.challenge.council.timezone,
        cancelled=False,
        path=path,
    )
