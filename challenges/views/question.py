"""Clarification questions: ask in private, read in public, answer."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from challenges.forms.question import AnswerQuestionForm, AskForm, QuestionSearchForm, WithholdForm
from challenges.models.challenge import Challenge
from challenges.models.question import ClarificationQuestion
from challenges.policies import question as policies
from challenges.queries import question as queries
from challenges.queries.challenge import challenge_by_slug
from challenges.services import question as services
from challenges.states.question import QUESTION_LIFECYCLE, QuestionAction, QuestionState
from challenges.views.blueprint import blueprint
from challenges.views.problem import page_number
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


@blueprint.get("/questions")
@requires(policies.can_read_question_list)
def question_triage() -> str:
    search = QuestionSearchForm()
    search.state.choices = [(state.value, state.label) for state in QuestionState if state is not QuestionState.ASKED]
    wanted = next((state for state in QuestionState if state.value == search.state.data), None)
    found = queries.question_list(current_actor(), state=wanted, page=page_number())
    may_answer = policies.can_answer_for_council(current_actor())
    return render_template("challenges/question_triage.html", search=search, page=found, may_answer=may_answer)


@blueprint.route("/questions/<uuid:question_id>", methods=["GET", "POST"])
@requires(policies.can_answer, load=queries.question_of_council)
def question_answer(question: ClarificationQuestion) -> Any:
    form = AnswerQuestionForm(words=question.words)
    if form.validate_on_submit():
        try:
            services.answer_question(question, words=form.words.data, answer=form.answer.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("The answer is public. Everybody who follows the challenge is told."), "success")
            return redirect(url_for("challenges.question_triage"))
    return render_template("challenges/question_answer.html", form=form, question=question)


@blueprint.route("/questions/<uuid:question_id>/withhold", methods=["GET", "POST"])
@requires(policies.can_answer, load=queries.question_of_council)
def question_withhold(question: ClarificationQuestion) -> Any:
    QUESTION_LIFECYCLE.check(question, QuestionAction.WITHHOLD)
    form = WithholdForm()
    if form.validate_on_submit():
        try:
            services.withhold_question(question, reason=form.reason.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("The question is not published. The person who asked is told why."), "success")
            return redirect(url_for("challenges.question_triage"))
    return render_template("challenges/question_withhold.html", form=form, question=question)
