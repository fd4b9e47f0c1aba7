"""Whether an award stands, asked from wherever a contract is made."""

import uuid

from sqlalchemy import select

from core.database import db
from scoring.models import Decision, DecisionOutcome
from scoring.states import DecisionKind, DecisionState


def award_in_the_way(submission_id: uuid.UUID) -> bool:
    """Whether there are award decisions about a proposal, and none is confirmed: a standstill may run.

    A confirmed one stands for good: nothing leads back from it.
    """
    states = db.session.scalars(
        select(Decision.state)
        .join(DecisionOutcome, DecisionOutcome.decision_id == Decision.id)
        .where(DecisionOutcome.submission_id == submission_id, Decision.kind == DecisionKind.AWARD)
    ).all()
    return bool(states) and DecisionState.CONFIRMED not in states
