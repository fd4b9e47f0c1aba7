"""When two suppliers turn out to be one: whose questions are whose."""

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import aliased

from accounts.models import Supplier
from challenges.models import ChallengePartner, ClarificationQuestion, SupplierInterest
from core.database import db


def hand_over(gone: Supplier, kept: Supplier) -> None:
    """What people of `gone` asked was asked for `kept`; where it stands beside a council, `kept` does. The interests of
    `kept` stay, where it has any."""
    db.session.execute(
        update(ClarificationQuestion).where(ClarificationQuestion.body_id == gone.id).values(body_id=kept.id)
    )
    if db.session.scalar(select(SupplierInterest.id).where(SupplierInterest.supplier_id == kept.id)) is None:
        db.session.execute(
            update(SupplierInterest).where(SupplierInterest.supplier_id == gone.id).values(supplier_id=kept.id)
        )
    else:
        db.session.execute(delete(SupplierInterest).where(SupplierInterest.supplier_id == gone.id))
    other = aliased(ChallengePartner)
    known = exists().where(other.challenge_id == ChallengePartner.challenge_id, other.body_id == kept.id)
    db.session.execute(
        update(ChallengePartner).where(ChallengePartner.body_id == gone.id, ~known).values(body_id=kept.id)
    )
