"""Notices that the law asks for: their text to read, copy or download, and what is missing in it."""

from flask import Response, render_template, request, url_for

from challenges.models.challenge import Challenge
from challenges.policies import challenge as policies
from challenges.queries.challenge import own_challenge
from challenges.queries.notice import NoticeText, notice_text, notices_of
from challenges.states.challenge import Notice
from challenges.views.blueprint import blueprint
from challenges.views.challenge_public import use_zone_of
from core.access import Actor, requires
from core.rendering import absolute


def notice_for(actor: Actor, slug: str, notice: str) -> tuple[Challenge, Notice] | None:
    """The challenge and the notice that an address names; None when no such notice is filed for it."""
    challenge = own_challenge(actor, slug)
    if challenge is None:
        return None
    known = next((each for each in notices_of(challenge) if each.value == notice), None)
    return (challenge, known) if known else None


@blueprint.get("/challenges/<slug>/notices/<notice>")
@requires(policies.can_read_notice, load=notice_for)
def notice_show(found: tuple[Challenge, Notice]) -> str | Response:
    """With `as=text`, the text alone as a file."""
    challenge, notice = found
    use_zone_of(challenge)
    text = _text_of(challenge, notice)
    if request.args.get("as") == "text":
        name = f"{challenge.reference}-{notice.value}.txt"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text.plain(), mimetype="text/plain", headers=headers)
    return render_template("challenges/notice_show.html", challenge=challenge, notice=notice, text=text)


def _text_of(challenge: Challenge, notice: Notice) -> NoticeText:
    address = absolute(url_for("challenges.challenge_show", slug=challenge.slug))
    return notice_text(challenge, notice, address=address)
