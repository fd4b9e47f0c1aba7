"""Writing a draft: criteria with weights and anchors, and the questions of the form."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from challenges.forms.builder import (
    CriterionForm,
    DeclaringForm,
    EligibilityForm,
    QuestionForm,
    choice_label,
    criterion_form,
    question_data,
    weights_form,
)
from challenges.models.challenge import Challenge
from challenges.models.lot import Criterion, Lot, Question
from challenges.policies import challenge as policies
from challenges.queries.approval import remarks_of
from challenges.queries.builder import (
    criterion_names,
    criterion_values,
    eligibility_values,
    own_criterion,
    own_question,
    question_values,
    stamp,
    weight_name,
    weights_values,
)
from challenges.queries.challenge import own_challenge
from challenges.services import builder as services
from challenges.states.builder import Section
from challenges.views.blueprint import blueprint
from challenges.views.builder import save_section
from core.access import current_actor, requires


@blueprint.route("/challenges/<slug>/edit/criteria", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def criteria_edit(challenge: Challenge) -> Any:
    """All criteria, with a form for all weights at once."""
    criteria = [criterion for lot in challenge.lots for criterion in lot.criteria]
    values = weights_values(criteria)
    form = weights_form(criteria, criterion_names(challenge))(data={"seen": stamp(values)})
    return save_section(
        challenge,
        Section.CRITERIA,
        form,
        lambda: services.save_weights(
            challenge,
            weights={criterion.id: form[weight_name(criterion.id)].data for criterion in criteria},
            seen=form.stamp,
            by=current_actor(),
        ),
        lambda: weights_values(criteria),
        criteria=criteria,
        names=criterion_names(challenge),
        weight_name=weight_name,
    )


@blueprint.route("/challenges/<slug>/edit/criteria/new", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def criterion_new(challenge: Challenge) -> Any:
    """Of several lots, for the one that is chosen: the link of a lot brings its number."""
    wanted = request.args.get("lot", 1, type=int)
    lots = {str(lot.id): lot for lot in challenge.lots}
    form = criterion_form(challenge.score_max, challenge.lots)(
        data={"lot": next((key for key, lot in lots.items() if lot.number == wanted), None)}
    )
    return save_section(
        challenge,
        Section.CRITERIA,
        form,
        lambda: _add_criterion(challenge, lots[form["lot"].data] if "lot" in form else challenge.lots[0], form),
        dict,
        back=url_for("challenges.criteria_edit", slug=challenge.slug),
    )


@blueprint.route("/challenges/<slug>/edit/criteria/<uuid:criterion_id>", methods=["GET", "POST"])
@requires(policies.can_write_criterion, load=own_criterion)
def criterion_edit(criterion: Criterion) -> Any:
    challenge = criterion.lot.challenge
    values = criterion_values(criterion)
    form = criterion_form(challenge.score_max)(data={**values, "seen": stamp(values)})
    return save_section(
        challenge,
        Section.CRITERIA,
        form,
        lambda: services.save_criterion(
            criterion, words=_criterion_words(form, challenge), seen=form.stamp, by=current_actor()
        ),
        lambda: criterion_values(criterion),
        back=url_for("challenges.criteria_edit", slug=challenge.slug),
        removable=criterion.id,
    )


@blueprint.post("/challenges/<slug>/edit/criteria/<uuid:criterion_id>/remove")
@requires(policies.can_write_criterion, load=own_criterion)
def criterion_remove(criterion: Criterion) -> Response:
    slug = criterion.lot.challenge.slug
    services.remove_criterion(criterion, by=current_actor())
    flash(_("The criterion is removed. Check the weights of the others."), "success")
    return redirect(url_for("challenges.criteria_edit", slug=slug))


@blueprint.get("/challenges/<slug>/edit/questions")
@requires(policies.can_write, load=own_challenge)
def form_edit(challenge: Challenge) -> str:
    """The questions of the form, in order."""
    return render_template(
        "challenges/form_edit.html",
        challenge=challenge,
        titles=criterion_names(challenge),
        remark=remarks_of(challenge).get(Section.QUESTIONS.value, ""),
        form=DeclaringForm(asked=challenge.asks_declarations),
    )


@blueprint.post("/challenges/<slug>/edit/questions/declarations")
@requires(policies.can_write, load=own_challenge)
def form_declaring(challenge: Challenge) -> Response:
    """Whether exclusion grounds and subsidies are asked."""
    form = DeclaringForm()
    if form.validate_on_submit():
        services.save_declaring(challenge, asked=form.asked.data, by=current_actor())
        flash(_("Saved: %(section)s.", section=Section.QUESTIONS.label), "success")
    return redirect(url_for("challenges.form_edit", slug=challenge.slug))


@blueprint.route("/challenges/<slug>/edit/questions/new", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def form_question_new(challenge: Challenge) -> Any:
    form = _question_form(challenge, {"required": True, "word_limit": 300})
    return save_section(
        challenge,
        Section.QUESTIONS,
        form,
        lambda: _add_question(challenge, form),
        dict,
        back=url_for("challenges.form_edit", slug=challenge.slug),
    )


@blueprint.route("/challenges/<slug>/edit/questions/<uuid:question_id>", methods=["GET", "POST"])
@requires(policies.can_write_form, load=own_question)
def form_question_edit(question: Question) -> Any:
    challenge = question.challenge
    values = question_values(question)
    form = _question_form(
        challenge,
        {**question_data(values), "criterion": str(question.criterion_id or ""), "seen": stamp(values)},
    )
    return save_section(
        challenge,
        Section.QUESTIONS,
        form,
        lambda: services.save_question(question, words=_question_words(form), seen=form.stamp, by=current_actor()),
        lambda: question_values(question),
        back=url_for("challenges.form_edit", slug=challenge.slug),
    )


@blueprint.route("/challenges/<slug>/edit/questions/<uuid:question_id>/eligibility", methods=["GET", "POST"])
@requires(policies.can_write_form, load=own_question)
def form_question_eligibility(question: Question) -> Any:
    """With which answers a supplier can apply."""
    challenge = question.challenge
    values = eligibility_values(question)
    form = EligibilityForm(data={**values, "seen": stamp(values)})
    form.eligible.choices = [(choice, choice_label(choice)) for choice in question.choices]
    form.eligible.label.text = _("With which answers to “%(question)s” can a supplier apply?", question=question.words)
    return save_section(
        challenge,
        Section.QUESTIONS,
        form,
        lambda: services.save_eligibility(
            question,
            answers=form.eligible.data,
            because=form.because.data or "",
            seen=form.stamp,
            by=current_actor(),
        ),
        lambda: eligibility_values(question),
        back=url_for("challenges.form_edit", slug=challenge.slug),
    )


@blueprint.post("/challenges/<slug>/edit/questions/<uuid:question_id>/remove")
@requires(policies.can_write_form, load=own_question)
def form_question_remove(question: Question) -> Response:
    slug = question.challenge.slug
    services.remove_question(question, by=current_actor())
    flash(_("The question is removed."), "success")
    return redirect(url_for("challenges.form_edit", slug=slug))


@blueprint.post("/challenges/<slug>/edit/questions/<uuid:question_id>/up")
@requires(policies.can_write_form, load=own_question)
def form_question_up(question: Question) -> Response:
    slug = question.challenge.slug
    services.move_question_up(question, by=current_actor())
    return redirect(url_for("challenges.form_edit", slug=slug))


def _add_criterion(challenge: Challenge, lot: Lot, form: CriterionForm) -> None:
    services.add_criterion(challenge, lot, words=_criterion_words(form, challenge), by=current_actor())


def _add_question(challenge: Challenge, form: QuestionForm) -> None:
    services.add_question(challenge, words=_question_words(form), by=current_actor())


def _criterion_words(form: CriterionForm, challenge: Challenge) -> services.CriterionWords:
    return services.CriterionWords(
        title=form.title.data,
        guidance=form.guidance.data or "",
        weight=form.weight.data,
        threshold=form.threshold.data,
        anchors=form.anchors(challenge.score_max),
        price_formula=form.price_formula.data,
    )


def _question_form(challenge: Challenge, data: dict[str, Any]) -> QuestionForm:
    form = QuestionForm(data=data)
    form.criterion.choices = [(str(key), name) for key, name in criterion_names(challenge).items()]
    if len(challenge.lots) > 1:
        form.criterion.description = _(
            "Only those who propose for the lot of this criterion are asked. With “On none”, everybody is asked."
        )
    return form


def _question_words(form: QuestionForm) -> services.QuestionWords:
    return services.QuestionWords(
        words=form.words.data,
        help=form.help.data or "",
        kind=form.kind.data,
        word_limit=form.word_limit.data,
        required=form.required.data,
        criterion_id=uuid.UUID(form.criterion.data) if form.criterion.data else None,
        identifies_bidder=form.identifies_bidder.data,
        public=form.public.data,
        options=form.options,
        vat_included=form.vat_included,
    )
