"""When two suppliers turn out to be one: whose questions are whose."""

from sqlalchemy import exists, update
from sqlalchemy.orm import aliased

from accounts.models import Supplier
from challenges.models import ChallengePartner, ClarificationQuestion
from core.database import db


def hand_over(gone: Supplier, kept: Supplier) -> None:
    """What people of `gone` asked was asked for `kept`; where it stands beside a council, `kept` does."""
    db.session.execute(
        update(ClarificationQuestion).where(ClarificationQuestion.body_id == gone.id).values(body_id=kept.id)
    )
    other = aliased(ChallengePartner)
    known = exists().where(other.challenge_id == ChallengePartner.challenge_id, other.body_id == kept.id)
    db.session.execute(
        update(ChallengePartner).where(ChallengePartner.body_id == gone.id, ~known).values(body_id=kept.id)
    )
