"""Telling people. A message exists exactly if the change that it tells of does."""

import itertools
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from flask_babel import force_locale

from accounts import queries as people
from core import jobs, outbox
from core.rendering import absolute, render_mail
from core.search import LANGUAGES
from notifications.registries import Follower, Recipient, followers

# How many followers are told in one unit of work.
BATCH = 100
# Stands in a mail to many until it is known whose it is; nobody could type it.
_STOP = "\x1fstop\x1f"


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
    """The same mail to everybody who follows the topic, with a link that stops it.

    Its words are those of this moment, written once in each language. A few are told at once; where there are more, a
    job tells them, batch by batch.
    """
    mails = {language: _written(template, language=language, why=why, context=context) for language in LANGUAGES}
    tell_batch(
        topic_id,
        kind=template,
        mails=mails,
        once_key=once_key,
        left_out=[str(person_id) for person_id in except_person_ids],
    )


def tell_batch(
    topic_id: uuid.UUID,
    *,
    kind: str,
    mails: Mapping[str, Sequence[str]],
    once_key: str | None,
    left_out: Collection[str],
    after: str = str(uuid.UUID(int=0)),
) -> None:
    """Tell the next followers, and ask for a job that tells the rest. `mails` has subject and body by language."""
    found = _followers(topic_id, uuid.UUID(after))
    for one in found:
        if str(one.person_id) not in left_out:
            _queue(one, kind=kind, mail=mails.get(one.language, mails[LANGUAGES[0]]), once_key=once_key)
    if len(found) == BATCH:
        jobs.enqueue(
            "notifications.tell_followers",
            topic_id=str(topic_id),
            kind=kind,
            mails=dict(mails),
            once_key=once_key,
            left_out=list(left_out),
            after=str(found[-1].id),
        )


def _followers(topic_id: uuid.UUID, after: uuid.UUID) -> list[Follower]:
    found = itertools.chain.from_iterable(contribute(topic_id, after, BATCH) for contribute in followers)
    return sorted(found, key=lambda one: one.id)[:BATCH]


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
    mail = _written(template, language=recipient.language, why=why, context=context, can_stop=bool(recipient.stop_path))
    return _queue(recipient, kind=template, mail=mail, once_key=once_key, attachment=attachment)


def _written(
    template: str, *, language: str, why: Any, context: dict[str, Any], can_stop: bool = True
) -> tuple[str, str]:
    """Subject and body, with a mark in the place of each reader's own link."""
    with force_locale(language):
        reason = str(why)
    stop_url = _STOP if can_stop else ""
    return render_mail(template, language=language, why=reason, stop_url=stop_url, absolute=absolute, **context)


def _queue(
    recipient: Recipient,
    *,
    kind: str,
    mail: Sequence[str],
    once_key: str | None,
    attachment: outbox.Attachment | None = None,
) -> outbox.Message | None:
    subject, body = mail
    stop_url = absolute(recipient.stop_path) if recipient.stop_path else ""
    return outbox.queue_message(
        kind=kind,
        to_address=recipient.address,
        subject=subject,
        body=body.replace(_STOP, stop_url),
        language=recipient.language,
        person_id=recipient.person_id,
        stop_url=stop_url,
        once_key=f"{once_key}:{recipient.address}"[:250] if once_key else None,
        attachment=attachment,
    )
