"""Telling people. A message exists exactly if the change that it tells of does."""

import uuid
from collections.abc import Callable, Collection
from typing import Any

from flask_babel import force_locale

from accounts import queries as people
from core import outbox
from core.rendering import absolute, render_mail
from notifications.registries import Recipient, followers


def tell(
    *,
    template: str,
    why: Any,
    person_id: uuid.UUID | None = None,
    address: str = "",
    language: str = "en",
    once_key: str | None = None,
    **context: Any,
) -> None:
    """Queue one mail to a person or to an address.

    `template` is below `templates/emails/`; `why` says in a sentence why it came. A `once_key` is used once.
    """
    recipient = Recipient(address=address, language=language)
    if person_id is not None:
        someone = people.person(person_id)
        if someone is None or someone.email is None:
            return
        recipient = Recipient(address=someone.email, language=someone.language, person_id=someone.id)
    send(recipient, template=template, why=why, once_key=once_key, context=context)


def tell_people(
    person_ids: Collection[uuid.UUID],
    *,
    template: str,
    why: Any,
    once_key: str | None = None,
    attach: Callable[[Recipient], outbox.Attachment] | None = None,
    **context: Any,
) -> list[outbox.Message]:
    """The same mail to several people, each in their own language; the addresses are read in one query.

    `attach` makes what goes with it, for each. Returns what was queued.
    """
    queued = []
    for someone in people.people(list(person_ids)).values():
        if someone.email is None:
            continue
        recipient = Recipient(address=someone.email, language=someone.language, person_id=someone.id)
        attachment = attach(recipient) if attach else None
        queued.append(
            send(recipient, template=template, why=why, once_key=once_key, context=context, attachment=attachment)
        )
    return [message for message in queued if message is not None]


def tell_followers(
    topic_id: uuid.UUID,
    *,
    template: str,
    why: Any,
    once_key: str | None = None,
    except_person_ids: Collection[uuid.UUID] = (),
    **context: Any,
) -> None:
    """The same mail to everybody who follows the topic, with a link that stops it."""
    for contribute in followers:
        for recipient in contribute(topic_id):
            if recipient.person_id is None or recipient.person_id not in except_person_ids:
                send(recipient, template=template, why=why, once_key=once_key, context=context)


def send(
    recipient: Recipient,
    *,
    template: str,
    why: Any,
    once_key: str | None,
    context: dict[str, Any],
    attachment: outbox.Attachment | None = None,
) -> outbox.Message | None:
    """Queue one mail to somebody whose address, language and way to stop it are known; None if it was queued before."""
    stop_url = absolute(recipient.stop_path) if recipient.stop_path else ""
    with force_locale(recipient.language):
        reason = str(why)
    subject, body = render_mail(
        template, language=recipient.language, why=reason, stop_url=stop_url, absolute=absolute, **context
    )
    return outbox.queue_message(
        kind=template,
        to_address=recipient.address,
        subject=subject,
        body=body,
        language=recipient.language,
        person_id=recipient.person_id,
        stop_url=stop_url,
        once_key=f"{once_key}:{recipient.address}"[:250] if once_key else None,
        attachment=attachment,
    )
