"""Pages of assessment summaries: the officer's and the bidder's."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from core import clock
from core.access import current_actor, requires
from core.errors import Refused
from scoring import standstill
from scoring.forms.feedback import SummarySearchForm, summary_form
from scoring.models import AssessmentSummary, Decision
from scoring.policies import claim as claim_policies
from scoring.policies import decision as decision_policies
from scoring.policies import feedback as policies
from scoring.queries import claim as claims
from scoring.queries import feedback as queries
from scoring.queries.feedback import FeedbackDesk, SummaryDesk
from scoring.services import feedback as services
from scoring.services import printing
from scoring.states import DecisionState
from scoring.views.blueprint import blueprint
from scoring.views.standstill import counted_days


@blueprint.get("/decisions/<uuid:decision_id>/summaries")
@requires(decision_policies.can_see_decision, load=queries.feedback_desk)
def summary_list(desk: FeedbackDesk) -> str:
    search = SummarySearchForm()
    page = queries.summaries_page(
        desk, request.args.get("page", 1, int), words=search.words.data or "", state=search.chosen("state")
    )
    told, opened = queries.told_and_opened([summary.id for summary in page.items])
    may_edit = decision_policies.can_edit_decision(current_actor(), desk)
    return render_template(
        "scoring/summary_list.html",
        desk=desk,
        decision=desk.decision,
        challenge=desk.decision.challenge,
        search=search,
        page=page,
        told=told,
        opened=opened,
        names_hidden=queries.names_hidden(desk.decision.challenge),
        names=queries.names_found(desk.decision.id) if desk.tally.naming else [],
        may_edit=may_edit,
        may_send=may_edit and desk.decision.state is DecisionState.APPROVED,
    )


@blueprint.post("/decisions/<uuid:decision_id>/summaries/ordinary")
@requires(decision_policies.can_issue_summaries, load=queries.feedback_desk)
def summary_name_allow(desk: FeedbackDesk) -> Any:
    services.allow_name(desk.decision.id, request.form.get("named", ""), by=current_actor())
    flash(_("Noted: in these summaries it is no name."), "success")
    return _to_list(desk)


@blueprint.post("/decisions/<uuid:decision_id>/issue-summaries")
@requires(decision_policies.can_issue_summaries, load=queries.feedback_desk)
def summaries_issue(desk: FeedbackDesk) -> Any:
    sent = services.issue_summaries(desk.decision.id, by=current_actor())
    if sent < desk.tally.proposals:
        flash(_("The summaries are on their way. This page shows how many are sent."), "success")
        return redirect(url_for("scoring.summary_list", decision_id=desk.decision.id))
    flash(ngettext("%(num)d bidder has its summary.", "%(num)d bidders have their summaries.", sent), "success")
    return redirect(url_for("scoring.decision_show", decision_id=desk.decision.id))


@blueprint.route("/decisions/<uuid:decision_id>/summaries/<uuid:submission_id>", methods=["GET", "POST"])
@requires(policies.can_edit_summary, load=queries.summary_desk)
def summary_edit(desk: SummaryDesk) -> Any:
    """Edited until it goes out; read afterwards."""
    summary = desk.summary
    form = summary_form(summary)
    if form.validate_on_submit():
        try:
            services.edit_summary(
                summary.decision_id,
                summary.submission_id,
                words=form.words(summary),
                version=int(form.version.data) if (form.version.data or "").isdecimal() else 0,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("scoring.summary_list", decision_id=summary.decision_id))
    return render_template(
        "scoring/summary_edit.html",
        form=form,
        summary=summary,
        challenge=desk.decision.challenge,
        named=queries.names_by_id(summary.named),
        proof=queries.proof_of(summary.id) if summary.issued_at else None,
    )


@blueprint.get("/decisions/<uuid:decision_id>/summaries/<uuid:submission_id>/preview")
@requires(decision_policies.can_see_decision, load=queries.summary_desk)
def summary_preview(desk: SummaryDesk) -> str:
    """The bidder's own page, as it will be."""
    return _feedback_page(desk.summary, preview=True)


@blueprint.get("/decisions/<uuid:decision_id>/summaries/<uuid:submission_id>/summary.pdf")
@requires(decision_policies.can_see_decision, load=queries.summary_desk)
def summary_print(desk: SummaryDesk) -> Any:
    return _pdf(desk.summary)


@blueprint.get("/proposals/<uuid:submission_id>/feedback.pdf")
@requires(policies.can_read_feedback, load=queries.issued_summary)
def feedback_print(summary: AssessmentSummary) -> Any:
    services.record_opening(summary, by=current_actor())
    return _pdf(summary)


@blueprint.get("/proposals/<uuid:submission_id>/feedback")
@requires(policies.can_read_feedback, load=queries.issued_summary)
def feedback_show(summary: AssessmentSummary) -> str:
    services.record_opening(summary, by=current_actor())
    return _feedback_page(summary)


def _feedback_page(summary: AssessmentSummary, *, preview: bool = False) -> str:
    actor, decision = current_actor(), summary.decision
    running = claims_open(decision)
    own_claims = claims.own_claims(actor, decision.id)
    return render_template(
        "scoring/feedback_show.html",
        summary=summary,
        submission=summary.submission,
        decision=decision,
        challenge=decision.challenge,
        outcome=queries.outcome_of(summary),
        claims=own_claims,
        running=running,
        preview=preview,
        days=counted_days(decision) if decision.notice_at else [],
        is_over=decision.standstill_ends_at is not None and not running,
        may_claim=running
        and claim_policies.can_raise_claim(actor, summary)
        and not any(claim.settled_at is None for claim in own_claims),
    )


def claims_open(decision: Decision) -> bool:
    """Whether a standstill runs, in which a claim holds up the award."""
    return (
        decision.state in (DecisionState.STANDSTILL, DecisionState.SUSPENDED)
        and decision.standstill_ends_at is not None
        and not standstill.is_over(decision.standstill_ends_at, clock.now())
    )


def _pdf(summary: AssessmentSummary) -> Any:
    """In the language of the page that it was asked for on."""
    answer = Response(printing.summary_pdf(summary, queries.outcome_of(summary)), content_type="application/pdf")
    name = f"{summary.submission.reference}-{summary.decision.reference}.pdf"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _to_list(desk: FeedbackDesk) -> Any:
    return redirect(url_for("scoring.summary_list", decision_id=desk.decision.id))
