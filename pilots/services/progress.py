"""The moves of a pilot as a whole, from its first day to its learning report."""

import datetime as dt

from flask_babel import lazy_gettext as _l

from challenges import services as challenge_services
from core import audit, clock
from core.access import Actor, check
from core.database import db
from core.errors import Refused
from pilots import policies, queries
from pilots import states as events
from pilots.models import Pilot
from pilots.services import news
from pilots.services.locking import lock
from pilots.states import (
    KPI_LIFECYCLE,
    PILOT_LIFECYCLE,
    STAGE_LIFECYCLE,
    KpiAction,
    KpiState,
    PilotAction,
    StageAction,
    StageState,
    StopReason,
)


def begin(pilot: Pilot, *, by: Actor) -> None:
    """Work starts: the first stage and the measuring with it. Those who follow the problem are told."""
    check(policies.can_manage(by, pilot))
    _move(pilot, PilotAction.BEGIN, by=by, event=events.PILOT_BEGUN)
    begin_next_stage(pilot, by=by)
    for kpi in queries.kpis_of(pilot.id):
        if kpi.state is KpiState.AGREED:
            KPI_LIFECYCLE.move(kpi, KpiAction.START, by=by, event=events.KPI_STARTED)
    news.tell_public(pilot, template="pilots/pilot_begun", key="begun")


def begin_next_stage(pilot: Pilot, *, by: Actor) -> None:
    """The first planned stage begins; there may be none left."""
    planned = next((stage for stage in queries.stages_of(pilot.id) if stage.state is StageState.PLANNED), None)
    if planned:
        STAGE_LIFECYCLE.move(planned, StageAction.BEGIN, by=by, event=events.STAGE_BEGUN, council_id=pilot.council_id)


def pause(pilot: Pilot, *, reasons: str, by: Actor) -> None:
    check(policies.can_manage(by, pilot))
    _move(pilot, PilotAction.PAUSE, by=by, event=events.PILOT_PAUSED, reason=reasons)
    news.tell_team(pilot, template="pilots/pilot_paused", by=by, reasons=reasons)


def resume(pilot: Pilot, *, by: Actor) -> None:
    check(policies.can_manage(by, pilot))
    _move(pilot, PilotAction.RESUME, by=by, event=events.PILOT_RESUMED)


def evaluate(pilot: Pilot, *, evaluation: str, by: Actor) -> None:
    """The officer sums up what was found and what should follow; an approver decides."""
    check(policies.can_manage(by, pilot))
    _move(pilot, PilotAction.EVALUATE, by=by, event=events.PILOT_EVALUATION_BEGUN)
    pilot.evaluation = evaluation.strip()
    pilot.evaluated_by = by.person_id
    news.tell_approvers(pilot, template="pilots/decision_needed", by=by)


def scale(pilot: Pilot, *, reasons: str, by: Actor) -> None:
    """It worked, and the council goes on to use it for everybody."""
    _decide(pilot, PilotAction.SCALE, by=by, event=events.PILOT_SCALED, reasons=reasons)
    news.tell_team(pilot, template="pilots/pilot_decided", by=by)


def extend(pilot: Pilot, *, ends_on: dt.date, reasons: str, by: Actor) -> None:
    """More time is needed to know. The new end is part of this decision."""
    check(policies.can_decide_end(by, pilot))
    lock(pilot)
    if ends_on <= max(pilot.ends_on, clock.now().date()):
        raise Refused(_l("The new end must be later than the old one, and in the future."), field="ends_on")
    _decide(pilot, PilotAction.EXTEND, by=by, event=events.PILOT_EXTENDED, reasons=reasons)
    pilot.ends_on = ends_on
    news.tell_team(pilot, template="pilots/pilot_decided", by=by)


def carry_on(pilot: Pilot, *, by: Actor) -> None:
    """The extension begins."""
    check(policies.can_manage(by, pilot))
    _move(pilot, PilotAction.CONTINUE, by=by, event=events.PILOT_CONTINUED)


