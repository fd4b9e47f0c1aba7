"""Verbs for people and bodies. Each records what it did; none commits, but for the one failure that must be kept."""

import datetime as dt
import hashlib
import secrets
import uuid

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from accounts import policies, queries
from accounts import states as events
from accounts.models import (
    Body,
    CommunityGroup,
    Council,
    Membership,
    Operator,
    Person,
    SignInAttempt,
    SignInToken,
    Supplier,
)
from accounts.states import ROLES_OF, BodyKind, Role
from core import audit, clock
from core.access import SYSTEM, Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.outbox import queue_message
from core.rendering import absolute, render_mail
from core.text import slugify

LINK_LIFE = dt.timedelta(minutes=30)
LINKS_PER_HOUR = 6
FAILURES_PER_HOUR = 10
PASSWORD_LENGTH = 12

_hasher = PasswordHasher()
# Checked when the address is unknown, so that the answer takes as long as for a known one.
_NO_PASSWORD = _hasher.hash(secrets.token_urlsafe())


def register_person(*, email: str, name: str, language: str = "en", by: Actor = SYSTEM) -> Person:
    """A new account. Raises `Refused` when the address has one."""
    address = email.strip().lower()
    if queries.person_by_email(address):
        raise Refused(_l("This email address already has an account."), field="email")
    someone = Person(
        id=new_id(),
        name=name.strip(),
        email=address,
        language=language,
        created_at=clock.now(),
        session_stamp=secrets.token_hex(8),
        past_employers=[],
    )
    db.session.add(someone)
    db.session.flush()
    audit.record(events.PERSON_REGISTERED, subject=someone, by=by)
    return someone


