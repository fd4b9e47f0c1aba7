"""Leaving a panel midway: what was handed in stays, what was not is set aside, and somebody else may take it on."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from flask_babel import lazy_gettext as _l

from core.access import Actor, check
from core.errors import Refused
from scoring.models import Panel, PanelSeat, Round
from scoring.policies import panel as policies
from scoring.queries import assessment as assessments
from scoring.queries import assigning as queries
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.services.assigning import UNTOUCHED, add, barred, languages_of, seats_to_fill, tell_assigned
from scoring.services.interviewers import clashing, interviewers_changed
from scoring.services.moderation import review_spreads
from scoring.services.panel import invite
from scoring.services.setting_aside import set_aside
from scoring.states import HANDED_IN, SEAT_LIFECYCLE, AssessmentState, SeatAction, SeatState
from scoring.states.panel import ASSESSOR_LEFT


@dataclass(frozen=True)
class Handover:
    """What would happen: `unfinished` proposals, of which the other seat could take `takes`; why not the rest.

    `busy` are those whose bidder is interviewed while the other one interviews somebody else.
    """

    takes: tuple[uuid.UUID, ...] = ()
    conflicts: int = 0
    languages: int = 0
    already: int = 0
    busy: int = 0
    full: int = 0

    def __add__(self, other: "Handover") -> "Handover":
        return Handover(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


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
    aside = assessments.unfinished_of(seat.id)
    set_aside(panel, seat, aside, by=by)
    handed = take_over(panel, successor, left=seat, by=by) if successor is not None else Handover()
    for one in aside:
        interviewers_changed(one.round_id, one.submission_id, gone=[seat])
        # Where they were the last to be waited for, the others' scores lie open now.
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
    """The unfinished proposals of who left, in every round, as far as the successor can take them. `panel` is
    locked."""
    found = Handover()
    for in_round in panel.rounds:
        part = handover(panel, successor, _still_lacking(panel, left, in_round), in_round=in_round, by=by)
        add(panel, in_round, [(successor.id, one) for one in part.takes], by=by)
        for one in part.takes:
            interviewers_changed(in_round.id, one, came=[successor])
        found += part
    tell_assigned(panel, {successor.id} if found.takes else set())
    return found


def handover(
    panel: Panel, successor: PanelSeat, submission_ids: Collection[uuid.UUID], *, in_round: Round, by: Actor
) -> Handover:
    """Which of these proposals the successor can take, and why not the others. Writes only what it notices."""
    if not submission_ids:
        return Handover()
    wanted = [one for one in conflicts.bids(panel.challenge_id, panel.lot_id) if one.id in set(submission_ids)]
    held = queries.held_in(panel.id, in_round.id)
    own = {one.submission_id for one in held if one.seat_id == successor.id}
    bars = {one for _, one in barred(panel, wanted, [successor], by=by)}
    languages = languages_of(panel.challenge, [one.id for one in wanted])
    elsewhere = clashing(in_round, [one.id for one in wanted], successor)
    (facts,) = seats_to_fill(panel, [successor])
    room = len(wanted) if facts.capacity is None else max(0, facts.capacity - len(own))
    free, counts = [], {"conflicts": 0, "languages": 0, "already": 0, "busy": 0}
    for one in wanted:
        if one.id in own:
            counts["already"] += 1
        elif one.id in bars:
            counts["conflicts"] += 1
        elif facts.languages is not None and languages[one.id] not in facts.languages:
            counts["languages"] += 1
        elif one.id in elsewhere:
            counts["busy"] += 1
        else:
            free.append(one.id)
    return Handover(takes=tuple(free[:room]), full=len(free[room:]), **counts)


def foreseen(panel: Panel, successor: PanelSeat, unfinished: "Unfinished", *, by: Actor) -> Handover:
    """What `take_over` would do with all that somebody has not handed in."""
    found = Handover()
    for in_round in panel.rounds:
        found += handover(panel, successor, unfinished.by_round[in_round.id], in_round=in_round, by=by)
    return found


@dataclass(frozen=True)
class Unfinished:
    """What somebody who would leave has: handed in, only begun, and by round all proposals that are not handed in."""

    handed_in: int
    begun: int
    by_round: Mapping[uuid.UUID, tuple[uuid.UUID, ...]]

    @property
    def total(self) -> int:
        return sum(len(one) for one in self.by_round.values())


def unfinished_in_sight(actor: Actor, seat: PanelSeat) -> Unfinished:
    """Without what the actor is kept out of."""
    seen, handed_in, begun = queries.references_in_sight(actor, seat.panel), 0, 0
    by_round: dict[uuid.UUID, tuple[uuid.UUID, ...]] = {}
    for in_round in seat.panel.rounds:
        held = queries.held_in(seat.panel_id, in_round.id)
        own = [one for one in held if one.seat_id == seat.id and one.submission_id in seen]
        open_ones = [one for one in own if one.state not in (*HANDED_IN, AssessmentState.RECUSED)]
        handed_in += sum(one.state in HANDED_IN for one in own)
        begun += sum(one.state not in UNTOUCHED for one in open_ones)
        by_round[in_round.id] = tuple(one.submission_id for one in open_ones)
    return Unfinished(handed_in, begun, by_round)


def _still_lacking(panel: Panel, left: PanelSeat, in_round: Round) -> list[uuid.UUID]:
    """Set aside by this seat, and not filled up by somebody else since."""
    aside = [one.submission_id for one in queries.set_aside_of(left.id) if one.round_id == in_round.id]
    held = queries.held_in(panel.id, in_round.id) if aside else []
    counted = [one.submission_id for one in held if one.state is not AssessmentState.RECUSED]
    return [one for one in aside if counted.count(one) < panel.challenge.assessors_each]
