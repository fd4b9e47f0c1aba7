"""Mails about people and bodies. This floor is below the one that tells people of everything else."""

from typing import Any

from flask_babel import force_locale

from accounts.models import Person
from core.outbox import queue_message
from core.rendering import absolute, render_mail


def tell(someone: Person, *, template: str, why: Any, path: str, **context: Any) -> None:
    """One mail to somebody with an account, in their language; nothing to who was erased."""
    if someone.email is not None:
        tell_address(
            someone.email, template=template, why=why, path=path, language=someone.language, person=someone, **context
        )


def tell_address(
    address: str,
    *,
    template: str,
    why: Any,
    path: str,
    language: str,
    person: Person | None = None,
    **context: Any,
) -> None:
    """The same to an address that may have no account yet. `path` is where the mail leads."""
    with force_locale(language):
        reason = str(why)
    subject, body = render_mail(template, language=language, why=reason, link=absolute(path), person=person, **context)
    queue_message(
        kind=template,
        to_address=address,
        subject=subject,
        body=body,
        language=language,
        person_id=person.id if person else None,
    )
