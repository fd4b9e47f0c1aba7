"""Check answers, submit, the receipt; withdraw; answer an offer."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from challenges.queries import questions_of
from core.access import current_actor, requires
from core.errors import Refused
from submissions import policies, queries, services
from submissions.forms import ConfirmForm, OfferForm, WithdrawForm
from submissions.models import Submission, SubmissionVersion
from submissions.services import NotOpen, TooLate, receipts
from submissions.states import SUBMISSION_LIFECYCLE, SubmissionAction
from submissions.views.blueprint import about_declaration, about_team, blueprint, read_of


@blueprint.route("/proposals/<uuid:submission_id>/check", methods=["GET", "POST"])
@requires(policies.can_submit, load=queries.own_submission)
def proposal_check(submission: Submission) -> Any:
    """All answers with Change links; the button hands them in. A second click leads to the same receipt."""
    if not services.can_change(submission) and (request.method == "GET" or not submission.versions):
        return redirect(url_for("submissions.proposal_show", submission_id=submission.id))
    tasks = services.tasks_of(submission, questions_of(submission.challenge_id, submission.lot_id))
    missing = [(task.place, task.problem) for task in tasks if task.problem]
    form = ConfirmForm()
    if form.validate_on_submit():
        for number, problem in missing:
            form.refuse(_("Question %(number)s: %(problem)s", number=number, problem=problem))
        if problem := services.title_problem(submission.title):
            form.refuse(problem)
        if problem := services.declaration_problem(submission):
            form.refuse(problem)
        if not form.has_errors:
            return _submit(submission)
    return render_template(
        "submissions/proposal_check.html",
        form=form,
        submission=submission,
        read=read_of(submission.challenge),
        tasks=tasks,
        missing=missing,
        **about_team(submission),
        **about_declaration(submission),
    )


def _submit(submission: Submission) -> Any:
    by_team = policies.is_team(current_actor(), submission)
    try:
        services.submit(submission, by=current_actor())
    except (TooLate, NotOpen) as refusal:
        return render_template("submissions/submit_late.html", submission=submission, message=refusal.message), 409
    if by_team:
        return redirect(url_for("submissions.proposal_receipt", submission_id=submission.id))
    flash(
        _(
            "Proposal %(reference)s is submitted. Its receipt went to the supplier. You can no longer open it.",
            reference=submission.reference,
        ),
        "success",
    )
    return redirect(url_for("submissions.received_list", slug=submission.challenge.slug))


@blueprint.get("/proposals/<uuid:submission_id>/receipt")
@requires(policies.can_read_part, load=queries.latest_own_version_for)
def proposal_receipt(version: SubmissionVersion) -> str:
    return render_template(
        "submissions/proposal_receipt.html",
        version=version,
        submission=version.submission,
        receipt=receipts.receipt_of(version),
    )


@blueprint.get("/proposals/<uuid:submission_id>/versions/<int:number>")
@requires(policies.can_read_part, load=queries.own_version)
def version_show(version: SubmissionVersion) -> str:
    return render_template(
        "submissions/version_show.html",
        version=version,
        submission=version.submission,
        read=read_of(version.submission.challenge),
        content=queries.content_in(version),
        receipt=receipts.receipt_of(version),
    )


@blueprint.get("/proposals/<uuid:submission_id>/versions/<int:number>/receipt.txt")
@requires(policies.can_read_part, load=queries.own_version)
def receipt_download(version: SubmissionVersion) -> Response:
    words = receipts.receipt_of(version).words + "\n"
    return _download(words.encode(), f"{_stem(version)}-receipt.txt", "text/plain; charset=utf-8")


@blueprint.get("/proposals/<uuid:submission_id>/versions/<int:number>/content.json")
@requires(policies.can_read_part, load=queries.own_version)
def content_download(version: SubmissionVersion) -> Response:
    """Exactly the bytes that the digest was made of."""
    return _download(receipts.canonical(version.content), f"{_stem(version)}.json", "application/json")


@blueprint.route("/proposals/<uuid:submission_id>/withdraw", methods=["GET", "POST"])
@requires(policies.can_withdraw, load=queries.own_submission)
def proposal_withdraw(submission: Submission) -> Any:
    SUBMISSION_LIFECYCLE.check(submission, SubmissionAction.WITHDRAW)
    form = WithdrawForm()
    if form.validate_on_submit():
        services.withdraw(submission, reason=form.reason.data or "", by=current_actor())
        flash(_("Proposal %(reference)s is withdrawn.", reference=submission.reference), "success")
        return redirect(url_for("submissions.proposal_list"))
    return render_template(
        "submissions/proposal_withdraw.html", form=form, submission=submission, read=read_of(submission.challenge)
    )


@blueprint.route("/proposals/<uuid:submission_id>/offer", methods=["GET", "POST"])
@requires(policies.can_answer_offer, load=queries.own_submission)
def offer_answer(submission: Submission) -> Any:
    SUBMISSION_LIFECYCLE.check(submission, SubmissionAction.ACCEPT)
    form = OfferForm()
    if form.validate_on_submit():
        try:
            if form.answer.data == "accept":
                services.accept(submission, by=current_actor())
                flash(_("You have accepted the offer. The council prepares the contract."), "success")
            else:
                services.decline_offer(submission, reason=form.reason.data or "", by=current_actor())
                flash(_("You have declined the offer."), "success")
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("submissions.proposal_show", submission_id=submission.id))
    return render_template(
        "submissions/offer_answer.html", form=form, submission=submission, read=read_of(submission.challenge)
    )


def _stem(version: SubmissionVersion) -> str:
    return f"{version.submission.reference}-{version.number}"


def _download(content: bytes, name: str, kind: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
