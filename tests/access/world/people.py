"""Memberships, councils, and what belongs to nothing."""

from sqlalchemy import select

from accounts.models import Membership
from accounts.states import Role
from core.database import db
from tests.access.cast import Cast
from tests.access.world.things import Things
from tests.factories.accounts import MembershipFactory


def plant(cast: Cast) -> Things:
    second_lead = MembershipFactory(body=cast.council, role=Role.LEAD)
    spare = MembershipFactory(body=cast.council, role=Role.OFFICER)
    return {
        "the service": {
            "slug": cast.council.slug,
            "colour": "0b5c63",
            "token": "no-such-token",
            "role": "resident",
        },
        "a council": {"slug": cast.council.slug},
        "a membership of the officer": {"membership_id": cast["officer"].membership_id},
        "a membership of somebody else in the council": {"membership_id": spare.id},
        "a membership of another lead of the council": {"membership_id": second_lead.id},
        "a membership of the pilot lead": {"membership_id": cast["pilot lead"].membership_id},
        "the only lead of a supplier": {"membership_id": _membership(cast, "rival").id},
    }


def _membership(cast: Cast, name: str) -> Membership:
    return db.session.scalars(select(Membership).where(Membership.id == cast[name].membership_id)).one()
