"""Two registrations of one organisation become one. Only an administrator of the platform does this, with a reason."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from accounts import policies, queries, registries
from accounts import states as events
from accounts.models import Invitation, JoinRequest, Membership, Person, Supplier, SupplierProfile
from accounts.services.bodies import BODIES, finish_membership
from accounts.services.telling import tell
from accounts.signals import suppliers_merged
from accounts.states import InvitationState, RequestState, Role
from core import audit
from core.access import Actor, check
from core.database import db
from core.errors import Refused


def merge_suppliers(gone: Supplier, kept: Supplier, *, reason: str, by: Actor) -> None:
    """People, proposals and all else of `gone` become those of `kept`; the number of `gone` leads to it from now on.

    Raises `Refused` without a reason, and where each has something that the other has too. Nothing of what a proposal
    says is read, moved or told: its rows change their owner, its versions stay as they were submitted.
    """
    check(policies.can_administer(by))
    if not reason.strip():
        raise Refused(_l("Give a reason."), field="reason")
    ids = [gone.id, kept.id]
    db.session.execute(select(BODIES.c.id).where(BODIES.c.id.in_(ids)).order_by(BODIES.c.id).with_for_update())
    for supplier in (gone, kept):
        db.session.refresh(supplier, ["merged_into_id"])
    if gone.id == kept.id or gone.merged_into_id or kept.merged_into_id:
        raise Refused(_l("One of them has been merged already. Look again."))
    if obstacle := registries.merge_obstacle(gone, kept):
        raise Refused(obstacle)
    concerned = {held.person_id: held.person for body_id in ids for held in queries.members_of(body_id)}
    _hand_over_people(gone, kept, by=by)
    _hand_over_profile(gone, kept)
    gone.merged_into_id = kept.id
    # Those that were merged into the one that goes now lead on.
    db.session.execute(update(Supplier).where(Supplier.merged_into_id == gone.id).values(merged_into_id=kept.id))
    kept.email_domain = kept.email_domain or gone.email_domain
    db.session.flush()
    suppliers_merged.send(None, gone=gone, kept=kept, by=by)
    audit.record(events.SUPPLIERS_MERGED, subject=kept, by=by, reason=reason, merged=gone.id)
    for person in concerned.values():
        _tell(person, gone, kept, reason=reason.strip())


def _hand_over_people(gone: Supplier, kept: Supplier, *, by: Actor) -> None:
    """Memberships keep their dates. Who has a role in both keeps the greater one."""
    roles = select(Membership.person_id, Membership.role, Membership.starts_on).where(Membership.body_id == kept.id)
    known = {tuple(row) for row in db.session.execute(roles)}
    for held in db.session.scalars(select(Membership).where(Membership.body_id == gone.id)).all():
        if (held.person_id, held.role, held.starts_on) not in known:
            held.body_id = kept.id
    db.session.flush()
    db.session.expire_all()
    _finish_lesser(kept, by=by)
    for found in queries.members_of(gone.id):
        finish_membership(found, body=gone, by=by)
    db.session.execute(
        update(Invitation)
        .where(Invitation.body_id == gone.id, Invitation.state == InvitationState.OPEN)
        .values(state=InvitationState.WITHDRAWN)
    )
    asked_kept = select(JoinRequest.person_id).where(
        JoinRequest.body_id == kept.id, JoinRequest.state == RequestState.ASKED
    )
    db.session.execute(
        update(JoinRequest)
        .where(
            JoinRequest.body_id == gone.id,
            JoinRequest.state == RequestState.ASKED,
            JoinRequest.person_id.not_in(asked_kept),
        )
        .values(body_id=kept.id)
    )


def _finish_lesser(kept: Supplier, *, by: Actor) -> None:
    held = queries.members_of(kept.id)
    leads = [one for one in held if one.role is Role.LEAD]
    seen = set()
    for one in [*leads, *(other for other in held if other.role is not Role.LEAD)]:
        if one.person_id in seen:
            finish_membership(one, body=kept, by=by)
        seen.add(one.person_id)
    db.session.flush()


def _hand_over_profile(gone: Supplier, kept: Supplier) -> None:
    """What the one that stays says of itself stays; where it says nothing, the words of the other serve."""
    if db.session.get(SupplierProfile, kept.id) is None:
        db.session.execute(
            update(SupplierProfile).where(SupplierProfile.supplier_id == gone.id).values(supplier_id=kept.id)
        )
    else:
        db.session.execute(delete(SupplierProfile).where(SupplierProfile.supplier_id == gone.id))


def _tell(person: Person, gone: Supplier, kept: Supplier, *, reason: str) -> None:
    tell(
        person,
        template="accounts/suppliers_merged",
        why=_l("You are getting this because you act for one of these organisations."),
        path="/acting-for",
        gone=gone,
        kept=kept,
        reason=reason,
    )
