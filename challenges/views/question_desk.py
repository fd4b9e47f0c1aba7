"""The clarifications desk: what waits for an answer, the oldest first, and the ways to deal with it."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from challenges.forms.question import (
    AnswerQuestionForm,
    AnswerTogetherForm,
    JoinForm,
    QuestionEnterForm,
    QuestionSearchForm,
    WithholdForm,
)
from challenges.models.challenge import Challenge
from challenges.models.question import ClarificationQuestion
from challenges.policies import question as policies
from challenges.queries import question as queries
from challenges.queries.challenge import own_challenge
from challenges.queries.late_answer import late_answer
from challenges.services import question as services
from challenges.states.question import QUESTION_LIFECYCLE, QuestionAction, QuestionState
from challenges.views.blueprint import blueprint
from challenges.views.problem import page_number
from challenges.views.question_export import answers_as_csv
from core.access import current_actor, requires
from core.errors import Refused

# As many as one page of the list has.
TOGETHER_AT_MOST = 25


@blueprint.get("/questions")
@requires(policies.can_read_question_list)
def question_triage() -> str:
    actor = current_actor()
    search = QuestionSearchForm()
    search.state.choices = [(state.value, state.label) for state in QuestionState if state is not QuestionState.ASKED]
    search.challenge.choices = queries.challenges_asked_about(actor)
    wanted = next((state for state in QuestionState if state.value == search.state.data), None)
    found = queries.question_list(
        actor, queries.QuestionSearch(state=wanted, challenge=search.challenge.data or "", page=page_number())
    )
    may_answer = policies.can_answer_for_council(actor)
    return render_template("challenges/question_triage.html", search=search, page=found, may_answer=may_answer)


@blueprint.get("/questions.csv")
@requires(policies.can_read_question_list)
def question_export_all() -> Response:
    """Everything that the council has answered in public."""
    published = queries.published_of_council(current_actor())
    return answers_as_csv([(question.challenge.title, question) for question in published], name="questions")


@blueprint.route("/challenges/<slug>/questions/enter", methods=["GET", "POST"])
@requires(policies.can_enter_question, load=own_challenge)
def question_enter(challenge: Challenge) -> Any:
    form = QuestionEnterForm()
    takes_questions = services.takes_questions(challenge)
    # Too late, the page says so and hands back what was typed; there is no form any more to put right.
    if takes_questions and form.validate_on_submit():
        try:
            services.enter_question(
                challenge,
                words=form.words.data,
                channel=form.channel.data,
                consent_given=form.consent_given.data,
                form_key=form.key,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The question is entered. Tell the person where the answer will be."), "success")
            return _to_desk()
    return render_template(
        "challenges/question_enter.html", form=form, challenge=challenge, takes_questions=takes_questions
    )


@blueprint.route("/questions/together", methods=["GET", "POST"])
@requires(policies.can_answer_for_council)
def question_together() -> Any:
    """One answer to several questions, which were chosen from the list."""
    waiting = queries.waiting_questions(current_actor(), _chosen())
    form = AnswerTogetherForm(
        questions=[str(question.id) for question in waiting], words=waiting[0].words if waiting else ""
    )
    form.questions.choices = [(str(question.id), question.words) for question in waiting]
    if waiting and form.validate_on_submit():
        chosen = [question for question in waiting if str(question.id) in form.questions.data]
        try:
            published = services.answer_together(
                chosen, words=form.words.data, answer=form.answer.data, by=current_actor()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _after_answer(published)
    return render_template("challenges/question_together.html", form=form, waiting=waiting, address=request.full_path)


@blueprint.route("/questions/<uuid:question_id>", methods=["GET", "POST"])
@requires(policies.can_answer, load=queries.question_of_council)
def question_answer(question: ClarificationQuestion) -> Any:
    form = AnswerQuestionForm(words=question.words)
    if form.validate_on_submit():
        try:
            services.answer_question(question, words=form.words.data, answer=form.answer.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _after_answer(question)
    return render_template("challenges/question_answer.html", form=form, question=question)


@blueprint.route("/questions/<uuid:question_id>/join", methods=["GET", "POST"])
@requires(policies.can_answer, load=queries.question_of_council)
def question_join(question: ClarificationQuestion) -> Any:
    QUESTION_LIFECYCLE.check(question, QuestionAction.JOIN)
    form = JoinForm()
    answered = {str(one.id): one for one in queries.answered_questions(question.challenge_id)}
    form.into.choices = [
        (key, _("Question %(number)s: %(words)s", number=one.number, words=one.published_words))
        for key, one in answered.items()
    ]
    if form.validate_on_submit():
        try:
            services.join_question(question, answered[form.into.data], by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The person who asked is led to the answer."), "success")
            return _to_desk()
    return render_template("challenges/question_join.html", form=form, question=question)


@blueprint.route("/questions/<uuid:question_id>/withhold", methods=["GET", "POST"])
@requires(policies.can_answer, load=queries.question_of_council)
def question_withhold(question: ClarificationQuestion) -> Any:
    QUESTION_LIFECYCLE.check(question, QuestionAction.WITHHOLD)
    form = WithholdForm()
    if form.validate_on_submit():
        try:
            services.withhold_question(question, reason=form.reason.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The question is not published. The person who asked is told why."), "success")
            return _to_desk()
    return render_template("challenges/question_withhold.html", form=form, question=question)


def _chosen() -> list[uuid.UUID]:
    """The questions named in the address; what is no identifier is passed over."""
    found = []
    for text in request.args.getlist("question")[:TOGETHER_AT_MOST]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _after_answer(question: ClarificationQuestion) -> Response:
    """To the list; where the answer leaves little time, to the page that gives everybody more."""
    flash(_("The answer is public. Everybody who follows the challenge is told."), "success")
    challenge = own_challenge(current_actor(), question.challenge.slug)
    if challenge is not None and late_answer(challenge):
        return redirect(url_for("challenges.challenge_extend", slug=challenge.slug))
    return _to_desk()


def _to_desk() -> Response:
    return redirect(url_for("challenges.question_triage"))
