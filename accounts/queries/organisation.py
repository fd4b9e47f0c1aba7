"""Reads of organisations: their profile, who is invited, who asks to join, which look alike."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import Select, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from accounts import identifiers, likeness
from accounts.models import Invitation, JoinRequest, Membership, Person, Supplier
from accounts.queries.people import leads_of, running
from accounts.states import SCHEMES, InvitationState, RequestState, Role
from core import clock
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate


def own_supplier(actor: Actor) -> Supplier | None:
    """The supplier that the actor acts for, with its profile; None for everybody else."""
    if not actor.is_signed_in:
        return None
    return db.session.scalar(select(Supplier).where(Supplier.id == actor.body_id).options(joinedload(Supplier.profile)))


def open_invitation(body_id: uuid.UUID, email: str, role: Role) -> Invitation | None:
    """One that nobody has answered, expired or not."""
    return db.session.scalar(
        select(Invitation)
        .where(
            Invitation.body_id == body_id,
            func.lower(Invitation.email) == email.lower(),
            Invitation.role == role,
            Invitation.state == InvitationState.OPEN,
        )
        .options(joinedload(Invitation.body))
    )


def open_invitations(body_id: uuid.UUID) -> list[Invitation]:
    """All that nobody has answered, expired ones as well."""
    return list(
        db.session.scalars(
            select(Invitation)
            .where(Invitation.body_id == body_id, Invitation.state == InvitationState.OPEN)
            .order_by(Invitation.invited_at, Invitation.id)
        )
    )


def invitation_of_own_body(actor: Actor, invitation_id: uuid.UUID) -> Invitation | None:
    """For those who act for the body."""
    if actor.body_id is None:
        return None
    return db.session.scalar(
        select(Invitation)
        .where(Invitation.id == invitation_id, Invitation.body_id == actor.body_id)
        .options(joinedload(Invitation.body))
    )


def invitation_to(actor: Actor, invitation_id: uuid.UUID) -> Invitation | None:
    """For the person at whose address it was sent, unless it was taken back."""
    return db.session.scalar(
        _invitations_to(actor).where(Invitation.id == invitation_id, Invitation.state != InvitationState.WITHDRAWN)
    )


def invitations_to(actor: Actor) -> list[Invitation]:
    """What this person has been asked and can still answer."""
    return list(
        db.session.scalars(
            _invitations_to(actor)
            .where(Invitation.state == InvitationState.OPEN, Invitation.expires_at > clock.now())
            .order_by(Invitation.expires_at)
        )
    )


def _invitations_to(actor: Actor) -> Select[Invitation]:
    meant = exists().where(Person.id == actor.person_id, func.lower(Person.email) == func.lower(Invitation.email))
    return select(Invitation).where(meant).options(joinedload(Invitation.body))


# How long leads have to answer before an administrator may decide in their place.
PATIENCE = dt.timedelta(days=14)


@dataclass(frozen=True)
class RequestDesk:
    """A request to join, how many leads the organisation has to answer it, and whether they have had time enough."""

    request: JoinRequest
    leads: int
    is_late: bool


def request_for(actor: Actor, request_id: uuid.UUID) -> RequestDesk | None:
    """For the people of the organisation, and for administrators."""
    seen = JoinRequest.body_id == actor.body_id if actor.body_id else false()
    if actor.role == Role.ADMINISTRATOR.value:
        seen = true()
    found = db.session.scalar(_requests().where(JoinRequest.id == request_id, seen))
    if found is None:
        return None
    return RequestDesk(found, leads=leads_of(found.body_id), is_late=found.asked_at <= clock.now() - PATIENCE)


def open_requests(body_id: uuid.UUID) -> list[JoinRequest]:
    """Those to join this organisation that wait for an answer, the oldest first."""
    return list(
        db.session.scalars(
            _requests()
            .where(JoinRequest.body_id == body_id, JoinRequest.state == RequestState.ASKED)
            .order_by(JoinRequest.asked_at)
        )
    )


def requests_for_administrator() -> list[JoinRequest]:
    """Those that nobody of the organisation can answer or has answered in time, the oldest first."""
    today = clock.now().date()
    led = exists().where(
        Membership.body_id == JoinRequest.body_id,
        Membership.role == Role.LEAD,
        Membership.starts_on <= today,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )
    return list(
        db.session.scalars(
            _requests()
            .where(JoinRequest.state == RequestState.ASKED, or_(~led, JoinRequest.asked_at <= clock.now() - PATIENCE))
            .order_by(JoinRequest.asked_at)
            .limit(25)
        )
    )


def own_request(actor: Actor, body_id: uuid.UUID) -> JoinRequest | None:
    """What the actor has asked this organisation and nobody has answered."""
    return db.session.scalar(
        _requests().where(
            JoinRequest.person_id == actor.person_id,
            JoinRequest.body_id == body_id,
            JoinRequest.state == RequestState.ASKED,
        )
    )


def open_requests_of(person_id: uuid.UUID) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(JoinRequest)
            .where(JoinRequest.person_id == person_id, JoinRequest.state == RequestState.ASKED)
        )
        or 0
    )


def _requests() -> Select[JoinRequest]:
    return select(JoinRequest).options(joinedload(JoinRequest.body), joinedload(JoinRequest.person))


def administrators() -> list[Person]:
    """Those who look after the platform today."""
    return list(
        db.session.scalars(
            select(Person)
            .join(Membership)
            .where(Membership.role == Role.ADMINISTRATOR, running(clock.now().date()))
            .order_by(Person.name)
            .distinct()
        )
    )


def supplier_to_join(_actor: Actor, slug: str) -> Supplier | None:
    """Any that is registered; the one that it was merged into where it was a duplicate."""
    found = db.session.scalar(select(Supplier).where(Supplier.slug == slug))
    return standing_supplier(found) if found else None


def standing_supplier(supplier: Supplier) -> Supplier:
    """The supplier, or the one that it was merged into."""
    while supplier.merged_into_id is not None:
        supplier = db.session.get_one(Supplier, supplier.merged_into_id)
    return supplier


def similar_suppliers(name: str, email: str, *, limit: int = 5) -> list[Supplier]:
    """Those with the same name but for its legal form and accents, and those with the same domain of e-mail."""
    domain = likeness.domain_of(email)
    candidates = db.session.scalars(
        select(Supplier)
        .where(
            Supplier.merged_into_id.is_(None),
            or_(
                Supplier.name.ilike(likeness.name_pattern(name)), Supplier.email_domain == domain if domain else false()
            ),
        )
        .order_by(Supplier.name, Supplier.id)
        .limit(200)
    )
    wanted = likeness.plain_name(name)
    found = [
        one for one in candidates if likeness.plain_name(one.name) == wanted or (domain and one.email_domain == domain)
    ]
    return found[:limit]


def suppliers_page(number: int, *, words: str = "") -> Page[Supplier]:
    """Those that were not merged into another, by name; found by their number however it is typed."""
    query = select(Supplier).where(Supplier.merged_into_id.is_(None)).order_by(Supplier.name, Supplier.id)
    if words:
        numbers = {identifiers.canonical(scheme, words)[1] for scheme, _label in SCHEMES}
        query = query.where(or_(Supplier.name.icontains(words, autoescape=True), Supplier.identifier.in_(numbers)))
    return paginate(query, number)


def supplier_to_administer(actor: Actor, slug: str) -> Supplier | None:
    """For administrators; a duplicate that was merged is found no more."""
    if actor.role != Role.ADMINISTRATOR.value:
        return None
    return db.session.scalar(select(Supplier).where(Supplier.slug == slug, Supplier.merged_into_id.is_(None)))


@dataclass(frozen=True)
class MergePair:
    """The supplier that would go, and the one that would stay."""

    gone: Supplier
    kept: Supplier


def merge_pair(actor: Actor, slug: str, other: str) -> MergePair | None:
    gone, kept = supplier_to_administer(actor, slug), supplier_to_administer(actor, other)
    return MergePair(gone, kept) if gone and kept and gone.id != kept.id else None
