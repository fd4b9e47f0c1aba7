"""Memberships, councils, and what belongs to nothing."""

from accounts import services
from accounts.states import Role
from core import outbox
from tests.access.cast import Cast
from tests.access.world.things import Things
from tests.factories.accounts import MembershipFactory, SupplierFactory


def plant(cast: Cast) -> Things:
    without_people = SupplierFactory()
    invitation = services.invite(
        cast.rivalling,
        email=cast.person("resident").email or "",
        name="Resident",
        role=Role.MEMBER,
        by=cast["rival"],
    )
    asks = {
        name: services.ask_to_join(supplier, words="I work there.", by=cast["author"])
        for name, supplier in (("the bidder", cast.bidding), ("a supplier without people", without_people))
    }
    mail = outbox.queue_message(
        kind="test",
        to_address="somebody@post.example",
        subject="Your interview",
        body="Come.",
        attachment=outbox.Attachment("BEGIN:VCALENDAR", "text/calendar"),
    )
    second_lead = MembershipFactory(body=cast.council, role=Role.LEAD)
    return {
        "the service": {
            "slug": cast.council.slug,
            "colour": "0b5c63",
            "token": "no-such-token",
            "role": "resident",
            "part": "lists",
            "number": 1,
            "message_id": mail.id if mail else None,
        },
        "a supplier": {"slug": without_people.slug, "other": cast.rivalling.slug},
        "an invitation to act for the rival": {"invitation_id": invitation.id},
        **{f"somebody who asks to join {name}": {"request_id": asked.id} for name, asked in asks.items()},
        "a council": {"slug": cast.council.slug},
        "a membership of the officer": {"membership_id": cast["officer"].membership_id},
        "a membership of another lead of the council": {"membership_id": second_lead.id},
        "a membership of the pilot lead": {"membership_id": cast["pilot lead"].membership_id},
        "the only lead of a supplier": {"membership_id": cast["rival"].membership_id},
    }
