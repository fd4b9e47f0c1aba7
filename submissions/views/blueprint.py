"""Where the pages of this feature are registered, and what several of them need."""

from flask import Blueprint, request

blueprint = Blueprint("submissions", "submissions")


def page_number() -> int:
    return request.args.get("page", 1, type=int)
