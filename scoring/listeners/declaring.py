"""Before a proposal opens, those who run, approve or assess say whether they have an interest in it."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

from accounts.states import BodyKind
from core.access import Actor, detours
from scoring.queries import declaring
from submissions.registries import undeclared

# Where pages speak of proposals. Of those who act for no council only assessors are asked, and only about their panel.
_FEATURES = ("submissions", "scoring")
_OF_PANEL = {"panel_id", "case_id", "item_id", "interview_id"}

undeclared.add("scoring.interests", declaring.undeclared)


def to_interests(actor: Actor, asked: Mapping[str, Any]) -> str | None:
    """The list of bidders to declare about, when that is why a page does not open; from there they go back to it."""
    if request.blueprint not in _FEATURES or not (actor.body_kind == BodyKind.COUNCIL.value or _OF_PANEL & set(asked)):
        return None
    desk = declaring.where_to_declare(actor, asked)
    if desk is None:
        return None
    # A form that was sent is not sent again.
    back = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    if desk.panel_id is not None:
        return url_for("scoring.interests_declare", panel_id=desk.panel_id, next=back)
    return url_for("scoring.council_interests", slug=desk.slug, next=back)


detours.add("scoring.interests", to_interests)
