"""Verbs for people. Each records what it did; none commits, but for the one failure that must be kept."""

import datetime as dt
import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from accounts import queries
from accounts import states as events
from accounts.models import Person, SignInAttempt, SignInToken
from accounts.registries import introductions
from core import audit, clock
from core.access import SYSTEM, Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.outbox import queue_message
from core.rendering import absolute, render_mail

LINK_LIFE = dt.timedelta(minutes=30)
LINKS_PER_HOUR = 6
FAILURES_PER_HOUR = 10
PASSWORD_LENGTH = 12

_hasher = PasswordHasher()
# Checked when the address is unknown, so that the answer takes as long as for a known one.
_NO_PASSWORD = _hasher.hash(secrets.token_urlsafe())


def register_person(*, email: str, name: str, language: str = "en", by: Actor = SYSTEM) -> Person:
    """A new account. Raises `Refused` when the address has one."""
    address = email.strip().lower()
    if queries.person_by_email(address):
        raise Refused(_l("This email address already has an account."), field="email")
    someone = Person(
        id=new_id(),
        name=name.strip(),
        email=address,
        language=language,
        created_at=clock.now(),
        session_stamp=secrets.token_hex(8),
        past_employers=[],
    )
    db.session.add(someone)
    db.session.flush()
    audit.record(events.PERSON_REGISTERED, subject=someone, by=by)
    return someone


def send_sign_in_link(*, email: str, next_path: str = "", language: str = "en") -> None:
    """Send a link that signs in once. Answers nothing, so that it tells nobody who has an account."""
    address = email.strip().lower()
    if queries.tokens_since(address, clock.now() - dt.timedelta(hours=1)) >= LINKS_PER_HOUR:
        return
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInToken(
            id=new_id(),
            token_hash=_hash(token),
            email=address,
            next_url=next_path,
            created_at=clock.now(),
            expires_at=clock.now() + LINK_LIFE,
        )
    )
    someone = queries.person_by_email(address)
    spoken = someone.language if someone else language
    subject, body = render_mail(
        "accounts/sign_in_link",
        language=spoken,
        link=absolute(f"/sign-in/{token}"),
        minutes=int(LINK_LIFE.total_seconds() // 60),
    )
    queue_message(
        kind="accounts/sign_in_link",
        to_address=address,
        subject=subject,
        body=body,
        language=spoken,
        person_id=someone.id if someone else None,
    )


def use_sign_in_link(token: str, *, language: str = "en") -> tuple[Person, str]:
    """The person that the link signs in (registered now when new), and where they wanted to go.

    Raises `Refused` when the link was used, has expired or never was.
    """
    found = queries.live_token(_hash(token))
    if found is None:
        raise Refused(_l("This link was used before or is too old. Ask for a new one."))
    found.used_at = clock.now()
    someone = queries.person_by_email(found.email)
    if someone is None:
        names = (name_of(found.email) for name_of in introductions)
        name = next(filter(None, names), "") or found.email.partition("@")[0]
        someone = register_person(email=found.email, name=name, language=language)
    return someone, found.next_url


def check_password(*, email: str, password: str) -> Person:
    """The person with this address and password. Raises `Refused`, in the same words whatever was wrong."""
    address = email.strip().lower()
    if queries.failed_attempts_since(address, clock.now() - dt.timedelta(hours=1)) >= FAILURES_PER_HOUR:
        raise Refused(_l("Too many attempts for this address. Wait an hour, or ask for a sign-in link by email."))
    someone = queries.person_by_email(address)
    known = someone.password_hash if someone and someone.password_hash else _NO_PASSWORD
    try:
        _hasher.verify(known, password)
    except VerificationError:
        someone = None
    if someone is None or someone.password_hash is None:
        _remember_failure(address)
        raise Refused(_l("The email address or the password is not right."), field="password")
    return someone


def _remember_failure(address: str) -> None:
    # One of the few things that outlive the rollback of their request.
    with Session(db.engine) as apart:
        apart.add(SignInAttempt(id=new_id(), email=address))
        apart.commit()


def set_password(someone: Person, password: str, *, by: Actor) -> None:
    """Set or change one's own password; all other sessions end."""
    check(by.person_id == someone.id)
    if len(password) < PASSWORD_LENGTH:
        raise Refused(_l("Use at least %(count)s characters.", count=PASSWORD_LENGTH), field="password")
    someone.password_hash = _hasher.hash(password)
    someone.session_stamp = secrets.token_hex(8)
    audit.record(events.PASSWORD_SET, subject=someone, by=by)


def update_person(someone: Person, *, name: str, language: str, past_employers: list[str], by: Actor) -> None:
    """Change one's own details. Past employers are used only to find conflicts of interest."""
    check(by.person_id == someone.id)
    someone.name = name.strip()
    someone.language = language
    someone.past_employers = past_employers
    audit.record(events.PERSON_CHANGED_DETAILS, subject=someone, by=by)


def record_sign_in(someone: Person, *, by: Actor) -> None:
    audit.record(events.PERSON_SIGNED_IN, subject=someone, by=by)


def record_acting_for(someone: Person, *, by: Actor) -> None:
    audit.record(events.PERSON_CHANGED_BODY, subject=someone, by=by)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
