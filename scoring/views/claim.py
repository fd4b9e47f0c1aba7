"""Pages of legal claims."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from core.access import current_actor, requires
from core.errors import Refused
from scoring.forms.claim import RaiseClaimForm, SettleClaimForm, WithdrawClaimForm
from scoring.models import AssessmentSummary
from scoring.policies import claim as policies
from scoring.queries import claim as queries
from scoring.queries import feedback
from scoring.queries.claim import ClaimDesk
from scoring.services import claim as services
from scoring.states import ClaimState
from scoring.views.blueprint import blueprint
from scoring.views.feedback import claims_open


@blueprint.route("/proposals/<uuid:submission_id>/claim", methods=["GET", "POST"])
@requires(policies.can_raise_claim, load=feedback.issued_summary)
def claim_raise(summary: AssessmentSummary) -> Any:
    form = RaiseClaimForm()
    if request.method == "GET" and not claims_open(summary.decision):
        return render_template("scoring/claim_closed.html", summary=summary, challenge=summary.decision.challenge)
    if form.validate_on_submit():
        try:
            claim = services.raise_claim(summary.submission_id, grounds=form.grounds.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The claim is raised. The award is suspended until it is settled."), "success")
            return redirect(url_for("scoring.claim_show", claim_id=claim.id))
    return render_template(
        "scoring/claim_raise.html",
        form=form,
        summary=summary,
        decision=summary.decision,
        challenge=summary.decision.challenge,
    )


@blueprint.get("/claims/<uuid:claim_id>")
@requires(policies.can_see_claim, load=queries.claim_desk)
def claim_show(desk: ClaimDesk) -> str:
    actor, is_open = current_actor(), desk.claim.state is ClaimState.RAISED
    return render_template(
        "scoring/claim_show.html",
        desk=desk,
        claim=desk.claim,
        challenge=desk.decision.challenge,
        may_settle=is_open and policies.can_settle_claim(actor, desk),
        may_withdraw=is_open and policies.can_withdraw_claim(actor, desk),
    )


@blueprint.route("/claims/<uuid:claim_id>/settle", methods=["GET", "POST"])
@requires(policies.can_settle_claim, load=queries.claim_desk)
def claim_settle(desk: ClaimDesk) -> Any:
    form = SettleClaimForm()
    if form.validate_on_submit():
        settle = services.uphold_claim if form.outcome.data == "uphold" else services.dismiss_claim
        settle(desk.claim.id, words=form.words.data, by=current_actor())
        flash(_("The claim is settled, and the bidder is told."), "success")
        return redirect(url_for("scoring.claim_show", claim_id=desk.claim.id))
    return render_template("scoring/claim_settle.html", form=form, claim=desk.claim, challenge=desk.decision.challenge)


@blueprint.route("/claims/<uuid:claim_id>/withdraw", methods=["GET", "POST"])
@requires(policies.can_withdraw_claim, load=queries.claim_desk)
def claim_withdraw(desk: ClaimDesk) -> Any:
    form = WithdrawClaimForm()
    if form.validate_on_submit():
        services.withdraw_claim(desk.claim.id, words=form.words.data, by=current_actor())
        flash(_("The claim is taken back."), "success")
        return redirect(url_for("scoring.claim_show", claim_id=desk.claim.id))
    return render_template(
        "scoring/claim_withdraw.html", form=form, claim=desk.claim, challenge=desk.decision.challenge
    )
