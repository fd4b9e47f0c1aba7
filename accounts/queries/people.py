"""Reads of people and bodies."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, Table, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from accounts.models import Body, Council, Membership, Operator, Person, SignInAttempt, SignInToken, Supplier
from accounts.states import BodyKind, Role
from core import clock
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate

_BODIES: Final[Table] = Body.metadata.tables[Body.__tablename__]


def person(person_id: uuid.UUID) -> Person | None:
    return db.session.get(Person, person_id)


def person_by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(func.lower(Person.email) == email.strip().lower()))


def people(person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Those people by id, in one query."""
    found = db.session.scalars(select(Person).where(Person.id.in_(set(person_ids))))
    return {someone.id: someone for someone in found}


def person_with_memberships(person_id: uuid.UUID) -> Person | None:
    """The person with all memberships and their bodies, in one query, which brings the time along."""
    query = (
        select(Person, func.townlab_now())
        .where(Person.id == person_id)
        .options(joinedload(Person.memberships).joinedload(Membership.body))
    )
    # A row for each membership, each with its own instant.
    rows = db.session.execute(query).unique().all()
    if not rows:
        return None
    someone: Person = rows[0][0]
    clock.remember(rows[0][1])
    return someone


def people_with_memberships(person_ids: Collection[uuid.UUID]) -> list[Person]:
    """Several people with all their memberships, past ones included, in two queries."""
    return list(
        db.session.scalars(
            select(Person).where(Person.id.in_(set(person_ids))).options(selectinload(Person.memberships))
        )
    )


def current_memberships(someone: Person) -> list[Membership]:
    """What runs today, councils first, in the order of names. `someone` comes from `person_with_memberships`."""
    today = clock.now().date()
    running = [membership for membership in someone.memberships if membership.runs_on(today)]
    return sorted(running, key=lambda found: (found.body.kind.value, found.body.name, found.role.value))


def running(day: dt.date) -> ColumnElement[bool]:
    """SQL: the membership runs on this day."""
    return and_(Membership.starts_on <= day, or_(Membership.ends_on.is_(None), Membership.ends_on >= day))


def acts_for_now(person_id: uuid.UUID, body_id: uuid.UUID) -> bool:
    """Whether the person may act for the body today."""
    found = select(Membership.id).where(
        Membership.person_id == person_id, Membership.body_id == body_id, running(clock.now().date())
    )
    return bool(db.session.scalar(select(found.exists())))


def people_with_role(body_id: uuid.UUID, *roles: Role) -> list[Person]:
    """Those who hold one of `roles` in the body today, each once."""
    found = db.session.scalars(
        select(Person)
        .join(Membership)
        .where(Membership.body_id == body_id, Membership.role.in_(roles), running(clock.now().date()))
        .order_by(Person.name)
        .distinct()
    )
    return list(found)


def members_of(body_id: uuid.UUID) -> list[Membership]:
    """All who act for the body today, with the people."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Membership.person)
            .where(Membership.body_id == body_id, running(clock.now().date()))
            .options(joinedload(Membership.person))
            .order_by(Person.name, Membership.role)
        )
    )


def leads_of(body_id: uuid.UUID) -> int:
    """How many leads the body has today."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Membership)
            .where(Membership.body_id == body_id, Membership.role == Role.LEAD, running(clock.now().date()))
        )
        or 0
    )


def membership_for(actor: Actor, membership_id: uuid.UUID) -> Membership | None:
    """One's own membership, one of the body that the actor acts for, or any of a council for the administrator."""
    found = db.session.scalar(
        select(Membership)
        .where(Membership.id == membership_id)
        .options(joinedload(Membership.person), joinedload(Membership.body))
    )
    if found is None:
        return None
    own = actor.is_signed_in and actor.person_id == found.person_id
    administered = actor.role == Role.ADMINISTRATOR.value and found.body.kind is BodyKind.COUNCIL
    return found if own or actor.acts_for(found.body_id) or administered else None


def membership_in(body_id: uuid.UUID, membership_id: uuid.UUID) -> Membership | None:
    return db.session.scalar(
        select(Membership)
        .where(Membership.id == membership_id, Membership.body_id == body_id)
        .options(joinedload(Membership.person), joinedload(Membership.body))
    )


