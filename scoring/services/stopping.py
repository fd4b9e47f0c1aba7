"""A lot ends without an award: the challenge with it, when it was the last or the only one."""

from challenges import services as challenges
from core.access import Actor
from scoring.queries import decision as queries
from scoring.queries.decision import AT_LEAST_APPROVED, AT_LEAST_NOTICE, Desk
from scoring.services.telling import tell_all
from scoring.states import DecisionState


def end_lot(desk: Desk, *, by: Actor) -> None:
    """Tell the bidders why, and move the challenge to where its other lots are."""
    decision = desk.decision
    tell_all(decision, template="scoring/stopped")
    if queries.lots_short_of(decision, AT_LEAST_APPROVED):
        return
    if not queries.has_award(decision):
        challenges.end_without_award(desk.challenge, reason=decision.reasons, by=by)
        return
    challenges.record_decision(desk.challenge, by=by)
    if not queries.lots_short_of(decision, AT_LEAST_NOTICE):
        challenges.start_standstill(desk.challenge, by=by)
    if not queries.lots_short_of(decision, (DecisionState.CONFIRMED,)):
        challenges.award(desk.challenge, by=by)
