"""Where the pages of this feature are registered, and what several of them need."""

from typing import Any

from flask import Blueprint, request
from flask_babel import get_locale

from accounts.states import Role
from challenges.models import Challenge
from challenges.queries.texts import Reading
from challenges.queries.translation import reading_of
from challenges.states import AnswerKind
from core.access import current_actor
from submissions import policies, queries, services
from submissions.kinds import Costs, read_costs, shown
from submissions.models import Submission

CHOSEN = (AnswerKind.ONE_OF, AnswerKind.SEVERAL_OF)

blueprint = Blueprint("submissions", "submissions")


def page_number() -> int:
    return request.args.get("page", 1, type=int)


def language() -> str:
    """Of the page."""
    return str(get_locale().language)


def read_of(challenge: Challenge) -> Reading:
    """How a challenge reads to whoever asks for this page."""
    return reading_of(challenge, language())


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


def about_declaration(submission: Submission) -> dict[str, Any]:
    """What is declared in a working copy, and what is still to do about it."""
    return {
        "declared": queries.declaration_now(submission),
        "declaration_problem": services.declaration_problem(submission),
        "may_declare": policies.can_declare(current_actor(), submission),
    }


@blueprint.app_template_filter("as_answer")
def as_answer(words: str, kind: Any, currency: str) -> str:
    """An answer as people read it, in plain text: "23500" to a question about money is £23,500."""
    return shown(words, AnswerKind(kind), currency)


@blueprint.app_template_filter("costs_in")
def costs_in(words: str, kind: Any) -> Costs | None:
    """The rows of a table of costs; None for an answer of another kind."""
    return read_costs(words) if AnswerKind(kind) is AnswerKind.COSTS else None


@blueprint.app_template_filter("choices_in")
def choices_in(words: str, kind: Any) -> list[str] | None:
    """What was chosen, in the words of the original; None for an answer of another kind."""
    return words.split("\n") if words and AnswerKind(kind) in CHOSEN else None
