"""The council asks one bidder to clarify, and the bidder answers. The proposal stays as it was submitted."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import current_actor, requires
from core.errors import Refused
from submissions import policies, queries, services
from submissions.forms import ClarificationForm, ClarifyForm
from submissions.models import Clarification, Submission
from submissions.states import CLARIFICATION_LIFECYCLE, ClarificationState
from submissions.views.blueprint import blueprint, read_of


@blueprint.route("/received/<uuid:submission_id>/clarify", methods=["GET", "POST"])
@requires(policies.can_ask_bidder, load=queries.opened_submission)
def bidder_ask(submission: Submission) -> Any:
    form = ClarifyForm(zone=submission.challenge.council.timezone)
    if not services.can_be_asked(submission):
        raise Refused(_("Nothing can be asked about this proposal now."))
    if form.validate_on_submit():
        try:
            services.ask_bidder(
                submission,
                subject=form.subject.data,
                words=form.words.data,
                due_at=form.due_at.data,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The question is sent. You get an email when it is answered."), "success")
            return _back_to(submission)
    return render_template("submissions/bidder_ask.html", form=form, submission=submission)


@blueprint.post("/received/<uuid:submission_id>/clarifications/<int:number>/take-back")
@requires(policies.can_take_back, load=queries.opened_clarification)
def clarification_take_back(asked: Clarification) -> Response:
    if asked.state is not ClarificationState.WITHDRAWN:
        services.take_back(asked, by=current_actor())
        flash(_("The question is taken back. The supplier was told."), "success")
    return _back_to(asked.submission)


@blueprint.route("/proposals/<uuid:submission_id>/clarifications/<int:number>", methods=["GET", "POST"])
@requires(policies.can_answer_council, load=queries.own_clarification)
def clarification_answer(asked: Clarification) -> Any:
    form = ClarificationForm()
    state = CLARIFICATION_LIFECYCLE.state_of(asked)
    may_answer = state is ClarificationState.ASKED and services.can_be_asked(asked.submission)
    if form.validate_on_submit():
        if asked.answer == form.answer.data:
            # The same click twice.
            return redirect(url_for("submissions.proposal_show", submission_id=asked.submission_id))
        try:
            services.answer_council(asked, words=form.answer.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your answer is sent."), "success")
            return redirect(url_for("submissions.proposal_show", submission_id=asked.submission_id))
    return render_template(
        "submissions/clarification_answer.html",
        form=form,
        asked=asked,
        read=read_of(asked.submission.challenge),
        state=state,
        may_answer=may_answer,
    )


def _back_to(submission: Submission) -> Response:
    return redirect(url_for("submissions.received_show", submission_id=submission.id))
