"""Interviews: times that do not clash, invitations that go into people's calendars, and what bidders answer."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges.queries.translation import title_of
from challenges.states import ChallengeState
from core import audit, clock
from core.access import SYSTEM, Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.outbox import Attachment
from core.rendering import absolute
from notifications.registries import Recipient
from notifications.services import tell_people
from scoring.ical import Appointment, invitation
from scoring.models import Interview, InterviewSlot, Panel, Round
from scoring.policies import interview as policies
from scoring.policies.panel import can_manage_panel
from scoring.queries import interview as queries
from scoring.queries import second_round as rounds
from scoring.queries.interview import Busy
from scoring.services.second_round import second_round
from scoring.states import RoundKind
from scoring.states import interview as events
from scoring.states.interview import INTERVIEW_LIFECYCLE, InterviewAction, InterviewState
from submissions.models import Submission
from submissions.services.moves import team_of

SLOTS_AT_MOST = 60
QUESTIONS_AT_MOST = 30


def save_questions(panel: Panel, *, questions: Sequence[str], by: Actor) -> None:
    """What the panel asks everybody, in this order."""
    check(can_manage_panel(by, panel))
    in_round = _interview_round(panel)
    kept = [line for line in (" ".join(each.split()) for each in questions) if line]
    if len(kept) > QUESTIONS_AT_MOST:
        raise Refused(_l("A question sheet can have at most %(most)s questions.", most=QUESTIONS_AT_MOST))
    in_round.questions = kept
    audit.record(events.ROUND_QUESTIONS_SAVED, subject=in_round, by=by, council_id=panel.council_id, number=len(kept))
    db.session.flush()


def add_slots(
    panel: Panel,
    *,
    starts_at: dt.datetime,
    minutes: int,
    number: int,
    pause: int,
    place: str,
    link: str,
    by: Actor,
) -> int:
    """So many times in a row, with a pause between them; returns how many.

    Raises `Refused` (with the field) for a time that has passed, for nowhere, and where the place is taken.
    """
    check(can_manage_panel(by, panel))
    in_round = _interview_round(panel)
    queries.hold_round(in_round.id)
    if not place.strip() and not link.strip():
        raise Refused(_l("Enter a place, or a link for a video call."), field="place")
    if starts_at <= clock.now():
        raise Refused(_l("This time has passed."), field="starts_at")
    there = [slot for slot in queries.slots_in(in_round.id) if (slot.place, slot.link) == (place.strip(), link.strip())]
    made = []
    for count in range(number):
        begins = starts_at + dt.timedelta(minutes=count * (minutes + pause))
        slot = InterviewSlot(
            id=new_id(),
            round_id=in_round.id,
            council_id=panel.council_id,
            starts_at=begins,
            minutes=minutes,
            place=place.strip(),
            link=link.strip(),
        )
        if any(overlap(slot.starts_at, slot.ends_at, other.starts_at, other.ends_at) for other in there):
            raise Refused(_l("Another time in the same place overlaps with one of these."), field="starts_at")
        made.append(slot)
    db.session.add_all(made)
    audit.record(events.INTERVIEW_SLOTS_ADDED, subject=in_round, by=by, council_id=panel.council_id, number=number)
    db.session.flush()
    return len(made)


def remove_slot(panel: Panel, slot: InterviewSlot, *, by: Actor) -> None:
    """Raises `Refused` for one that somebody has."""
    check(can_manage_panel(by, panel))
    queries.hold_round(slot.round_id)
    if any(one.slot_id == slot.id for one in queries.interviews_in(slot.round_id).values()):
        raise Refused(_l("Somebody has this time. Give them another one first."))
    audit.record(events.INTERVIEW_SLOT_REMOVED, subject=slot, by=by)
    db.session.delete(slot)
    db.session.flush()


def invite_all(panel: Panel, *, by: Actor) -> tuple[int, int]:
    """Offer each shortlisted bidder without an interview the next time at which everybody is free, and tell them.

    Returns how many are invited, and for how many there was no time. Those whose interview was cancelled are left out.
    """
    check(can_manage_panel(by, panel))
    in_round = _interview_round(panel)
    if panel.challenge.state is not ChallengeState.ASSESSING:
        raise Refused(_l("The panel’s work on this challenge is over."))
    queries.hold_round(in_round.id)
    held, interviewers = queries.interviews_in(in_round.id), queries.interviewers_of(in_round.id)
    waiting = [one for one in rounds.shortlisted(panel) if one.id not in held]
    if any(not interviewers.get(one.id) for one in waiting):
        raise Refused(_l("Begin the second round first, so that each proposal has somebody who interviews."))
    everybody = {who for one in waiting for who in _who(one, interviewers)}
    busy, free = queries.busy_times(everybody), list(queries.free_slots(in_round.id))
    made: list[Interview] = []
    for submission in waiting:
        slot = next((slot for slot in free if _is_free(slot, _who(submission, interviewers), busy)), None)
        if slot is None:
            continue
        free.remove(slot)
        busy += [Busy(who, slot.starts_at, slot.ends_at) for who in _who(submission, interviewers)]
        made.append(_new(in_round, submission, slot))
    db.session.add_all(made)
    db.session.flush()
    for interview in made:
        audit.record(events.INTERVIEW_OFFERED, subject=interview, by=by, slot_id=interview.slot_id)
        _tell(queries.interview_by_id(interview.id), interviewers)
    return len(made), len(waiting) - len(made)


def times_for(interview: Interview) -> list[InterviewSlot]:
    """Free times at which neither the bidder nor anybody who interviews is taken, without the one that it has."""
    who = _who(interview.submission, queries.interviewers_of(interview.round_id))
    busy = queries.busy_times(who, except_for=interview.id)
    return [slot for slot in queries.free_slots(interview.round_id) if _is_free(slot, who, busy)]


def confirm(interview: Interview, *, slot_id: uuid.UUID | None, access_needs: str, by: Actor) -> None:
    """The bidder comes, at the time that was offered or at another of the free ones, and says what they need."""
    check(policies.can_answer(by, interview))
    interview = _hold_to_answer(interview)
    moved = slot_id is not None and slot_id != interview.slot_id
    if moved:
        interview.slot = _free(interview, slot_id)
        interview.slot_id = interview.slot.id
        interview.sequence += 1
    interview.words, interview.access_needs = "", access_needs.strip()
    interview.answered_at = clock.now()
    INTERVIEW_LIFECYCLE.move(
        interview, InterviewAction.CONFIRM, by=by, event=events.INTERVIEW_CONFIRMED, slot_id=interview.slot_id
    )
    db.session.flush()
    if moved:
        _tell(interview, queries.interviewers_of(interview.round_id))


def ask_for_another(interview: Interview, *, words: str, access_needs: str, by: Actor) -> None:
    """None of the times fits the bidder. Until an officer has found another, the offered one is kept."""
    check(policies.can_answer(by, interview))
    interview = _hold_to_answer(interview)
    if not words.strip():
        raise Refused(_l("Say which times suit you."), field="words")
    interview.words, interview.access_needs = words.strip(), access_needs.strip()
    interview.answered_at = clock.now()
    INTERVIEW_LIFECYCLE.move(interview, InterviewAction.ASK_CHANGE, by=by, event=events.INTERVIEW_CHANGE_ASKED)
    db.session.flush()


def move(interview: Interview, *, slot_id: uuid.UUID, by: Actor) -> None:
    """An officer gives the bidder another time, or a new one after a cancellation; calendars follow."""
    check(policies.can_arrange(by, interview))
    interview = _hold(interview)
    again = interview.state is InterviewState.CANCELLED
    interview.slot = _free(interview, slot_id)
    interview.slot_id = interview.slot.id
    interview.sequence += 1
    interview.words = interview.cancel_reason = ""
    INTERVIEW_LIFECYCLE.move(
        interview,
        InterviewAction.INVITE_AGAIN if again else InterviewAction.MOVE,
        by=by,
        event=events.INTERVIEW_MOVED,
        slot_id=interview.slot_id,
    )
    db.session.flush()
    _tell(interview, queries.interviewers_of(interview.round_id))


def cancel(interview: Interview, *, reason: str, by: Actor) -> None:
    """Calendars are told to take it out. The bidder stays in the round: the scores decide."""
    check(by == SYSTEM or policies.can_arrange(by, interview))
    interview = queries.interview_by_id(interview.id)
    if not reason.strip():
        raise Refused(_l("Say why."), field="reason")
    interview.cancel_reason = reason.strip()
    interview.sequence += 1
    INTERVIEW_LIFECYCLE.move(interview, InterviewAction.CANCEL, by=by, event=events.INTERVIEW_CANCELLED, reason=reason)
    db.session.flush()
    _tell(interview, queries.interviewers_of(interview.round_id))


def cancel_of_those_who_left() -> int:
    """Whoever has left the race is not interviewed; run by the clock."""
    left = queries.of_those_who_left()
    for interview_id in left:
        cancel(queries.interview_by_id(interview_id), reason=_("The proposal has left the competition."), by=SYSTEM)
    return len(left)


def _interview_round(panel: Panel) -> Round:
    in_round = second_round(panel)
    if in_round.kind is not RoundKind.INTERVIEW:
        raise Refused(_l("The second round of this challenge is in writing."))
    return in_round


def _hold(interview: Interview) -> Interview:
    queries.hold_round(interview.round_id)
    held = queries.interview_by_id(interview.id)
    if held.round.panel.challenge.state is not ChallengeState.ASSESSING:
        raise Refused(_l("The panel’s work on this challenge is over."))
    return held


def _hold_to_answer(interview: Interview) -> Interview:
    """Once the time has come, only an officer gives another one."""
    held = _hold(interview)
    if not queries.is_to_come(held):
        raise Refused(_l("The time of this interview has passed. Write to the council if you need another one."))
    return held


def _free(interview: Interview, slot_id: uuid.UUID | None) -> InterviewSlot:
    found = next((slot for slot in times_for(interview) if slot.id == slot_id), None)
    if found is None:
        raise Refused(_l("This time is taken now. Choose another one."), field="slot")
    return found


def _new(in_round: Round, submission: Submission, slot: InterviewSlot) -> Interview:
    return Interview(
        id=new_id(),
        round_id=in_round.id,
        submission_id=submission.id,
        council_id=slot.council_id,
        slot_id=slot.id,
        invited_at=clock.now(),
    )


def _who(submission: Submission, interviewers: Mapping[uuid.UUID, Collection[uuid.UUID]]) -> set[uuid.UUID]:
    return {submission.supplier_id, *interviewers.get(submission.id, ())}


def _is_free(slot: InterviewSlot, who: Collection[uuid.UUID], busy: Iterable[Busy]) -> bool:
    return not any(one.who in who and overlap(slot.starts_at, slot.ends_at, one.starts_at, one.ends_at) for one in busy)


def overlap(start: dt.datetime, end: dt.datetime, other_start: dt.datetime, other_end: dt.datetime) -> bool:
    return start < other_end and other_start < end


def _tell(interview: Interview, interviewers: Mapping[uuid.UUID, Collection[uuid.UUID]]) -> None:
    """To the bidder's team and to those who interview, each with the entry for their calendar."""
    panel, cancelled = interview.round.panel, interview.state is InterviewState.CANCELLED
    shared = {
        "interview": interview,
        "submission": interview.submission,
        "slot": interview.slot,
        "challenge": panel.challenge,
        "zone": panel.challenge.council.timezone,
        "cancelled": cancelled,
        "key": f"interview:{interview.id}:{interview.sequence}",
    }
    key = str(shared.pop("key"))
    bidder = f"/proposals/{interview.submission_id}/interview"
    tell_people(
        team_of(interview.submission),
        template="scoring/interview_bidder",
        why=_l("You are getting this because your organisation submitted this proposal."),
        once_key=f"{key}:bidder",
        attach=lambda recipient: calendar_entry(interview, recipient, path=bidder, cancelled=cancelled),
        path=bidder,
        **shared,
    )
    sheet = f"/interviews/{interview.id}"
    tell_people(
        set(interviewers.get(interview.submission_id, ())),
        template="scoring/interview_panel",
        why=_l("You get this email because you assess proposals to this challenge."),
        once_key=f"{key}:panel",
        attach=lambda recipient: calendar_entry(interview, recipient, path=sheet, cancelled=cancelled),
        path=sheet,
        **shared,
    )


def calendar_entry(interview: Interview, recipient: Recipient, *, path: str, cancelled: bool) -> Attachment:
    """For one person. `cancelled` takes it out of their calendar."""
    challenge, slot = interview.round.panel.challenge, interview.slot
    with force_locale(recipient.language):
        title = _("Interview: %(challenge)s", challenge=title_of(challenge).words)
        words = _("Proposal %(reference)s. Everything about it: %(url)s", reference=interview.submission.reference,
                  url=absolute(path))  # fmt: skip
    appointment = Appointment(
        uid=interview.uid,
        sequence=interview.sequence,
        title=title,
        words=words,
        url=absolute(path),
        where=slot.where,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=challenge.council.timezone,
        at=clock.now(),
        organiser=challenge.council.name,
        organiser_address=challenge.contact_email or challenge.council.contact_email or recipient.address,
        cancelled=cancelled,
    )
    return Attachment(
        text=invitation(appointment, attendee=recipient.address),
        kind=f"text/calendar; method={appointment.method}",
    )