def body(body_id: uuid.UUID) -> Body | None:
    return db.session.get(Body, body_id)


def bodies(body_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Body]:
    """Those bodies by id, in one query."""
    return {found.id: found for found in db.session.scalars(select(Body).where(Body.id.in_(set(body_ids))))}


def id_of_council(slug: str) -> ScalarSelect[uuid.UUID]:
    """As part of a statement about what a council has."""
    return select(_BODIES.c.id).where(_BODIES.c.slug == slug).scalar_subquery()


def name_of_council(slug: str) -> str | None:
    return db.session.scalar(select(Council.name).where(Council.slug == slug))


def named_by_council(counted: Subquery) -> Select[Any]:
    """What was counted by `council_id`, with the slug and the name of each council (`council`, `council_label`)."""
    others = [column for column in counted.c if column.name != "council_id"]
    names = (_BODIES.c.slug.label("council"), _BODIES.c.name.label("council_label"))
    return select(*names, *others).join(_BODIES, _BODIES.c.id == counted.c.council_id)


def council_by_slug(slug: str) -> Council | None:
    return db.session.scalar(select(Council).where(Council.slug == slug))


def council_for(actor: Actor, slug: str) -> Council | None:
    """The council whose people the actor looks after: their own, or any for the administrator."""
    found = council_by_slug(slug)
    visible = found and (actor.role == Role.ADMINISTRATOR.value or actor.acts_for(found.id))
    return found if visible else None


def councils() -> list[Council]:
    """All councils by name. There are a few hundred at most, so they fit in one list to choose from."""
    return list(db.session.scalars(select(Council).order_by(Council.name)))


def councils_page(number: int, *, words: str = "") -> Page[Council]:
    query = select(Council).order_by(Council.name)
    if words:
        query = query.where(Council.name.icontains(words, autoescape=True))
    return paginate(query, number)


def supplier_by_identifier(scheme: str, identifier: str) -> Supplier | None:
    """Number and scheme in their canonical form."""
    return db.session.scalar(
        select(Supplier).where(Supplier.identifier_scheme == scheme, Supplier.identifier == identifier)
    )


def operator_exists() -> bool:
    return db.session.scalar(select(Operator.id).limit(1)) is not None


def slug_taken(slug: str) -> bool:
    return db.session.scalar(select(Body.id).where(Body.slug == slug)) is not None


def live_token(token_hash: str) -> SignInToken | None:
    """A sign-in link that was neither used nor has expired, locked until the end of the transaction."""
    return db.session.scalar(
        select(SignInToken)
        .where(
            SignInToken.token_hash == token_hash,
            SignInToken.used_at.is_(None),
            SignInToken.expires_at > func.townlab_now(),
        )
        .with_for_update()
    )


def tokens_since(email: str, moment: dt.datetime) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(SignInToken)
            .where(SignInToken.email == email, SignInToken.created_at > moment)
        )
        or 0
    )


def failed_attempts_since(email: str, moment: dt.datetime) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(SignInAttempt)
            .where(SignInAttempt.email == email, SignInAttempt.failed_at > moment)
        )
        or 0
    )


def body_for_actor(actor: Actor) -> Body | None:
    """The body that the actor acts for."""
    return db.session.get(Body, actor.body_id) if actor.body_id else None


def suppliers_with_members(body_ids: Sequence[uuid.UUID]) -> list[Supplier]:
    """Suppliers with their memberships and people, in two queries: for matching conflicts of interest."""
    return list(
        db.session.scalars(
            select(Supplier)
            .where(Supplier.id.in_(set(body_ids)))
            .options(selectinload(Supplier.memberships).joinedload(Membership.person))
        )
    )


def actor_for(someone: Person, membership: Membership | None) -> Actor:
    """The person acting for a body, or for themselves alone."""
    if membership is None:
        return Actor(person_id=someone.id, name=someone.name)
    return Actor(
        person_id=someone.id,
        name=someone.name,
        membership_id=membership.id,
        body_id=membership.body_id,
        body_kind=membership.body.kind.value,
        role=membership.role.value,
    )
