"""People and bodies for tests. `actor_for(membership)` is somebody acting for that body."""

import datetime as dt
import uuid

import factory
from flask.testing import FlaskClient

from accounts.models import CommunityGroup, Council, Membership, Operator, Person, Supplier
from accounts.queries import actor_for as actor_of
from accounts.states import Role
from core.access import Actor
from core.database import db, new_id

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


class TownlabFactory(factory.alchemy.SQLAlchemyModelFactory):
    """Rows of the session under test."""

    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731 - asked for at each use
        sqlalchemy_session_persistence = "flush"


class PersonFactory(TownlabFactory):
    class Meta:
        model = Person

    id = factory.LazyFunction(new_id)
    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@people{n}.example")
    language = "en"
    created_at = LONG_AGO
    session_stamp = "stamp"
    past_employers = factory.LazyFunction(list)


class BodyFactory(TownlabFactory):
    class Meta:
        abstract = True

    id = factory.LazyFunction(new_id)
    created_at = LONG_AGO


class CouncilFactory(BodyFactory):
    class Meta:
        model = Council

    name = factory.Sequence(lambda n: f"Council {n}")
    slug = factory.Sequence(lambda n: f"council-{n}")
    email_domain = factory.Sequence(lambda n: f"council{n}.example")
    nation = "ENG"
    languages = factory.LazyFunction(lambda: ["en"])
    contact_email = factory.Sequence(lambda n: f"hello@council{n}.example")
    accent = "#0b5c63"
    about = ""


class SupplierFactory(BodyFactory):
    class Meta:
        model = Supplier

    name = factory.Sequence(lambda n: f"Supplier {n}")
    slug = factory.Sequence(lambda n: f"supplier-{n}")
    email_domain = factory.Sequence(lambda n: f"supplier{n}.example")
    identifier_scheme = "GB-COH"
    identifier = factory.Sequence(lambda n: f"{10_000_000 + n}")
    size = "small"


class CommunityGroupFactory(BodyFactory):
    class Meta:
        model = CommunityGroup

    name = factory.Sequence(lambda n: f"Group {n}")
    slug = factory.Sequence(lambda n: f"group-{n}")


class OperatorFactory(BodyFactory):
    class Meta:
        model = Operator

    name = "Operator"
    slug = factory.Sequence(lambda n: f"operator-{n}")


class MembershipFactory(TownlabFactory):
    """`MembershipFactory(body=..., role=Role.OFFICER)`; without a body, the lead of a new supplier."""

    class Meta:
        model = Membership

    id = factory.LazyFunction(new_id)
    person = factory.SubFactory(PersonFactory)
    body = factory.SubFactory(SupplierFactory)
    role = Role.LEAD
    starts_on = dt.date(2020, 1, 1)
    ends_on = None


def actor_for(membership: Membership) -> Actor:
    """Somebody acting in this membership."""
    return actor_of(membership.person, membership)


def actor_alone(person: Person) -> Actor:
    """Somebody acting for themselves."""
    return actor_of(person, None)


def officer(council: Council | None = None) -> Actor:
    """A new council officer, of a new council when none is given."""
    return actor_for(MembershipFactory(body=council or CouncilFactory(), role=Role.OFFICER))


def member(body: object, role: Role) -> Actor:
    """A new person in this role of the body."""
    return actor_for(MembershipFactory(body=body, role=role))


def sign_in(client: FlaskClient, actor: Actor) -> None:
    """Give `client` the session of this actor, as signing in does."""
    person = db.session.get(Person, actor.person_id)
    db.session.commit()
    with client.session_transaction() as session:
        session.clear()
        session["_user_id"] = person.get_id()
        session["_fresh"] = True
        session["acting_as"] = str(actor.membership_id or "")


def body_id_of(actor: Actor) -> uuid.UUID:
    """The body that the actor acts for; fails when there is none."""
    assert actor.body_id is not None
    return actor.body_id
