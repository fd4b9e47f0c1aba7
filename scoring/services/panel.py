"""Setting up a panel and filling its seats."""

import datetime as dt
import uuid

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from challenges.models import Challenge
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import NotPermitted, Refused
from notifications.services import tell
from scoring.models import Panel, PanelSeat
from scoring.policies import panel as policies
from scoring.queries import panel as queries
from scoring.services.second_round import published_rounds
from scoring.states import SEAT_LIFECYCLE, SeatAction, SeatState
from scoring.states import panel as events
from submissions.queries.hidden import looked_through_by
from submissions.queries.received import entered_by

# Of the terms for everybody (templates/scoring/terms): a change of their words is a new version, beside the old one.
TERMS_VERSION = "1"
KEPT_OUT = _l(
    "You typed in a proposal for a supplier, so you take no part in the panel of this challenge. "
    "Another officer of your council does this."
)
# From the approval of the challenge until its decision.
PANEL_TIME = (ChallengeState.SCHEDULED, ChallengeState.OPEN, ChallengeState.CLOSED, ChallengeState.ASSESSING)


def set_up_panel(
    challenge: Challenge, *, phase_id: uuid.UUID, lot_id: uuid.UUID, assess_by_at: dt.datetime, by: Actor
) -> Panel:
    """A panel for one lot in one phase, with the rounds that were published.

    Raises `Refused` when there is one, when the challenge is not approved or already decided, and for a due date
    that is not after the deadline for proposals.
    """
    check(policies.can_set_up_panel(by, challenge, entered_by(challenge.id)), KEPT_OUT)
    _must_be_time(challenge)
    if phase_id not in {phase.id for phase in challenge.phases} or lot_id not in {lot.id for lot in challenge.lots}:
        raise Refused(_l("Choose a phase and a lot of this challenge."))
    if queries.panel_of(phase_id, lot_id) is not None:
        raise Refused(_l("There is a panel for this already."))
    _must_come_after(challenge, assess_by_at)
    panel = Panel(
        id=new_id(),
        challenge_id=challenge.id,
        phase_id=phase_id,
        lot_id=lot_id,
        council_id=challenge.council_id,
        assess_by_at=assess_by_at,
        created_at=clock.now(),
    )
    db.session.add(panel)
    db.session.flush()
    db.session.add_all(published_rounds(challenge, panel.id))
    db.session.flush()
    audit.record(events.PANEL_SET_UP, subject=panel, by=by, challenge_id=challenge.id)
    return panel


def change_due_date(panel: Panel, *, assess_by_at: dt.datetime, by: Actor) -> None:
    check(policies.can_manage_panel(by, panel), _why_not(panel, by))
    _must_come_after(panel.challenge, assess_by_at)
    audit.record(events.PANEL_CHANGED, subject=panel, by=by, due_before=panel.assess_by_at, due_after=assess_by_at)
    panel.assess_by_at = assess_by_at


def invite(panel: Panel, *, name: str, email: str, is_chair: bool, capacity: int | None = None, by: Actor) -> PanelSeat:
    """Ask somebody, inside or outside the council, to assess, and tell them by mail. They may lower `capacity`.

    Raises `Refused` for somebody who was asked before, or who entered a proposal to this challenge.
    """
    check(policies.can_manage_panel(by, panel), _why_not(panel, by))
    _must_be_time(panel.challenge)
    address = email.strip().lower()
    someone = people.person_by_email(address)
    if someone is not None and someone.id in entered_by(panel.challenge_id):
        raise Refused(
            _l("This person entered a proposal for a supplier, so they cannot sit on the panel."), field="email"
        )
    if someone is not None and _knows_names(panel, someone.id):
        raise Refused(
            _l("This person looked through the proposals for names, so they cannot assess them without names."),
            field="email",
        )
    seat = queries.seat_by_email(panel.id, address)
    if seat is None:
        seat = PanelSeat(
            id=new_id(), panel_id=panel.id, name=name.strip(), email=address, invited_by=by.person_id,
            invited_at=clock.now(),
        )  # fmt: skip
        panel.seats.append(seat)
        db.session.flush()
        audit.record(events.ASSESSOR_INVITED, subject=seat, by=by, council_id=panel.council_id)
    elif SEAT_LIFECYCLE.allows(seat, SeatAction.INVITE_AGAIN):
        seat.name = name.strip()
        _invite_again(panel, seat, by=by)
    else:
        raise Refused(_l("This person has been invited already."), field="email")
    seat.capacity = capacity
    if is_chair:
        _make_chair(panel, seat, by=by)
    _tell_invited(panel, seat)
    return seat


def _knows_names(panel: Panel, person_id: uuid.UUID | None) -> bool:
    """Where the panel reads without names, of an officer who has hidden some."""
    return panel.challenge.anonymised and person_id in looked_through_by(panel.challenge_id)


def invite_again(panel: Panel, seat: PanelSeat, *, by: Actor) -> None:
    check(policies.can_manage_panel(by, panel), _why_not(panel, by))
    _invite_again(panel, seat, by=by)
    _tell_invited(panel, seat)


def withdraw_invitation(panel: Panel, seat: PanelSeat, *, by: Actor) -> None:
    """Take back an invitation that nobody has answered."""
    check(policies.can_manage_panel(by, panel), _why_not(panel, by))
    SEAT_LIFECYCLE.move(
        seat,
        SeatAction.WITHDRAW,
        by=by,
        event=events.ASSESSOR_INVITATION_WITHDRAWN,
        council_id=panel.council_id,
    )
    seat.is_chair = False


