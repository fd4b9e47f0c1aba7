"""Messages that go out exactly if the change that caused them was committed."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core import clock, jobs
from core.database import Id, LongText, Model, ShortText, db, new_id, state_column
from core.workflow import LabelledState


class MessageState(LabelledState):
    QUEUED = ("queued", _l("Queued"), "blue")
    SENT = ("sent", _l("Sent"), "green")
    FAILED = ("failed", _l("Not delivered"), "red")


class Message(Model):
    """One mail to one address, in the words that were sent."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_to_address_queued_at", "to_address", "queued_at"),)

    id: Mapped[Id]
    kind: Mapped[ShortText]
    person_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    to_address: Mapped[ShortText]
    language: Mapped[ShortText]
    subject: Mapped[LongText]
    body: Mapped[LongText]
    stop_url: Mapped[LongText] = mapped_column(default="")
    state: Mapped[MessageState] = state_column(MessageState, default=MessageState.QUEUED)
    queued_at: Mapped[dt.datetime] = mapped_column(index=True)
    sent_at: Mapped[dt.datetime | None]
    # One file of text that goes with it, such as an entry for a calendar; `attached_as` is its type and its parameters.
    attached: Mapped[LongText] = mapped_column(default="", server_default="")
    attached_as: Mapped[ShortText] = mapped_column(default="", server_default="")
    # A message with a key is queued once, however often a job asks.
    once_key: Mapped[ShortText | None] = mapped_column(unique=True)

    @property
    def attached_name(self) -> str:
        """What the file that goes with it is called."""
        return "calendar.ics" if self.attached_as.startswith("text/calendar") else "attachment.txt"


@dataclass(frozen=True)
class Attachment:
    """`kind` as in `text/calendar; method=REQUEST`."""

    text: str
    kind: str


Transport = Callable[[Message], None]


def queue_message(
    *,
    kind: str,
    to_address: str,
    subject: str,
    body: str,
    language: str = "en",
    person_id: uuid.UUID | None = None,
    stop_url: str = "",
    once_key: str | None = None,
    attachment: Attachment | None = None,
) -> Message | None:
    """Queue a plain-text mail in the unit of work under way.

    `stop_url` is the address of the one-click stop, for mails that can be stopped. With a `once_key` that was used
    before, nothing is queued and None is returned.
    """
    if once_key and db.session.scalar(db.select(Message.id).where(Message.once_key == once_key)):
        return None
    message = Message(
        id=new_id(),
        kind=kind,
        person_id=person_id,
        to_address=to_address,
        language=language,
        subject=subject,
        body=body,
        stop_url=stop_url,
        queued_at=clock.now(),
        once_key=once_key,
        attached=attachment.text if attachment else "",
        attached_as=attachment.kind if attachment else "",
    )
    db.session.add(message)
    db.session.flush()
    jobs.enqueue("core.deliver_message", message_id=str(message.id))
    return message


def deliver(message: Message, transport: Transport) -> None:
    """Hand the message to `transport` unless it went out before; an exception leaves it queued for the next try."""
    if message.state is MessageState.SENT:
        return
    transport(message)
    message.state = MessageState.SENT
    message.sent_at = clock.now()
