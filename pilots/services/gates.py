"""Gate reviews: one person recommends, another decides."""

from flask_babel import lazy_gettext as _l

from core import clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from pilots import policies
from pilots import states as events
from pilots.models import GateReview, Stage
from pilots.services import news
from pilots.services.locking import lock
from pilots.services.progress import begin_next_stage
from pilots.states import GATE_ACTIONS, REPORTING, STAGE_LIFECYCLE, GateOutcome, PilotState, StageAction


def recommend_gate(stage: Stage, *, recommendation: GateOutcome, reasons: str, by: Actor) -> GateReview:
    """The officer's view of a stage that is under way, with reasons; the approvers are told."""
    check(policies.can_manage_stage(by, stage))
    if not reasons.strip():
        raise Refused(_l("Give the reasons for your recommendation."), field="reasons")
    _check_under_way(stage)
    lock(stage)
    STAGE_LIFECYCLE.move(
        stage, StageAction.REVIEW, by=by, event=events.GATE_RECOMMENDED, council_id=stage.pilot.council_id
    )
    review = GateReview(
        id=new_id(),
        stage=stage,
        recommendation=recommendation,
        recommendation_reasons=reasons.strip(),
        recommended_by=by.person_id,
        recommended_at=clock.now(),
    )
    db.session.add(review)
    db.session.flush()
    news.tell_approvers(stage.pilot, template="pilots/gate_to_decide", by=by, stage=stage)
    return review


def decide_gate(
    review: GateReview, *, outcome: GateOutcome, reasons: str, trl_reached: int | None = None, by: Actor
) -> None:
    """The approver's decision. After a pass, with or without conditions, the next stage begins.

    Raises `NotPermitted` for whoever recommended.
    """
    check(
        policies.can_decide_gate(by, review),
        _l("A gate is decided by an approver who did not recommend."),
    )
    if not reasons.strip():
        raise Refused(_l("Give the reasons for the decision."), field="reasons")
    stage = review.stage
    _check_under_way(stage)
    lock(stage)
    STAGE_LIFECYCLE.move(
        stage,
        GATE_ACTIONS[outcome],
        by=by,
        event=events.GATE_DECIDED,
        reason=reasons,
        council_id=stage.pilot.council_id,
        recommendation=review.recommendation.value,
    )
    review.outcome = outcome
    review.reasons = reasons.strip()
    review.trl_reached = trl_reached
    review.decided_by = by.person_id
    review.decided_at = clock.now()
    db.session.flush()
    if outcome is not GateOutcome.FAILED and stage.pilot.state is PilotState.ACTIVE:
        begin_next_stage(stage.pilot, by=by)
    news.tell_team(stage.pilot, template="pilots/gate_decided", by=by, stage=stage, review=review)


def _check_under_way(stage: Stage) -> None:
    if stage.pilot.state not in REPORTING:
        raise Refused(_l("This pilot is not under way, so no gate can be held now."))