def send_sign_in_link(*, email: str, next_path: str = "", language: str = "en") -> None:
    """Send a link that signs in once. Answers nothing, so that it tells nobody who has an account."""
    address = email.strip().lower()
    if queries.tokens_since(address, clock.now() - dt.timedelta(hours=1)) >= LINKS_PER_HOUR:
        return
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInToken(
            id=new_id(),
            token_hash=_hash(token),
            email=address,
            next_url=next_path,
            created_at=clock.now(),
            expires_at=clock.now() + LINK_LIFE,
        )
    )
    someone = queries.person_by_email(address)
    spoken = someone.language if someone else language
    subject, body = render_mail(
        "accounts/sign_in_link",
        language=spoken,
        link=absolute(f"/sign-in/{token}"),
        minutes=int(LINK_LIFE.total_seconds() // 60),
    )
    queue_message(
        kind="accounts/sign_in_link",
        to_address=address,
        subject=subject,
        body=body,
        language=spoken,
        person_id=someone.id if someone else None,
    )


def use_sign_in_link(token: str, *, language: str = "en") -> tuple[Person, str]:
    """The person that the link signs in (registered now when new), and where they wanted to go.

    Raises `Refused` when the link was used, has expired or never was.
    """
    found = queries.live_token(_hash(token))
    if found is None:
        raise Refused(_l("This link was used before or is too old. Ask for a new one."))
    found.used_at = clock.now()
    someone = queries.person_by_email(found.email)
    if someone is None:
        someone = register_person(email=found.email, name=found.email.partition("@")[0], language=language)
    return someone, found.next_url


def check_password(*, email: str, password: str) -> Person:
    """The person with this address and password. Raises `Refused`, in the same words whatever was wrong."""
    address = email.strip().lower()
    if queries.failed_attempts_since(address, clock.now() - dt.timedelta(hours=1)) >= FAILURES_PER_HOUR:
        raise Refused(_l("Too many attempts for this address. Wait an hour, or ask for a sign-in link by email."))
    someone = queries.person_by_email(address)
    known = someone.password_hash if someone and someone.password_hash else _NO_PASSWORD
    try:
        _hasher.verify(known, password)
    except VerificationError:
        someone = None
    if someone is None or someone.password_hash is None:
        _remember_failure(address)
        raise Refused(_l("The email address or the password is not right."), field="password")
    return someone


def _remember_failure(address: str) -> None:
    # One of the few things that outlive the rollback of their request.
    with Session(db.engine) as apart:
        apart.add(SignInAttempt(id=new_id(), email=address))
        apart.commit()


def set_password(someone: Person, password: str, *, by: Actor) -> None:
    """Set or change one's own password; all other sessions end."""
    check(by.person_id == someone.id)
    if len(password) < PASSWORD_LENGTH:
        raise Refused(_l("Use at least %(count)s characters.", count=PASSWORD_LENGTH), field="password")
    someone.password_hash = _hasher.hash(password)
    someone.session_stamp = secrets.token_hex(8)
    audit.record(events.PASSWORD_SET, subject=someone, by=by)


def update_person(someone: Person, *, name: str, language: str, past_employers: list[str], by: Actor) -> None:
    """Change one's own details. Past employers are used only to find conflicts of interest."""
    check(by.person_id == someone.id)
    someone.name = name.strip()
    someone.language = language
    someone.past_employers = past_employers
    audit.record(events.PERSON_CHANGED_DETAILS, subject=someone, by=by)


def record_sign_in(someone: Person, *, by: Actor) -> None:
    audit.record(events.PERSON_SIGNED_IN, subject=someone, by=by)


def record_acting_for(someone: Person, *, by: Actor) -> None:
    audit.record(events.PERSON_CHANGED_BODY, subject=someone, by=by)


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


def register_supplier(
    someone: Person, *, name: str, scheme: str, identifier: str, size: str = "", country: str = "GB", by: Actor
) -> Membership:
    """A supplier organisation with `someone` as its first lead.

    Raises `Refused` when the identifier is known: taking over a body goes through an administrator.
    """
    check(policies.can_register_body(by) and by.person_id == someone.id)
    code = "".join(identifier.split()).upper()
    if queries.supplier_by_identifier(scheme, code):
        raise Refused(
            _l("This organisation is registered already. Ask one of its people to add you."), field="identifier"
        )
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
    return _join(supplier, someone, Role.LEAD, by=by)


def supplier_for_entry(*, name: str, scheme: str, identifier: str, by: Actor) -> Supplier:
    """The supplier with this identifier, entered now without people when it is new: for what comes on paper."""
    check(policies.can_enter_supplier(by))
    code = "".join(identifier.split()).upper()
    known = queries.supplier_by_identifier(scheme, code)
    if known is not None:
        return known
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
    return _join(group, someone, Role.LEAD, by=by)


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
    return _join(operator, someone, Role.ADMINISTRATOR, by=SYSTEM)


def grant_membership(
    body: Body, *, email: str, role: Role, by: Actor, name: str = "", ends_on: dt.date | None = None
) -> Membership:
    """Let somebody act for the body from today, and tell them. Raises `Refused` for a role the body does not have."""
    check(policies.can_manage_people(by, body))
    if role not in ROLES_OF[body.kind]:
        raise Refused(_l("People do not have this role here."), field="role")
    address = email.strip().lower()
    someone = queries.person_by_email(address) or register_person(
        email=address, name=name or address.partition("@")[0], by=by
    )
    if any(held.person_id == someone.id and held.role is role for held in queries.members_of(body.id)):
        raise Refused(_l("This person has this role already."), field="email")
    membership = _join(body, someone, role, by=by, ends_on=ends_on)
    subject, words = render_mail(
        "accounts/membership_granted",
        language=someone.language,
        body=body,
        role=role,
        person=someone,
        link=absolute("/sign-in"),
    )
    queue_message(
        kind="accounts/membership_granted",
        to_address=address,
        subject=subject,
        body=words,
        language=someone.language,
        person_id=someone.id,
    )
    return membership


def end_membership(membership: Membership, *, by: Actor) -> None:
    """Somebody stops acting for the body, from now. The last lead cannot leave."""
    check(policies.can_end_membership(by, membership))
    if membership.role is Role.LEAD and queries.leads_of(membership.body_id) <= 1:
        raise Refused(_l("This is the last lead. Name another lead first."))
    today = clock.now().date()
    membership.ends_on = max(today - dt.timedelta(days=1), membership.starts_on - dt.timedelta(days=1))
    if membership.ends_on < membership.starts_on:
        membership.starts_on = membership.ends_on
    audit.record(events.MEMBERSHIP_ENDED, subject=membership, by=by, council_id=_council(membership.body))


def _join(body: Body, someone: Person, role: Role, *, by: Actor, ends_on: dt.date | None = None) -> Membership:
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


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
