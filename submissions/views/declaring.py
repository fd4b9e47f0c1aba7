"""Exclusion grounds and subsidies: once for the organisation, and confirmed in each proposal."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from core.access import current_actor, requires
from core.errors import Refused
from submissions import policies, queries, services
from submissions.forms.declaring import DeclarationForm, declared_data
from submissions.models import Submission
from submissions.services import NotOpen, TooLate
from submissions.views.blueprint import blueprint, read_of


@blueprint.route("/suppliers/declarations", methods=["GET", "POST"])
@requires(policies.acts_for_supplier)
def declaration_edit() -> Any:
    """What one's own organisation declares."""
    latest = queries.own_declaration(current_actor())
    form = DeclarationForm(data=declared_data(latest))
    if form.validate_on_submit():
        try:
            services.declare(form.declared, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("What your organisation declares is saved."), "success")
            return redirect(url_for("submissions.declaration_edit"))
    return render_template("submissions/declaration_edit.html", form=form, latest=latest, submission=None)


@blueprint.route("/proposals/<uuid:submission_id>/declarations", methods=["GET", "POST"])
@requires(policies.can_declare, load=queries.own_submission)
def declaration_confirm(submission: Submission) -> Any:
    """The same, shown for confirmation, for this proposal. An officer who types it in starts from an empty page."""
    onwards = url_for(
        "submissions.proposal_check" if request.args.get("back") == "check" else "submissions.proposal_show",
        submission_id=submission.id,
    )
    is_open = services.can_change(submission)
    if request.method == "GET" and not (is_open and submission.challenge.asks_declarations):
        return redirect(url_for("submissions.proposal_show", submission_id=submission.id))
    by_team = policies.is_team(current_actor(), submission)
    latest = queries.own_declaration(current_actor()) if by_team else submission.declaration
    form = DeclarationForm(data=declared_data(latest))
    # When it is too late, nothing can be put right any more: the service refuses it, and it is there to copy.
    if form.is_submitted() and (not is_open or form.validate_on_submit()):
        try:
            services.confirm_declaration(submission, form.declared, by=current_actor())
        except (TooLate, NotOpen) as refusal:
            return _late_page(submission, refusal, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(onwards)
    return render_template(
        "submissions/declaration_edit.html",
        form=form,
        latest=latest,
        submission=submission,
        read=read_of(submission.challenge),
        back=onwards,
    )


def _late_page(submission: Submission, refusal: Refused, form: DeclarationForm) -> Any:
    words = "\n\n".join(filter(None, [form.declared.grounds_words, form.declared.subsidy_words]))
    page = render_template(
        "submissions/answer_late.html",
        submission=submission,
        is_late=isinstance(refusal, TooLate),
        message=refusal.message,
        words=words,
    )
    return page, refusal.status
