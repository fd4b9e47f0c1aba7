"""Verbs for bodies and for who acts for them."""

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from typing import cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import Table, select

from accounts import identifiers, policies, queries
from accounts import states as events
from accounts.models import Body, CommunityGroup, Council, Membership, Operator, Person, Supplier
from accounts.services.signing_in import register_person
from accounts.services.telling import tell
from accounts.states import ROLES_OF, BodyKind, Role
from core import audit, clock
from core.access import SYSTEM, Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.text import slugify


def create_council(
    *, by: Actor, name: str, nation: str, contact_email: str, lead_email: str, **settings: object
) -> Council:
    """A council with its first lead, who is told by mail."""
    check(policies.can_administer(by))
    council = Council(
        id=new_id(),
        name=name.strip(),
        slug=_free_slug(name),
        nation=nation,
        contact_email=contact_email.strip().lower(),
        languages=settings.pop("languages", None) or ["en"],
        created_at=clock.now(),
        **settings,
    )
    db.session.add(council)
    db.session.flush()
    audit.record(events.COUNCIL_CREATED, subject=council, by=by, council_id=council.id)
    grant_membership(council, email=lead_email, role=Role.LEAD, by=by)
    return council


# The table alone: a body is read together with those of its kinds, which cannot be locked.
BODIES = cast(Table, Body.__table__)


class KnownOrganisation(Refused):
    """Somebody has registered this number before. `supplier` is the organisation that has it."""

    def __init__(self, supplier: Supplier) -> None:
        super().__init__(_l("This organisation is registered already."), field="identifier")
        self.supplier = supplier


def register_supplier(
    someone: Person,
    *,
    name: str,
    scheme: str,
    identifier: str,
    size: str = "",
    country: str = "GB",
    alike: Sequence[Supplier] = (),
    by: Actor,
) -> Membership:
    """A supplier organisation with `someone` as its first lead.

    Raises `KnownOrganisation` when the identifier is known: then one asks to be let in; and `Refused` while there are
    some that look `alike`, of which the person has not said that none is theirs.
    """
    check(policies.can_register_body(by) and by.person_id == someone.id)
    scheme, code = known_number(scheme, identifier)
    if known := queries.supplier_by_identifier(scheme, code):
        raise KnownOrganisation(queries.standing_supplier(known))
    if alike:
        raise Refused(_l("Say whether one of these is your organisation."), field="not_these")
    supplier = Supplier(
        id=new_id(),
        name=name.strip(),
        slug=_free_slug(name),
        identifier_scheme=scheme,
        identifier=code,
        size=size,
        country=country,
        email_domain=(someone.email or "").partition("@")[2],
        created_at=clock.now(),
    )
    db.session.add(supplier)
    db.session.flush()
    audit.record(events.SUPPLIER_REGISTERED, subject=supplier, by=by)
    return join(supplier, someone, Role.LEAD, by=by)


def known_number(scheme: str, typed: str) -> tuple[str, str]:
    """Scheme and number in their canonical form. Raises `Refused` for what cannot be a number of this scheme."""
    scheme, number = identifiers.canonical(scheme, typed)
    if not identifiers.is_right(scheme, number):
        example = identifiers.EXAMPLES.get(scheme, "")
        raise Refused(
            _l("This is no such number. Check it, or choose another kind. It looks like %(example)s.", example=example),
            field="identifier",
        )
    return scheme, number


def supplier_for_entry(*, name: str, scheme: str, identifier: str, by: Actor) -> Supplier:
    """The supplier with this identifier, entered now without people when it is new: for what comes on paper."""
    check(policies.can_enter_supplier(by))
    scheme, code = known_number(scheme, identifier)
    known = queries.supplier_by_identifier(scheme, code)
    if known is not None:
        return queries.standing_supplier(known)
    supplier = Supplier(
        id=new_id(),
        name=name.strip(),
        slug=_free_slug(name),
        identifier_scheme=scheme,
        identifier=code,
        created_at=clock.now(),
    )
    db.session.add(supplier)
    db.session.flush()
    audit.record(events.SUPPLIER_REGISTERED, subject=supplier, by=by)
    return supplier


