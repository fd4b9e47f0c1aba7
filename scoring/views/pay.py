"""Pages of what assessors are paid."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from core import formats
from core.access import current_actor, requires, signed_in
from core.errors import Refused
from scoring.forms.pay import PayClaimForm, PayRateForm
from scoring.models import Panel, PanelSeat, PayClaim
from scoring.policies import pay as policies
from scoring.queries import panel as panels
from scoring.queries import pay as queries
from scoring.services import pay as services
from scoring.states import PayState
from scoring.views.blueprint import blueprint


@blueprint.get("/assessing/pay")
@signed_in
def pay_own() -> str:
    return render_template("scoring/pay_own.html", panels=queries.own_pay(current_actor()))


@blueprint.post("/assessing/pay/<uuid:panel_id>")
@requires(policies.can_claim_pay, load=queries.paid_seat)
def pay_claim(seat: PanelSeat) -> Any:
    claim = services.claim_pay(seat, by=current_actor())
    amount = formats.money(claim.amount, claim.currency)
    flash(_("You have claimed %(amount)s. We tell you when the council has decided.", amount=amount), "success")
    return redirect(url_for("scoring.pay_own"))


@blueprint.get("/panels/<uuid:panel_id>/pay")
@requires(policies.can_look_after_pay, load=panels.panel_in_sight)
def pay_list(panel: Panel) -> str:
    return render_template(
        "scoring/pay_list.html",
        panel=panel,
        challenge=panel.challenge,
        pay=queries.pay_of(panel.id),
        page=queries.claims_page(panel, request.args.get("page", 1, int)),
        totals=queries.totals_of(panel),
        states=PayState,
    )


@blueprint.route("/panels/<uuid:panel_id>/pay/rate", methods=["GET", "POST"])
@requires(policies.can_look_after_pay, load=panels.panel_in_sight)
def pay_rate(panel: Panel) -> Any:
    form = PayRateForm(obj=queries.pay_of(panel.id))
    form.amount.currency = panel.challenge.currency
    if form.validate_on_submit():
        try:
            services.set_rate(panel, amount=form.amount.data, how_paid=form.how_paid.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("scoring.pay_list", panel_id=panel.id))
    return render_template("scoring/pay_rate.html", form=form, panel=panel, challenge=panel.challenge)


@blueprint.route("/panels/<uuid:panel_id>/pay/<uuid:pay_claim_id>", methods=["GET", "POST"])
@requires(policies.can_settle_pay, load=queries.claim_in_sight)
def pay_settle(claim: PayClaim) -> Any:
    form = PayClaimForm()
    if form.validate_on_submit():
        try:
            _settle(claim, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved, and the assessor is told."), "success")
            return redirect(url_for("scoring.pay_list", panel_id=claim.panel_id))
    return render_template(
        "scoring/pay_settle.html",
        form=form,
        claim=claim,
        panel=claim.panel,
        challenge=claim.panel.challenge,
        is_open=claim.state is PayState.CLAIMED,
    )


def _settle(claim: PayClaim, form: PayClaimForm) -> None:
    if form.answer.data == "approve":
        services.approve_pay(claim, by=current_actor())
    else:
        services.refuse_pay(claim, reason=form.reason.data, by=current_actor())


@blueprint.post("/panels/<uuid:panel_id>/pay/<uuid:pay_claim_id>/paid")
@requires(policies.can_settle_pay, load=queries.claim_in_sight)
def pay_paid(claim: PayClaim) -> Any:
    services.mark_paid(claim, by=current_actor())
    flash(_("Marked as paid, and the assessor is told."), "success")
    return redirect(url_for("scoring.pay_list", panel_id=claim.panel_id))
