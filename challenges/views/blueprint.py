"""Where the pages of this feature are registered, and how the pages and mails of all features name a challenge."""

from flask import Blueprint
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext

from challenges.models import Challenge, Lot
from challenges.queries.translation import called, named

blueprint = Blueprint("challenges", "challenges")


@blueprint.app_template_filter("titled")
@pass_eval_context
def titled(context: EvalContext, challenge: Challenge, lot: Lot | None = None, *, plain: bool = False) -> str:
    """The title of a challenge in the language of who reads, with that of the `lot` where there are several.

    On a page it is marked where it is in another language, unless it is to be `plain`.
    """
    if plain or not context.autoescape:
        return ", ".join(part.words for part in named(challenge, lot))
    return called(challenge, lot)
