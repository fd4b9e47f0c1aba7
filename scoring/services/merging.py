"""When two suppliers turn out to be one: claims, and who has an interest in whom."""

import uuid
from collections import defaultdict

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from accounts.models import Supplier
from challenges.queries import challenge_by_id
from core.access import Actor
from core.database import db
from scoring.models import ConflictMatch, Declaration, LegalClaim
from scoring.queries import conflict as conflicts
from scoring.services.conflict import notice_matches
from submissions.models import Submission, SubmissionMember


def hand_over(gone: Supplier, kept: Supplier, *, by: Actor) -> None:
    """Whoever has an interest in one of the two has it in both: what was declared is compared anew."""
    db.session.execute(update(LegalClaim).where(LegalClaim.body_id == gone.id).values(body_id=kept.id))
    _hand_over_matches(gone, kept)
    for challenge_id, people in _declared_about(kept).items():
        challenge = challenge_by_id(challenge_id)
        if challenge is not None:
            bids = [bid for bid in conflicts.bids(challenge_id) if kept.id in _behind(bid)]
            notice_matches(challenge, bids, person_ids=sorted(people), by=by)


def _hand_over_matches(gone: Supplier, kept: Supplier) -> None:
    other = aliased(ConflictMatch)
    known = exists().where(
        other.person_id == ConflictMatch.person_id,
        other.submission_id == ConflictMatch.submission_id,
        other.kind == ConflictMatch.kind,
        other.body_id == kept.id,
    )
    db.session.execute(delete(ConflictMatch).where(ConflictMatch.body_id == gone.id, known))
    db.session.execute(update(ConflictMatch).where(ConflictMatch.body_id == gone.id).values(body_id=kept.id))


def _declared_about(kept: Supplier) -> dict[uuid.UUID, set[uuid.UUID]]:
    """By challenge, who has declared about a proposal that the supplier is behind."""
    member = exists().where(SubmissionMember.submission_id == Submission.id, SubmissionMember.body_id == kept.id)
    rows = db.session.execute(
        select(Declaration.challenge_id, Declaration.person_id)
        .join(Submission, Submission.id == Declaration.submission_id)
        .where(or_(Submission.supplier_id == kept.id, member))
        .distinct()
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for challenge_id, person_id in rows:
        found[challenge_id].add(person_id)
    return found


def _behind(bid: Submission) -> set[uuid.UUID]:
    return {bid.supplier_id, *(member.body_id for member in bid.standing_members)}