def name_chair(panel: Panel, seat: PanelSeat, *, by: Actor) -> None:
    """Whoever was the chair before remains an assessor."""
    check(policies.can_manage_panel(by, panel), _why_not(panel, by))
    if seat.state not in (SeatState.INVITED, SeatState.ACCEPTED):
        raise Refused(_l("Only somebody on the panel can chair it."))
    _make_chair(panel, seat, by=by)


def change_terms(panel: Panel, *, words: str, by: Actor) -> None:
    """The council's own words with the terms. Whoever has accepted is held to the words that they read."""
    check(policies.can_manage_panel(by, panel), _why_not(panel, by))
    panel.terms = words.strip()
    audit.record(events.PANEL_CHANGED, subject=panel, by=by, terms=True)


def accept_seat(seat: PanelSeat, *, terms_accepted: bool, capacity: int | None = None, by: Actor) -> None:
    """Take the seat: it is bound to this person from now on, with the terms as they stand and the undertaking in them.

    `capacity`, when given, lowers or sets what they take at most.
    Raises `Refused` without the terms, and for somebody who entered a proposal to the challenge.
    """
    _check_invited(seat, by)
    if not terms_accepted:
        raise Refused(_l("Accept the terms to join the panel."), field="terms")
    if by.person_id in entered_by(seat.panel.challenge_id):
        raise NotPermitted(_l("You entered a proposal for a supplier, so you cannot sit on this panel."))
    if _knows_names(seat.panel, by.person_id):
        raise NotPermitted(_l("You looked through the proposals for names, so you cannot assess them without names."))
    SEAT_LIFECYCLE.check(seat, SeatAction.ACCEPT)
    seat.person_id = by.person_id
    seat.responded_at = seat.terms_accepted_at = clock.now()
    seat.terms_version, seat.terms_words = TERMS_VERSION, seat.panel.terms
    if capacity is not None:
        if capacity < 1:
            raise Refused(_l("Enter at least 1, or leave it empty."), field="capacity")
        seat.capacity = capacity if seat.capacity is None else min(capacity, seat.capacity)
    SEAT_LIFECYCLE.move(
        seat, SeatAction.ACCEPT, by=by, event=events.ASSESSOR_ACCEPTED, council_id=seat.panel.council_id
    )


def refuse_seat(seat: PanelSeat, *, reason: str, by: Actor) -> None:
    _check_invited(seat, by)
    if not reason.strip():
        raise Refused(_l("Say why you cannot do it."), field="reason")
    seat.refusal_reason = reason.strip()
    seat.responded_at = clock.now()
    seat.is_chair = False
    SEAT_LIFECYCLE.move(seat, SeatAction.REFUSE, by=by, event=events.ASSESSOR_REFUSED, council_id=seat.panel.council_id)
    if seat.invited_by is not None:
        tell(
            template="scoring/seat_refused",
            why=_l("You get this email because you invited this person."),
            person_id=seat.invited_by,
            seat=seat,
            challenge=seat.panel.challenge,
        )


def _why_not(panel: Panel, by: Actor) -> object | None:
    return KEPT_OUT if by.person_id in (panel.typed_in_by or ()) else None


def _must_be_time(challenge: Challenge) -> None:
    if challenge.state_at(clock.now()) not in PANEL_TIME:
        raise Refused(_l("A panel can be set up from the approval of a challenge until its decision."))


def _must_come_after(challenge: Challenge, assess_by_at: dt.datetime) -> None:
    if challenge.closes_at is None or assess_by_at <= challenge.closes_at:
        raise Refused(_l("Scores must be due after the deadline for proposals."), field="assess_by_at")


def _check_invited(seat: PanelSeat, by: Actor) -> None:
    someone = people.person(by.person_id) if by.person_id else None
    if someone is None or (someone.email or "").lower() != seat.email.lower():
        raise NotPermitted(_l("This invitation was sent to another email address. Sign in with that address."))


def _invite_again(panel: Panel, seat: PanelSeat, *, by: Actor) -> None:
    seat.refusal_reason = ""
    seat.responded_at = None
    seat.invited_at = clock.now()
    seat.invited_by = by.person_id
    SEAT_LIFECYCLE.move(
        seat, SeatAction.INVITE_AGAIN, by=by, event=events.ASSESSOR_INVITED, council_id=panel.council_id
    )


def _make_chair(panel: Panel, seat: PanelSeat, *, by: Actor) -> None:
    for other in panel.seats:
        if other.is_chair and other.id != seat.id:
            other.is_chair = False
    # The database allows one chair at any moment.
    db.session.flush()
    seat.is_chair = True
    db.session.flush()
    audit.record(events.CHAIR_NAMED, subject=seat, by=by, council_id=panel.council_id)


def _tell_invited(panel: Panel, seat: PanelSeat) -> None:
    someone = people.person_by_email(seat.email)
    tell(
        template="scoring/assessor_invited",
        why=_l("You get this email because a council asks you to assess proposals."),
        person_id=someone.id if someone else None,
        address="" if someone else seat.email,
        seat=seat,
        panel=panel,
        challenge=panel.challenge,
        council=panel.challenge.council,
    )
