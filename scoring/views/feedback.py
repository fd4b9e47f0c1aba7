"""Pages of assessment summaries: the officer's and the bidder's."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from core import clock
from core.access import current_actor, requires
from core.errors import Refused
from scoring import standstill
from scoring.forms.feedback import summary_form
from scoring.models import AssessmentSummary
from scoring.policies import claim as claim_policies
from scoring.policies import decision as decision_policies
from scoring.policies import feedback as policies
from scoring.queries import claim as claims
from scoring.queries import decision as decisions
from scoring.queries import feedback as queries
from scoring.queries.decision import Desk
from scoring.queries.feedback import SummaryDesk
from scoring.services import feedback as services
from scoring.states import DecisionState
from scoring.views.blueprint import blueprint


@blueprint.get("/decisions/<uuid:decision_id>/summaries")
@requires(decision_policies.can_see_decision, load=decisions.desk)
def summary_list(desk: Desk) -> str:
    summaries = queries.summaries_of(desk.decision.id)
    return render_template(
        "scoring/summary_list.html",
        desk=desk,
        challenge=desk.challenge,
        summaries=summaries,
        naming={summary.id for summary in services.naming_others(summaries)},
        may_edit=decision_policies.can_edit_decision(current_actor(), desk),
        states=DecisionState,
    )


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
    return render_template("scoring/summary_edit.html", form=form, summary=summary, challenge=desk.decision.challenge)


@blueprint.get("/proposals/<uuid:submission_id>/feedback")
@requires(policies.can_read_feedback, load=queries.issued_summary)
def feedback_show(summary: AssessmentSummary) -> str:
    actor, decision = current_actor(), summary.decision
    running = (
        decision.state in (DecisionState.STANDSTILL, DecisionState.SUSPENDED)
        and decision.standstill_ends_at is not None
        and not standstill.is_over(decision.standstill_ends_at, clock.now())
    )
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
        may_claim=running
        and claim_policies.can_raise_claim(actor, summary)
        and not any(claim.settled_at is None for claim in own_claims),
    )