def put_in_use(pilot: Pilot, *, in_use_on: dt.date, by: Actor) -> None:
    """The council that ran it uses it every day. Those who follow the problem are told."""
    check(policies.can_manage(by, pilot))
    if in_use_on > clock.now().date():
        raise Refused(_l("Enter the day since when it has been in use. It cannot be in the future."), field="in_use_on")
    lock(pilot)
    PILOT_LIFECYCLE.check(pilot, PilotAction.PUT_IN_USE)
    pilot.in_use_on = in_use_on
    PILOT_LIFECYCLE.move(pilot, PilotAction.PUT_IN_USE, by=by, event=events.PILOT_PUT_IN_USE, in_use_on=in_use_on)
    _close_kpis(pilot, by=by)
    news.tell_public(pilot, template="pilots/pilot_in_use", key="in-use")


def stop(pilot: Pilot, *, stop_reason: StopReason, words: str, by: Actor) -> None:
    """The pilot ends without going into use, for a stated reason that everybody can read."""
    if not words.strip():
        raise Refused(_l("Explain why the pilot stops."), field="words")
    _decide(pilot, PilotAction.STOP, by=by, event=events.PILOT_STOPPED, reasons=words, stop_reason=stop_reason)
    pilot.stop_words = words.strip()
    pilot.stopped_on = clock.now().date()
    _close_kpis(pilot, by=by)
    news.tell_public(pilot, template="pilots/pilot_stopped", key="stopped")


def save_learning(pilot: Pilot, *, worked: str, failed: str, advice: str, by: Actor) -> None:
    """Write the learning report, or correct it. Once published it can be corrected but not withdrawn."""
    check(policies.can_manage(by, pilot))
    lock(pilot)
    if pilot.learning_published_at and not (worked.strip() and failed.strip() and advice.strip()):
        raise Refused(_l("A published learning report must stay complete."))
    pilot.learning_worked = worked.strip()
    pilot.learning_failed = failed.strip()
    pilot.learning_advice = advice.strip()
    audit.record(events.LEARNING_REPORT_SAVED, subject=pilot, by=by)


def publish_learning(pilot: Pilot, *, by: Actor) -> None:
    """Let everybody read what was learned. Raises `Refused` unless all three parts are written."""
    check(policies.can_manage(by, pilot))
    lock(pilot)
    if pilot.learning_published_at:
        return
    if not (pilot.learning_worked and pilot.learning_failed and pilot.learning_advice):
        raise Refused(_l("Write all three parts of the learning report first."))
    if not pilot.is_public:
        raise Refused(_l("The contract is not signed yet."))
    pilot.learning_published_at = clock.now()
    audit.record(events.LEARNING_REPORT_PUBLISHED, subject=pilot, by=by)
    news.tell_public(pilot, template="pilots/learning_published", key="learning")


def close(pilot: Pilot, *, by: Actor) -> None:
    """File the pilot. Needs a published learning report; with the last pilot its challenge is completed."""
    check(policies.can_manage(by, pilot))
    lock(pilot)
    PILOT_LIFECYCLE.check(pilot, PilotAction.CLOSE)
    if pilot.learning_published_at is None:
        raise Refused(_l("Publish the learning report first. A pilot never just ends."))
    PILOT_LIFECYCLE.move(pilot, PilotAction.CLOSE, by=by, event=events.PILOT_CLOSED)
    db.session.flush()
    challenge = queries.challenge_to_complete(pilot.challenge_id)
    if challenge:
        challenge_services.complete(challenge, by=by)


def _move(pilot: Pilot, action: PilotAction, *, by: Actor, event: str, reason: str = "") -> None:
    lock(pilot)
    PILOT_LIFECYCLE.move(pilot, action, by=by, event=event, reason=reason)


def _decide(
    pilot: Pilot,
    action: PilotAction,
    *,
    by: Actor,
    event: str,
    reasons: str,
    stop_reason: StopReason | None = None,
) -> None:
    check(
        policies.can_decide_end(by, pilot),
        _l("An approver who did not write the evaluation decides this."),
    )
    lock(pilot)
    PILOT_LIFECYCLE.check(pilot, action)
    pilot.stop_reason = stop_reason
    pilot.decided_by = by.person_id
    pilot.decision_words = reasons.strip()
    facts = {"stop_reason": stop_reason.value} if stop_reason else {}
    PILOT_LIFECYCLE.move(pilot, action, by=by, event=event, reason=reasons, **facts)


def _close_kpis(pilot: Pilot, *, by: Actor) -> None:
    for kpi in queries.kpis_of(pilot.id):
        if kpi.state is KpiState.ACTIVE:
            KPI_LIFECYCLE.move(kpi, KpiAction.CLOSE, by=by, event=events.KPI_CLOSED, council_id=pilot.council_id)
