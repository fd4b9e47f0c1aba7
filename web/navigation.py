"""What stands in the navigation, for whom. Higher floors than the one that owns a page need not know this."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from core.access import Actor


@dataclass(frozen=True)
class Item:
    """One entry; `active` when the page under way belongs to it."""

    text: Any
    href: str
    active: bool


PUBLIC = (
    ("challenges.challenge_list", _l("Challenges")),
    ("challenges.problem_list", _l("Problems")),
    ("pilots.pilot_list", _l("Pilots")),
)
WORK = ("web.work", _l("Your work"))


def items(actor: Actor) -> list[Item]:
    """The entries for this actor, in order."""
    wanted = ((WORK,) if actor.is_signed_in else ()) + PUBLIC
    return [_item(endpoint, text) for endpoint, text in wanted]


def _item(endpoint: str, text: Any) -> Item:
    href = url_for(endpoint)
    active = request.path == href or request.path.startswith(href.rstrip("/") + "/")
    return Item(text=text, href=href, active=active)
