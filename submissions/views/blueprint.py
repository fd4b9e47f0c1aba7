"""Where the pages of this feature are registered, and what several of them need."""

from typing import Any

from flask import Blueprint, request

from challenges.states import AnswerKind
from core.formats import money
from submissions.services.checking import amount_in

blueprint = Blueprint("submissions", "submissions")


def page_number() -> int:
    return request.args.get("page", 1, type=int)


@blueprint.app_template_filter("as_answer")
def as_answer(words: str, kind: Any, currency: str) -> str:
    """An answer as people read it: "23500" to a question about money is £23,500. What has a sign stays as written."""
    if AnswerKind(kind) is not AnswerKind.MONEY or not words.strip()[:1].isdecimal():
        return words
    amount = amount_in(words)
    return words if amount is None else money(amount, currency)
