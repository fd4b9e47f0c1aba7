"""The daily mail: what is new in everything that an address saved, in one mail, and none when nothing is new."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask_babel import force_locale, get_locale
from flask_babel import lazy_gettext as _l

from core import clock
from core.database import db
from notifications import queries
from notifications.models import SavedSearch, Subscriber
from notifications.registries import News, Recipient, savable_lists
from notifications.services.saving import list_of, told
from notifications.services.telling import send

# Of one search in one mail; the mail leads to the rest.
SHOWN = 20
# Subscribers in one unit of work: the next tick goes on.
AT_ONCE = 200

Found = dict[tuple[Any, ...], Sequence[News]]


@dataclass(frozen=True)
class Group:
    """What is new in one search. `told` are its parameters in words."""

    label: Any
    told: Sequence[str]
    path: str
    news: Sequence[News]
    has_more: bool


def last_hour(now: dt.datetime, *, hour: int, zone: str) -> dt.datetime:
    """The last time that it was this hour in this zone."""
    local = now.astimezone(ZoneInfo(zone))
    today = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    due = today if today <= local else _day_before(today)
    return due.astimezone(dt.UTC)


def _day_before(moment: dt.datetime) -> dt.datetime:
    # By the wall clock: the day before may have had 23 or 25 hours.
    return moment - dt.timedelta(days=1)


def send_digests(*, hour: int, zone: str) -> int:
    """Tell each subscriber what is new up to the last time that it was `hour`; returns how many mails.

    Each search is told of once up to that time, so asking again does nothing; a late call tells late, in one mail.
    """
    until = last_hour(clock.now(), hour=hour, zone=zone)
    found: Found = {}
    count = 0
    for subscriber in queries.subscribers_due(until, limit=AT_ONCE):
        groups = _groups(subscriber, until, found)
        if groups:
            _send(subscriber, groups, until)
            count += 1
    db.session.flush()
    return count


def _groups(subscriber: Subscriber, until: dt.datetime, found: Found) -> list[Group]:
    with force_locale(subscriber.language):
        searches = sorted(queries.live_searches(subscriber.id), key=_place)
        groups = [_group(search, until, found, subscriber.person_id) for search in searches]
    return [group for group in groups if group is not None]


def _place(search: SavedSearch) -> int:
    """Searches of the same list stand together."""
    return list(savable_lists).index(list_of(search.list_key))


def path_of(search: SavedSearch) -> str:
    """The address of the list, searched so."""
    of_list = list_of(search.list_key)
    return f"{of_list.path}?{urlencode(search.parameters, doseq=True)}".rstrip("?")


def _group(search: SavedSearch, until: dt.datetime, found: Found, reader: uuid.UUID | None) -> Group | None:
    """What is new in it, which has been told of from now on; None for nothing."""
    since, search.told_until = search.told_until, max(until, search.told_until or until)
    of_list = savable_lists.get(search.list_key)
    if of_list is None or since is None or since >= until:
        return None
    if of_list.may_read and not of_list.may_read(search.parameters, reader):
        search.ended_at = clock.now()
        return None
    # Many people save the same search; what they read depends on their language.
    key = (search.list_key, repr(sorted(search.parameters.items())), since, get_locale().language)
    if key not in found:
        found[key] = of_list.news(search.parameters, since, until, SHOWN + 1)
    news = found[key]
    if not news:
        return None
    words = told(search.list_key, search.parameters)
    return Group(of_list.label, words, path_of(search), news[:SHOWN], len(news) > SHOWN)


def _send(subscriber: Subscriber, groups: Sequence[Group], until: dt.datetime) -> None:
    send(
        Recipient(
            address=subscriber.address,
            language=subscriber.language,
            person_id=subscriber.person_id,
            stop_path=f"/saved-searches/{subscriber.token}/stop",
        ),
        template="notifications/digest",
        why=_l("You get this email because you saved a search."),
        once_key=f"digest:{until.isoformat()}",
        context={
            "groups": groups,
            "total": sum(len(group.news) for group in groups),
            "manage_path": f"/saved-searches/{subscriber.token}",
        },
    )
