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
    ("web.search", _l("Search")),
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


# Only for those who have put one forward, or whose group has.
IDEAS = "submissions.idea_list"
# Where each role goes from "What needs you": (who, endpoint, words). Who is a kind of body and roles, or nobody's.
WORK_LINKS: tuple[tuple[str, tuple[str, ...], str, Any], ...] = (
    ("council", ("officer", "lead"), "challenges.problem_triage", _l("Problems raised with your council")),
    ("council", ("officer", "lead", "approver"), "challenges.challenge_own", _l("Your council's challenges")),
    ("council", ("officer",), "challenges.question_triage", _l("Questions about your challenges")),
    ("council", ("officer", "lead", "approver", "auditor"), "pilots.pilot_own", _l("Your council's pilots")),
    ("council", ("officer", "approver", "auditor"), "scoring.panel_list", _l("Panels")),
    ("council", ("officer",), "scoring.pool_list", _l("Assessors")),
    ("council", ("officer", "approver", "auditor"), "scoring.decision_list", _l("Decisions")),
    ("council", ("moderator",), "participation.moderation", _l("Comments that wait for you")),
    ("council", ("officer", "lead"), "pilots.adoption_own", _l("Pilots that your council adopts")),
    ("supplier", (), "submissions.proposal_list", _l("Your proposals")),
    ("supplier", (), "pilots.pilot_own", _l("Your pilots")),
    ("", (), IDEAS, _l("Your ideas")),
    ("supplier", (), "accounts.organisation_show", _l("Your organisation")),
    ("supplier", (), "challenges.interest_edit", _l("What you are interested in")),
    ("operator", (), "accounts.councils", _l("Councils")),
    ("operator", (), "accounts.suppliers", _l("Suppliers")),
    ("", (), "scoring.assessment_list", _l("Proposals that you assess")),
    ("", ("lead",), "accounts.people", _l("The people of your organisation")),
    ("", (), "accounts.account", _l("Your account")),
)


def work_links(actor: Actor, *, has_ideas: bool) -> list[Item]:
    """The pages that this actor works with."""
    return [
        _item(endpoint, text)
        for kind, roles, endpoint, text in WORK_LINKS
        if kind in ("", actor.body_kind) and (not roles or actor.role in roles) and (endpoint != IDEAS or has_ideas)
    ]
