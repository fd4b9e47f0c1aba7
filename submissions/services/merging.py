"""When two suppliers turn out to be one: whose proposals are whose, without a look into any."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import aliased

from accounts.models import Supplier
from accounts.policies import can_administer
from core import audit
from core.access import Actor, check
from core.database import db
from submissions import states as events
from submissions.models import Submission, SubmissionMember
from submissions.states import GONE

# It names no challenge, and is said of sealed proposals and of old ones alike: an administrator learns nothing else.
_SIDE_BY_SIDE = _l(
    "Both have a proposal in one lot of a challenge, and a supplier has only one there. We do not say where: "
    "proposals are sealed. One of the two must withdraw its proposal first. Ask the leads of both."
)


def merge_obstacle(gone: Supplier, kept: Supplier) -> Any:
    """Whether both have a proposal in one lot; withdrawn and void ones do not count."""
    theirs = aliased(Submission)
    both = exists().where(
        Submission.supplier_id == gone.id,
        Submission.state.not_in(GONE),
        theirs.supplier_id == kept.id,
        theirs.lot_id == Submission.lot_id,
        theirs.state.not_in(GONE),
    )
    return _SIDE_BY_SIDE if db.session.scalar(select(both)) else None


def hand_over(gone: Supplier, kept: Supplier, *, by: Actor) -> None:
    """Proposals and places in consortia of `gone` become those of `kept`. Versions stay as they were submitted."""
    check(can_administer(by))
    for submission in db.session.scalars(select(Submission).where(Submission.supplier_id == gone.id)):
        submission.supplier_id = kept.id
        # Of no council: before the deadline nobody there learns that there is a proposal.
        audit.record(events.SUBMISSION_HANDED_OVER, subject=submission, by=by, taken_from=gone.id, given_to=kept.id)
    db.session.flush()
    other = aliased(SubmissionMember)
    # Nobody is in a team twice: where both are, the place that was confirmed stays.
    db.session.execute(
        update(SubmissionMember)
        .where(
            SubmissionMember.body_id == gone.id,
            ~exists().where(other.submission_id == SubmissionMember.submission_id, other.body_id == kept.id),
        )
        .values(body_id=kept.id)
    )
    for left in db.session.scalars(select(SubmissionMember).where(SubmissionMember.body_id == gone.id)).all():
        same = select(SubmissionMember).where(
            SubmissionMember.submission_id == left.submission_id, SubmissionMember.body_id == kept.id
        )
        place = db.session.scalars(same).one()
        if place.confirmed_at is None and left.confirmed_at is not None:
            place.confirmed_at, place.confirmed_by, place.part = left.confirmed_at, left.confirmed_by, left.part
        db.session.delete(left)
    db.session.flush()
    db.session.execute(
        delete(SubmissionMember).where(
            SubmissionMember.body_id == kept.id,
            exists().where(Submission.id == SubmissionMember.submission_id, Submission.supplier_id == kept.id),
        )
    )
    db.session.expire_all()
