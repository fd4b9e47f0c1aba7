"""Leaving a panel midway: what was handed in stays, what was not is set aside, and somebody else may take it on."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from scoring.models import Assessment, Panel, PanelSeat, SetAside
from scoring.policies import panel as policies
from scoring.queries import assessment as assessments
from scoring.queries import assigning as queries
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.services.assigning import UNTOUCHED, add, barred, languages_of, seats_to_fill, tell_assigned
from scoring.services.moderation import review_spreads
from scoring.services.panel import invite
from scoring.states import HANDED_IN, SEAT_LIFECYCLE, AssessmentState, SeatAction, SeatState
from scoring.states import assessment as events
from scoring.states.panel import ASSESSOR_LEFT


@dataclass(frozen=True)
class Handover:
    """What would happen: `unfinished` proposals, of which the other seat could take `takes`; why not the rest."""

    takes: tuple[uuid.UUID, ...] = ()
    conflicts: int = 0
    languages: int = 0
    already: int = 0
    full: int = 0


def leave_panel(
    panel: Panel, seat: PanelSeat, *, reason: str, successor: PanelSeat | None = None, by: Actor
) -> Handover:
    """Somebody leaves, by themselves or by an officer. What they handed in stays and counts; nothing else does.

    What they had not handed in is set aside with its drafts, which nobody reads and nothing counts. A `successor` from
    the panel takes on these proposals from the beginning, around conflicts, languages and what they take at most.
    """
    check(policies.can_manage_panel(by, panel) or policies.holds_seat(by, seat))
    if not reason.strip():
        raise Refused(_l("Say why."), field="reason")
    if successor is not None and (successor.id == seat.id or successor.state is not SeatState.ACCEPTED):
        raise Refused(_l("Choose somebody who is on the panel."), field="successor")
    panel = panels.locked_panel(panel.id)
    SEAT_LIFECYCLE.move(seat, SeatAction.LEAVE, by=by, event=ASSESSOR_LEFT, reason=reason, council_id=panel.council_id)
    seat.is_chair = False
    aside = _set_aside(seat, panel, by=by)
    handed = take_over(panel, successor, left=seat, by=by) if successor is not None else Handover()
    # Where they were the last to be waited for, the others' scores lie open now.
    for one in aside:
        review_spreads(submission_id=one.submission_id, round_id=one.round_id, by=by)
    return handed


def replace_by_new(
    panel: Panel, seat: PanelSeat, *, reason: str, name: str, email: str, capacity: int | None = None, by: Actor
) -> PanelSeat:
    """Somebody new is invited, and takes on what was not handed in once they have accepted."""
    if not reason.strip():
        raise Refused(_l("Say why."), field="reason")
    if not name.strip():
        raise Refused(_l("Enter their name"), field="name")
    if not email.strip():
        raise Refused(_l("Enter their email address"), field="email")
    new = invite(panel, name=name, email=email, is_chair=seat.is_chair, capacity=capacity, by=by)
    new.replaces_id = seat.id
    leave_panel(panel, seat, reason=reason, by=by)
    return new


def take_over(panel: Panel, successor: PanelSeat, *, left: PanelSeat, by: Actor) -> Handover:
    """The unfinished proposals of who left, as far as the successor can take them. `panel` is locked."""
    found = handover(panel, successor, _still_lacking(panel, left), by=by)
    add(panel, panel.rounds[0], [(successor.id, one) for one in found.takes], by=by)
    tell_assigned(panel, {successor.id} if found.takes else set())
    return found


def handover(panel: Panel, successor: PanelSeat, submission_ids: Collection[uuid.UUID], *, by: Actor) -> Handover:
    """Which of these proposals the successor can take, and why not the others. Writes only what it notices."""
    wanted = [one for one in conflicts.bids(panel.challenge_id, panel.lot_id) if one.id in set(submission_ids)]
    held = queries.held_in(panel.id, panel.rounds[0].id)
    own = {one.submission_id for one in held if one.seat_id == successor.id}
    bars = {one for _, one in barred(panel, wanted, [successor], by=by)}
    languages = languages_of(panel.challenge, [one.id for one in wanted])
    (facts,) = seats_to_fill([successor])
    room = len(wanted) if facts.capacity is None else max(0, facts.capacity - len(own))
    free, counts = [], {"conflicts": 0, "languages": 0, "already": 0}
    for one in wanted:
        if one.id in own:
            counts["already"] += 1
        elif one.id in bars:
            counts["conflicts"] += 1
        elif facts.languages is not None and languages[one.id] not in facts.languages:
            counts["languages"] += 1
        else:
            free.append(one.id)
    return Handover(takes=tuple(free[:room]), full=len(free[room:]), **counts)


@dataclass(frozen=True)
class Unfinished:
    """What somebody who would leave has: handed in, only begun, and all that is not handed in."""

    handed_in: int
    begun: int
    submission_ids: tuple[uuid.UUID, ...]


def unfinished_in_sight(actor: Actor, seat: PanelSeat) -> Unfinished:
    """Without what the actor is kept out of."""
    seen = queries.references_in_sight(actor, seat.panel)
    held = queries.held_in(seat.panel_id, seat.panel.rounds[0].id)
    own = [one for one in held if one.seat_id == seat.id and one.submission_id in seen]
    open_ones = [one for one in own if one.state not in (*HANDED_IN, AssessmentState.RECUSED)]
    return Unfinished(
        handed_in=sum(one.state in HANDED_IN for one in own),
        begun=sum(one.state not in UNTOUCHED for one in open_ones),
        submission_ids=tuple(one.submission_id for one in open_ones),
    )


def _still_lacking(panel: Panel, left: PanelSeat) -> list[uuid.UUID]:
    """Set aside by this seat, and not filled up by somebody else since."""
    aside = queries.set_aside_of(left.id)
    held = queries.held_in(panel.id, panel.rounds[0].id)
    counted = [one.submission_id for one in held if one.state is not AssessmentState.RECUSED]
    return [one.submission_id for one in aside if counted.count(one.submission_id) < panel.challenge.assessors_each]


def _set_aside(seat: PanelSeat, panel: Panel, *, by: Actor) -> Sequence[Assessment]:
    unfinished = assessments.unfinished_of(seat.id)
    known = {(one.submission_id, one.round_id) for one in queries.set_aside_of(seat.id)}
    for one in unfinished:
        if (one.submission_id, one.round_id) not in known:
            db.session.add(_kept(one, panel))
        db.session.delete(one)
    if unfinished:
        audit.record(
            events.ASSESSMENTS_SET_ASIDE, subject=seat, by=by, council_id=panel.council_id,
            submission_ids=[one.submission_id for one in unfinished],
        )  # fmt: skip
    db.session.flush()
    return unfinished


def _kept(one: Assessment, panel: Panel) -> SetAside:
    drafts = [
        {"criterion": str(score.criterion_id), "score": score.score, "reason": score.reason} for score in one.scores
    ]
    return SetAside(
        id=new_id(), seat_id=one.seat_id, submission_id=one.submission_id, round_id=one.round_id,
        council_id=panel.council_id, drafts=drafts, set_aside_at=clock.now(),
    )  # fmt: skip
