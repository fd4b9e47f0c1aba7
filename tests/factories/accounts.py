"""People and bodies for tests. `actor_for(membership)` is somebody acting for that body."""

import datetime as dt
import uuid
from typing import Any

import factory
from flask.testing import FlaskClient
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert

from accounts.models import CommunityGroup, Council, Membership, Operator, Person, Supplier
from accounts.queries import actor_for as actor_of
from accounts.states import Role
from challenges.models import Challenge, ChallengeOfficer
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

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Membership:
        membership: Membership = super()._create(model_class, *args, **kwargs)
        if membership.role is Role.OFFICER:
            assign_all(Challenge.council_id == membership.body_id, Membership.id == membership.id)
        return membership


def assign_all(*conditions: ColumnElement[bool]) -> None:
    """Each officer of a council to each of its challenges: who is let at proposals is for tests of that to choose."""
    pairs = (
        select(Challenge.id, Membership.person_id)
        .join(Membership, (Membership.body_id == Challenge.council_id) & (Membership.role == Role.OFFICER))
        .where(*conditions)
        .distinct()
    )
    rows = [
        {"id": new_id(), "challenge_id": challenge_id, "person_id": person_id, "assigned_at": LONG_AGO}
        for challenge_id, person_id in db.session.execute(pairs)
    ]
    if rows:
        db.session.execute(insert(ChallengeOfficer).values(rows).on_conflict_do_nothing())
        _forget_who_is_assigned()


def unassign(actor: Actor) -> Actor:
    """An officer who is not assigned to any challenge that there is."""
    db.session.execute(delete(ChallengeOfficer).where(ChallengeOfficer.person_id == actor.person_id))
    _forget_who_is_assigned()
    return actor


def _forget_who_is_assigned() -> None:
    for known in db.session:
        if isinstance(known, Challenge):
            db.session.expire(known, ["assigned_to"])


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


def page(client: FlaskClient, actor: Actor, url: str, /, *, status: int = 200, **asked: Any) -> str:
    """What this actor reads at `url`, where `asked` are the parameters of the address."""
    sign_in(client, actor)
    answer = client.get(url, query_string=asked or None)
    assert answer.status_code == status, answer.text[:500]
    return answer.text


def body_id_of(actor: Actor) -> uuid.UUID:
    """The body that the actor acts for; fails when there is none."""
    assert actor.body_id is not None
    return actor.body_id
