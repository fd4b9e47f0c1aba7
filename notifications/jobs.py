"""Background work: handing mails to the transport, and the daily mail."""

import uuid
from typing import Any

from flask import current_app

from core import jobs, outbox
from core.database import db
from notifications.services import send_digests, tell_batch
from notifications.transport import transport_for


@jobs.task("core.deliver_message")
def deliver_message(message_id: str) -> None:
    message = db.session.get(outbox.Message, uuid.UUID(message_id), with_for_update=True)
    if message is not None:
        outbox.deliver(message, transport_for(current_app.config["TOWNLAB"]))


@jobs.task("notifications.tell_followers")
def tell_followers(topic_id: str, **news: Any) -> None:
    tell_batch(uuid.UUID(topic_id), **news)


@jobs.on_tick("notifications.send_digests")
def tell_what_is_new() -> None:
    settings = current_app.config["TOWNLAB"]
    send_digests(hour=settings.digest_hour, zone=settings.timezone)
