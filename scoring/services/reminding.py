"""Reminding assessors: of an invitation that waits for an answer, and of proposals that are not handed in."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from core import audit, clock
from core.access import Actor, check
from core.database import db
from notifications.services import tell
from scoring.models import Panel, PanelSeat
from scoring.policies.panel import can_manage_panel
from scoring.queries import panel as panels
from scoring.queries import pool as queries
from scoring.states import SeatState
from scoring.states import assessment as events

# Days before and after scores are due, the most telling last.
BEFORE = (7, 1)
AFTER = (1, 7)
# A worker that comes later than this does not remind any more.
LATE = dt.timedelta(days=14)


def remind_by_hand(panel: Panel, *, by: Actor) -> int:
    """Everybody who has not answered or not handed in, but nobody twice a day; returns how many."""
    check(can_manage_panel(by, panel))
    seats = [seat for seat in panel.seats if not _was_today(seat, panel)]
    found = _remind(panel, seats, stage=f"by-hand:{_day(clock.now(), panel)}")
    if found:
        audit.record(events.ASSESSORS_REMINDED, subject=panel, by=by, count=found)
    return found


def remind() -> int:
    """Called by every tick: 7 days and 1 day before scores are due, 1 day and 7 days after, each once."""
    count = 0
    for panel in panels.panels_due(clock.now() - LATE, clock.now() + dt.timedelta(days=max(BEFORE))):
        stage = _stage(panel.assess_by_at, clock.now())
        if stage:
            seats = [seat for seat in panel.seats if not _was_today(seat, panel)]
            count += _remind(panel, _not_yet(seats, panel, stage), stage=stage)
    return count


def _stage(due_at: dt.datetime, now: dt.datetime) -> str:
    """Which of the reminders it is time for."""
    if now < due_at:
        near = [days for days in BEFORE if due_at - now <= dt.timedelta(days=days)]
        return f"before-{min(near)}" if near else ""
    past = [days for days in AFTER if now - due_at >= dt.timedelta(days=days)]
    return f"after-{max(past)}" if past else ""


def _begins_at(stage: str, due_at: dt.datetime) -> dt.datetime:
    side, days = stage.rsplit("-", 1)
    return due_at + dt.timedelta(days=int(days) * (-1 if side == "before" else 1))


def _not_yet(seats: Iterable[PanelSeat], panel: Panel, stage: str) -> list[PanelSeat]:
    """Those who have not been reminded in this stage; an invitation younger than a day needs no reminder."""
    begins, yesterday = _begins_at(stage, panel.assess_by_at), clock.now() - dt.timedelta(days=1)
    return [
        seat
        for seat in seats
        if (seat.reminded_at is None or seat.reminded_at < begins) and seat.invited_at < yesterday
    ]


def _remind(panel: Panel, seats: Collection[PanelSeat], *, stage: str) -> int:
    missing = {one.seat_id: one.count for one in queries.not_handed_in([panel.id])} if seats else {}
    asked = [seat for seat in seats if seat.state is SeatState.INVITED and stage[:5] != "after"]
    working = [seat for seat in seats if seat.id in missing]
    for seat in asked:
        _tell(panel, seat, template="scoring/invitation_reminder", stage=stage, count=0)
    for seat in working:
        _tell(panel, seat, template="scoring/assessments_reminder", stage=stage, count=missing[seat.id])
    db.session.flush()
    return len(asked) + len(working)


def _tell(panel: Panel, seat: PanelSeat, *, template: str, stage: str, count: int) -> None:
    seat.reminded_at = clock.now()
    invited = seat.state is SeatState.INVITED
    person_id: uuid.UUID | None = seat.person_id
    tell(
        template=template,
        why=_l("You get this email because a council asks you to assess proposals.")
        if invited
        else _l("You get this email because you assess proposals to this challenge."),
        person_id=person_id,
        address="" if person_id else seat.email,
        once_key=f"panel-reminder:{seat.id}:{stage}:{panel.assess_by_at.date()}",
        seat=seat,
        panel=panel,
        challenge=panel.challenge,
        council=panel.challenge.council,
        count=count,
        overdue=panel.assess_by_at <= clock.now(),
    )


def _was_today(seat: PanelSeat, panel: Panel) -> bool:
    return seat.reminded_at is not None and _day(seat.reminded_at, panel) == _day(clock.now(), panel)


def _day(moment: dt.datetime, panel: Panel) -> dt.date:
    return moment.astimezone(ZoneInfo(panel.challenge.council.timezone)).date()
