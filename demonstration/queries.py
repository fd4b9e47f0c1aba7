"""Reads for the demonstration's own pages."""

import uuid

from sqlalchemy import select, text
from sqlalchemy.orm import joinedload

from accounts.models import Membership, Person
from accounts.queries import person_by_email
from core.database import db
from core.outbox import Message
from core.pagination import Page, paginate
from demonstration import mark


def is_made_for_demonstration() -> bool:
    """Whether this database bears the mark of `make run`."""
    return db.session.execute(text(mark.READ)).scalar_one() in {mark.BEING_MADE, mark.READY}


def mail(number: int, *, to_address: str = "") -> Page[Message]:
    """One page of the mail that would have been sent, the newest first."""
    query = select(Message).order_by(Message.queued_at.desc(), Message.id.desc())
    if to_address:
        query = query.where(Message.to_address == to_address.strip().lower())
    return paginate(query, number, per_page=20)


def message_with_attachment(message_id: uuid.UUID) -> Message | None:
    return db.session.scalar(select(Message).where(Message.id == message_id, Message.attached != ""))


def person_and_role(email: str, body_slug: str) -> tuple[Person, Membership | None] | None:
    """One of the people of the buttons, with the membership that the button stands for."""
    someone = person_by_email(email)
    if someone is None:
        return None
    held = db.session.scalars(
        select(Membership).where(Membership.person_id == someone.id).options(joinedload(Membership.body))
    ).all()
    return someone, next((one for one in held if one.body.slug == body_slug), None)