def register_group(someone: Person, *, name: str, area: str, by: Actor) -> Membership:
    """A community group with `someone` as its first lead."""
    check(policies.can_register_body(by) and by.person_id == someone.id)
    group = CommunityGroup(id=new_id(), name=name.strip(), slug=_free_slug(name), area=area, created_at=clock.now())
    db.session.add(group)
    db.session.flush()
    audit.record(events.GROUP_REGISTERED, subject=group, by=by)
    return join(group, someone, Role.LEAD, by=by)


def create_operator(*, name: str, administrator_email: str) -> Membership:
    """The body that runs the service, with its first administrator. For the command line.

    Raises `Refused` when the service has its operator: its administrators add others.
    """
    if queries.operator_exists():
        raise Refused(_l("This installation has an administrator already."))
    operator = Operator(id=new_id(), name=name, slug=_free_slug(name), created_at=clock.now())
    db.session.add(operator)
    db.session.flush()
    someone = queries.person_by_email(administrator_email) or register_person(
        email=administrator_email, name=administrator_email.partition("@")[0]
    )
    return join(operator, someone, Role.ADMINISTRATOR, by=SYSTEM)


def grant_membership(
    body: Body, *, email: str, role: Role, by: Actor, name: str = "", ends_on: dt.date | None = None
) -> Membership:
    """Let somebody act for a council from today, and tell them. Raises `Refused` for a role the body does not have."""
    check(policies.can_grant(by, body))
    if role not in ROLES_OF[body.kind]:
        raise Refused(_l("People do not have this role here."), field="role")
    address = email.strip().lower()
    someone = queries.person_by_email(address) or register_person(
        email=address, name=name or address.partition("@")[0], by=by
    )
    if any(held.person_id == someone.id and held.role is role for held in queries.members_of(body.id)):
        raise Refused(_l("This person has this role already."), field="email")
    membership = join(body, someone, role, by=by, ends_on=ends_on)
    tell(someone, template="accounts/membership_granted", why="", path="/sign-in", body=body, role=role)
    return membership


def end_membership(membership: Membership, *, by: Actor) -> None:
    """Somebody stops acting for the body, from now. The last lead cannot leave."""
    check(policies.can_end_membership(by, membership))
    # Of two leads who leave at the same moment the second sees that the first has gone.
    db.session.execute(select(BODIES.c.id).where(BODIES.c.id == membership.body_id).with_for_update())
    if membership.role is Role.LEAD and queries.leads_of(membership.body_id) <= 1:
        raise Refused(_l("This is the last lead. Name another lead first."))
    finish_membership(membership, body=membership.body, by=by)
    if by.person_id != membership.person_id:
        tell(
            membership.person,
            template="accounts/membership_ended",
            why=_l("You are getting this because you acted for this organisation."),
            path="/acting-for",
            body=membership.body,
            role=membership.role,
        )


def finish_membership(membership: Membership, *, body: Body, by: Actor) -> None:
    """It ends, from now. For services that have asked whether it may."""
    today = clock.now().date()
    membership.ends_on = max(today - dt.timedelta(days=1), membership.starts_on - dt.timedelta(days=1))
    if membership.ends_on < membership.starts_on:
        membership.starts_on = membership.ends_on
    audit.record(events.MEMBERSHIP_ENDED, subject=membership, by=by, council_id=_council(body))


def join(body: Body, someone: Person, role: Role, *, by: Actor, ends_on: dt.date | None = None) -> Membership:
    """A membership from today. For services that have asked whether there may be one."""
    membership = Membership(
        id=new_id(), person_id=someone.id, body_id=body.id, role=role, starts_on=clock.now().date(), ends_on=ends_on
    )
    db.session.add(membership)
    db.session.flush()
    audit.record(
        events.MEMBERSHIP_GRANTED,
        subject=membership,
        by=by,
        council_id=_council(body),
        granted_to=someone.id,
        granted_role=role.value,
    )
    return membership


def _council(body: Body) -> uuid.UUID | None:
    return body.id if body.kind is BodyKind.COUNCIL else None


def _free_slug(name: str) -> str:
    slug = slugify(name)
    return f"{slug}-{secrets.token_hex(2)}" if queries.slug_taken(slug) else slug
