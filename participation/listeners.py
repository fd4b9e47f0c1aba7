"""What this floor tells the ones beside it: who follows a topic, and what waits for moderators."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from accounts import signals
from accounts.models import Supplier
from accounts.registries import WorkItem, work_items
from core.access import Actor
from notifications.registries import Follower, followers
from participation import policies, queries, services


def _followers(topic_id: uuid.UUID, after: uuid.UUID, limit: int) -> list[Follower]:
    return [
        Follower(
            id=follow.id,
            address=follow.address,
            language=follow.language,
            person_id=follow.person_id,
            stop_path=f"/follow/{follow.token}/stop",
        )
        for follow in queries.live_follows(topic_id, after=after, limit=limit)
    ]


@signals.suppliers_merged.connect
def _merged(_sender: object, *, gone: Supplier, kept: Supplier, **_: Any) -> None:
    services.hand_over(gone, kept)


def _held(actor: Actor) -> Iterable[WorkItem]:
    if not policies.can_see_moderation(actor):
        return
    waiting = queries.waiting_comments(actor, 1).total
    if waiting:
        yield WorkItem(
            kind=_l("Comments"),
            title=ngettext("%(num)d comment waits for you", "%(num)d comments wait for you", waiting),
            url=url_for("participation.moderation"),
        )


followers.add("participation", _followers)
work_items.add("participation", _held)
