"""Where the pages of this feature are registered, and what several of them need."""

from typing import Any

from flask import Blueprint, request

from accounts.states import Role
from challenges.states import AnswerKind
from core.access import current_actor
from core.formats import money
from submissions import policies, queries
from submissions.models import Submission
from submissions.services.checking import amount_in

blueprint = Blueprint("submissions", "submissions")


def page_number() -> int:
    return request.args.get("page", 1, type=int)


def about_team(submission: Submission) -> dict[str, Any]:
    """Who proposes, for the pages of a working copy. An officer who types it in reads nobody's profile."""
    actor = current_actor()
    if not policies.is_team(actor, submission):
        return {"organisation": None, "members": (), "leads": False}
    return {
        "organisation": queries.organisation(submission.supplier),
        "members": queries.confirmed_members(submission),
        "leads": actor.acts_for(submission.supplier_id, Role.LEAD.value),
    }


@blueprint.app_template_filter("as_answer")
def as_answer(words: str, kind: Any, currency: str) -> str:
    """An answer as people read it: "23500" to a question about money is £23,500. What has a sign stays as written."""
    if AnswerKind(kind) is not AnswerKind.MONEY or not words.strip()[:1].isdecimal():
        return words
    amount = amount_in(words)
    return words if amount is None else money(amount, currency)
