"""Clarification questions as suppliers and everybody meet them: ask in private, read in public."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from challenges.forms.question import AskForm
from challenges.models.challenge import Challenge
from challenges.policies import question as policies
from challenges.queries import question as queries
from challenges.queries.challenge import challenge_by_slug
from challenges.services import question as services
from challenges.views.blueprint import blueprint
from challenges.views.question_export import answers_as_csv
from core.access import current_actor, public, requires
from core.errors import Refused


@blueprint.get("/challenges/<slug>/questions")
@public
def question_list(slug: str) -> str:
    """What everybody may read, and above it what the actor asked."""
    actor = current_actor()
    challenge = challenge_by_slug(actor, slug) or abort(404)
    return render_template(
        "challenges/question_list.html",
        challenge=challenge,
        answered=queries.answered_questions(challenge.id),
        own=queries.own_questions(actor, challenge.id),
        may_ask=not actor.is_signed_in or policies.can_ask(actor, challenge),
        takes_questions=services.takes_questions(challenge),
    )


@blueprint.route("/challenges/<slug>/questions/new", methods=["GET", "POST"])
@requires(policies.can_ask, load=challenge_by_slug)
def question_ask(challenge: Challenge) -> Any:
    form = AskForm()
    if form.validate_on_submit():
        try:
            services.ask_question(challenge, words=form.words.data, by=current_actor(), form_key=form.key)
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("We have your question. You get an email when it is answered."), "success")
            return redirect(url_for("challenges.question_list", slug=challenge.slug))
    return render_template(
        "challenges/question_ask.html",
        form=form,
        challenge=challenge,
        takes_questions=services.takes_questions(challenge),
    )


@blueprint.get("/challenges/<slug>/questions.csv")
@public
def question_export(slug: str) -> Response:
    """What everybody may read, to work with."""
    challenge = challenge_by_slug(current_actor(), slug) or abort(404)
    answered = queries.answered_questions(challenge.id)
    return answers_as_csv([(challenge.title, question) for question in answered], name=f"{challenge.slug}-questions")
