"""Saving a search, and ending it. An address without an account is asked first (double opt-in)."""

import secrets
import uuid
from dataclasses import replace

from flask_babel import lazy_gettext as _l
from sqlalchemy.dialects.postgresql import insert

from accounts import queries as people
from accounts.models import Council
from core import clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications import queries
from notifications.models import SavedSearch, Subscriber
from notifications.registries import Parameters, SavableList, Wanted, savable_lists
from notifications.services.telling import tell

# Of one address; more is no help to anybody.
AT_MOST = 20
WORDS_LIMIT = 200


def save_search(list_key: str, parameters: Parameters, *, by: Actor) -> SavedSearch:
    """For somebody whose address is known, from now on. Saved again it is there once. Raises `Refused` at the limit."""
    someone = people.person(by.person_id) if by.person_id else None
    check(someone is not None and someone.email is not None)
    assert someone is not None  # noqa: S101 - checked above
    subscriber = _subscriber(someone.email or "", language=someone.language, person_id=someone.id)
    found = _search(subscriber, list_key, parameters)
    if found is None:
        raise Refused(_l("You can save at most %(count)s searches. End one of them first.", count=AT_MOST))
    confirm(found)
    return found


def ask_to_save(list_key: str, parameters: Parameters, *, address: str, language: str = "en") -> None:
    """Ask an address whether it wants the daily mail. Answers the same whatever is known of the address."""
    subscriber = _subscriber(address.strip().lower(), language=language)
    found = _search(subscriber, list_key, parameters)
    if found is None or (found.confirmed_at and found.ended_at is None):
        return
    tell(
        template="notifications/search_confirm",
        why=_l("You get this email because somebody gave this address to save a search."),
        address=subscriber.address,
        language=language,
        # Once a day, however often somebody presses the button with the address of another.
        once_key=f"search-confirm:{found.id}:{clock.now():%Y-%m-%d}",
        label=list_of(list_key).label,
        told=told(list_key, found.parameters),
        confirm_path=f"/saved-searches/{found.token}/confirm",
    )


def confirm(search: SavedSearch) -> None:
    """From this moment on; nothing happens when it was confirmed before."""
    if search.confirmed_at is None or search.ended_at is not None:
        search.confirmed_at = search.told_until = clock.now()
        search.ended_at = None
        db.session.flush()


def end_search(subscriber: Subscriber, search_id: uuid.UUID) -> None:
    """One of the subscriber's own; nothing happens to others."""
    for search in queries.live_searches(subscriber.id):
        if search.id == search_id:
            search.ended_at = clock.now()


def end_for(list_key: str, parameters: dict[str, list[str]], *, by: Actor) -> None:
    """One that the person saved; nothing happens when they did not, or ended it before."""
    found = queries.saved_by(by, list_key, parameters)
    if found is not None and found.ended_at is None:
        found.ended_at = clock.now()


def end_all(subscriber: Subscriber) -> None:
    """One click, no questions, and nothing happens when they were ended before."""
    for search in queries.live_searches(subscriber.id):
        search.ended_at = clock.now()


def list_of(key: str) -> SavableList:
    """Raises `LookupError` when there is no such list."""
    found = savable_lists.get(key)
    if found is None:
        raise LookupError(key)
    return found


def tidy(list_key: str, parameters: Parameters) -> dict[str, list[str]]:
    """What is searched for, as it is stored: only what there is."""
    wanted, council = _wanted(list_key, parameters)
    found = {
        "words": wanted.words,
        "council": council.slug if council else "",
        "state": wanted.state.value if wanted.state else "",
        **{name: value for name, (value, _words) in wanted.more.items()},
    }
    return {name: [value] for name, value in found.items() if value}


def told(list_key: str, parameters: Parameters) -> list[str]:
    """The same in words, in the language of the moment."""
    wanted, council = _wanted(list_key, parameters)
    parts = [
        f"“{wanted.words}”" if wanted.words else "",
        council.name if council else "",
        str(wanted.state.label) if wanted.state else "",
        *(str(words) for _value, words in wanted.more.values()),
    ]
    return [part for part in parts if part]


def _wanted(list_key: str, parameters: Parameters) -> tuple[Wanted, Council | None]:
    wanted = list_of(list_key).wanted(parameters)
    words = " ".join(wanted.words.split())[:WORDS_LIMIT]
    return replace(wanted, words=words), people.council_by_slug(wanted.council) if wanted.council else None


def _subscriber(address: str, *, language: str, person_id: uuid.UUID | None = None) -> Subscriber:
    db.session.execute(
        insert(Subscriber)
        .values(id=new_id(), address=address, language=language, token=secrets.token_urlsafe(24), since=clock.now())
        .on_conflict_do_nothing()
    )
    found = queries.subscriber_by_address(address)
    if found is None:  # pragma: no cover - the row was put there by the statement above
        raise LookupError(address)
    if person_id is not None:
        found.person_id, found.language = person_id, language
    return found


def _search(subscriber: Subscriber, list_key: str, parameters: Parameters) -> SavedSearch | None:
    """The one there is, or a new one that waits to be confirmed; None when the address has too many."""
    kept = tidy(list_key, parameters)
    found = queries.saved_search(subscriber.id, list_key, kept)
    if found is not None and found.ended_at is None:
        return found
    if queries.searches_kept(subscriber.id) >= AT_MOST:
        return None
    if found is not None:
        # Ended before, and asked for again: the link of the new mail confirms it, not one of an old mail.
        found.token, found.confirmed_at, found.ended_at = secrets.token_urlsafe(24), None, None
        db.session.flush()
        return found
    db.session.execute(
        insert(SavedSearch)
        .values(
            id=new_id(),
            subscriber_id=subscriber.id,
            list_key=list_key,
            parameters=kept,
            token=secrets.token_urlsafe(24),
            asked_at=clock.now(),
        )
        .on_conflict_do_nothing()
    )
    return queries.saved_search(subscriber.id, list_key, kept)
