"""Memberships, councils, and what belongs to nothing."""

from accounts.states import Role
from tests.access.cast import Cast
from tests.access.world.things import Things
from tests.factories.accounts import MembershipFactory


def plant(cast: Cast) -> Things:
    second_lead = MembershipFactory(body=cast.council, role=Role.LEAD)
    return {
        "the service": {
            "slug": cast.council.slug,
            "colour": "0b5c63",
            "token": "no-such-token",
            "role": "resident",
            "part": "lists",
            "number": 1,
        },
        "a council": {"slug": cast.council.slug},
        "a membership of the officer": {"membership_id": cast["officer"].membership_id},
        "a membership of another lead of the council": {"membership_id": second_lead.id},
        "a membership of the pilot lead": {"membership_id": cast["pilot lead"].membership_id},
        "the only lead of a supplier": {"membership_id": cast["rival"].membership_id},
    }
