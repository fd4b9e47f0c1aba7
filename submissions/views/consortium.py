"""Proposing together: the members of a proposal, and the page of an organisation that is asked."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from accounts import queries as people
from accounts.models import Supplier
from core.access import Actor, current_actor, requires
from core.errors import Refused
from submissions import policies, queries, services
from submissions.forms import ConfirmForm
from submissions.forms.consortium import MemberForm, PlaceForm
from submissions.models import Submission, SubmissionMember
from submissions.states import SubmissionState
from submissions.views.blueprint import blueprint, read_of


@blueprint.get("/proposals/<uuid:submission_id>/members")
@requires(policies.is_team, load=queries.own_submission)
def member_list(submission: Submission) -> str:
    return render_template(
        "submissions/member_list.html",
        submission=submission,
        read=read_of(submission.challenge),
        can_change=services.can_change(submission),
        may_ask=policies.can_ask_member(current_actor(), submission),
        never_submitted=submission.state is SubmissionState.DRAFT,
    )


@blueprint.route("/proposals/<uuid:submission_id>/members/ask", methods=["GET", "POST"])
@requires(policies.can_ask_member, load=queries.own_submission)
def member_ask(submission: Submission) -> Any:
    form = MemberForm()
    found = _fitting(form)
    form.body.choices = [
        (str(supplier.id), f"{supplier.name} ({supplier.identifier_scheme} {supplier.identifier})")
        for supplier in found
    ]
    if form.validate_on_submit():
        chosen = _chosen(form, found)
        if chosen is None and not found:
            form.point_out(_("No organisation that is registered here fits this"), "words")
        elif chosen is None:
            form.point_out(_("Choose the organisation"), "body")
        else:
            try:
                services.ask_member(submission, chosen, part=form.part.data, by=current_actor())
            except Refused as refusal:
                form.refuse(refusal)
            else:
                flash(_("%(name)s is asked by email.", name=chosen.name), "success")
                return redirect(url_for("submissions.member_list", submission_id=submission.id))
    return render_template("submissions/member_ask.html", form=form, submission=submission, has_choice=len(found) > 1)


def _fitting(form: MemberForm) -> list[Supplier]:
    words = form.words.data or ""
    return list(people.suppliers_page(1, words=words).items) if len(words) > 2 else []


def _chosen(form: MemberForm, found: list[Supplier]) -> Supplier | None:
    if len(found) == 1:
        return found[0]
    return next((supplier for supplier in found if str(supplier.id) == form.body.data), None)


def _leads(actor: Actor, member: SubmissionMember) -> bool:
    return policies.can_ask_member(actor, member.submission)


@blueprint.route("/proposals/<uuid:submission_id>/members/<uuid:member_id>/take-out", methods=["GET", "POST"])
@requires(_leads, load=queries.member_of_own)
def member_take_out(member: SubmissionMember) -> Any:
    form = ConfirmForm()
    if form.validate_on_submit():
        services.take_out_member(member, by=current_actor())
        flash(_("%(name)s is no longer part of it, and is told.", name=member.body.name), "success")
        return redirect(url_for("submissions.member_list", submission_id=member.submission_id))
    return render_template("submissions/member_take_out.html", form=form, member=member, submission=member.submission)


@blueprint.route("/consortia/<uuid:member_id>", methods=["GET", "POST"])
@requires(policies.can_answer_for_member, load=queries.own_place)
def member_answer(member: SubmissionMember) -> Any:
    """What is asked, by whom, for which challenge. The proposal opens to an organisation that has said yes."""
    form = PlaceForm()
    if member.confirmed_at is None and form.validate_on_submit():
        if form.answer.data == "yes":
            services.confirm_member(member, by=current_actor())
            flash(_("Your organisation takes part. You can read and change the proposal now."), "success")
            return redirect(url_for("submissions.proposal_show", submission_id=member.submission_id))
        services.refuse_member(member, by=current_actor())
        flash(_("Your organisation does not take part. %(name)s is told.", name=_lead(member)), "success")
        return redirect(url_for("web.work"))
    return render_template(
        "submissions/member_answer.html",
        form=form,
        member=member,
        submission=member.submission,
        read=read_of(member.submission.challenge),
        challenge=member.submission.challenge,
        never_submitted=member.submission.state is SubmissionState.DRAFT,
    )


@blueprint.route("/consortia/<uuid:member_id>/leave", methods=["GET", "POST"])
@requires(policies.can_answer_for_member, load=queries.own_place)
def member_leave(member: SubmissionMember) -> Any:
    form = ConfirmForm()
    if form.validate_on_submit():
        services.refuse_member(member, by=current_actor())
        flash(_("Your organisation has left the proposal. %(name)s is told.", name=_lead(member)), "success")
        return redirect(url_for("web.work"))
    return render_template("submissions/member_leave.html", form=form, member=member, submission=member.submission)


def _lead(member: SubmissionMember) -> str:
    return member.submission.supplier.name
