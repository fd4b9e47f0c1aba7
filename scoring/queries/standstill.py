"""Whether an award stands, asked from wherever a contract is made."""

import uuid

from sqlalchemy import select

from core.database import db
from scoring.models import Decision, DecisionOutcome
from scoring.states import DecisionKind, DecisionState


def award_in_the_way(submission_id: uuid.UUID) -> bool:
    """Whether the latest award decision about a proposal is not confirmed: it may be in standstill, or set aside."""
    state = db.session.scalar(
        select(Decision.state)
        .join(DecisionOutcome, DecisionOutcome.decision_id == Decision.id)
        .where(DecisionOutcome.submission_id == submission_id, Decision.kind == DecisionKind.AWARD)
        .order_by(Decision.drafted_at.desc(), Decision.id.desc())
        .limit(1)
    )
    return state is not None and state is not DecisionState.CONFIRMED
