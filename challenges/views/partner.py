"""Joint challenges: the lead council's list of partners, and the page on which a partner answers."""

import uuid
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from challenges.forms.partner import (
    ConfirmForm,
    DeclineForm,
    InvitePartnerForm,
    amount_name,
    confirm_form,
    vat_name,
)
from challenges.models.challenge import Challenge, ChallengePartner, FundingShare, Phase
from challenges.policies import challenge as policies
from challenges.queries.approval import remarks_of
from challenges.queries.challenge import own_challenge
from challenges.queries.partner import could_be_partners, partner_of_own, partnership
from challenges.services import partnership as services
from challenges.states.builder import Section
from challenges.states.challenge import ChallengeState as State
from challenges.states.challenge import PartnerKind, PartnerState
from challenges.views.blueprint import blueprint
from challenges.views.challenge_public import use_zone_of
from core.access import current_actor, requires
from core.errors import Refused


@blueprint.route("/challenges/<slug>/edit/partners", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def partners_edit(challenge: Challenge) -> Any:
    if challenge.state is not State.DRAFT:
        abort(409)
    use_zone_of(challenge)
    form = InvitePartnerForm()
    form.body.choices = [(str(body.id), body.name) for body in could_be_partners(challenge)]
    if form.validate_on_submit():
        try:
            services.invite_partner(
                challenge, body_id=uuid.UUID(form.body.data), kind=form.kind.data, by=current_actor()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The invitation is sent."), "success")
            return redirect(url_for("challenges.partners_edit", slug=challenge.slug))
    remark = remarks_of(challenge).get(Section.PARTNERS.value, "")
    return render_template("challenges/partners_edit.html", challenge=challenge, form=form, remark=remark)


@blueprint.post("/challenges/<slug>/edit/partners/<uuid:partner_id>/remove")
@requires(policies.can_remove_partner, load=partner_of_own)
def partner_remove(partner: ChallengePartner) -> Response:
    slug, name = partner.challenge.slug, partner.body.name
    services.remove_partner(partner, by=current_actor())
    flash(_("%(name)s is no partner any more.", name=name), "success")
    return redirect(url_for("challenges.partners_edit", slug=slug))


@blueprint.post("/challenges/<slug>/edit/partners/<uuid:partner_id>/invite")
@requires(policies.can_remove_partner, load=partner_of_own)
def partner_invite_again(partner: ChallengePartner) -> Response:
    services.invite_again(partner, by=current_actor())
    flash(_("The invitation is sent."), "success")
    return redirect(url_for("challenges.partners_edit", slug=partner.challenge.slug))


@blueprint.get("/partnerships/<uuid:partner_id>")
@requires(policies.can_read_partnership, load=partnership)
def partnership_show(partner: ChallengePartner) -> str:
    """What the body was asked for, what it promised, and what its people can do now."""
    use_zone_of(partner.challenge)
    actor, in_draft = current_actor(), partner.challenge.state is State.DRAFT
    pays, confirmed = partner.kind is PartnerKind.FUNDER, partner.state is PartnerState.CONFIRMED
    may_answer = in_draft and policies.can_answer_invitation(actor, partner)
    return render_template(
        "challenges/partnership_show.html",
        partner=partner,
        challenge=partner.challenge,
        shares=_own_shares(partner),
        pays=pays,
        can={
            "confirm": may_answer and partner.state is not PartnerState.DECLINED,
            "approve": in_draft
            and pays
            and confirmed
            and partner.share_approved_at is None
            and policies.can_approve_share(actor, partner),
        },
    )


@blueprint.route("/partnerships/<uuid:partner_id>/confirm", methods=["GET", "POST"])
@requires(policies.can_answer_invitation, load=partnership)
def partnership_confirm(partner: ChallengePartner) -> Any:
    """With the lead person and, where it pays, the money; again to change them."""
    _must_be_open(partner)
    form = _confirm_form(partner)
    if form.validate_on_submit():
        try:
            services.confirm(
                partner, lead_id=uuid.UUID(form.lead.data), shares=_shares(form, partner), by=current_actor()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("You take part. The lead council is told."), "success")
            return redirect(url_for("challenges.partnership_show", partner_id=partner.id))
    return render_template(
        "challenges/partnership_confirm.html", form=form, partner=partner, challenge=partner.challenge
    )


@blueprint.route("/partnerships/<uuid:partner_id>/decline", methods=["GET", "POST"])
@requires(policies.can_answer_invitation, load=partnership)
def partnership_decline(partner: ChallengePartner) -> Any:
    _must_be_open(partner)
    form = DeclineForm()
    if form.validate_on_submit():
        try:
            services.decline(partner, reason=form.reason.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("You take no part. The lead council is told why."), "success")
            return redirect(url_for("challenges.partnership_show", partner_id=partner.id))
    return render_template(
        "challenges/partnership_decline.html", form=form, partner=partner, challenge=partner.challenge
    )


@blueprint.post("/partnerships/<uuid:partner_id>/approve")
@requires(policies.can_approve_share, load=partnership)
def partnership_approve(partner: ChallengePartner) -> Response:
    services.approve_share(partner, by=current_actor())
    flash(_("What your council pays is approved."), "success")
    return redirect(url_for("challenges.partnership_show", partner_id=partner.id))


def _must_be_open(partner: ChallengePartner) -> None:
    if partner.challenge.state is not State.DRAFT or partner.state is PartnerState.DECLINED:
        abort(409)


def _own_shares(partner: ChallengePartner) -> list[tuple[Phase, FundingShare]]:
    return [
        (phase, share)
        for phase in partner.challenge.phases
        for share in phase.shares
        if share.council_id == partner.body_id
    ]


def _confirm_form(partner: ChallengePartner) -> ConfirmForm:
    challenge, actor = partner.challenge, current_actor()
    data: dict[str, Any] = {"lead": str(partner.lead_id or actor.person_id)}
    for phase, share in _own_shares(partner):
        data |= {amount_name(phase): share.amount, vat_name(phase): share.vat_included}
    form = confirm_form(challenge.phases, currency=challenge.currency, pays=partner.kind is PartnerKind.FUNDER)
    made = form(data=data)
    made.lead.choices = [(str(person.id), person.name) for person in services.possible_leads(partner.body_id)]
    return made


def _shares(form: ConfirmForm, partner: ChallengePartner) -> dict[uuid.UUID, services.Share]:
    if partner.kind is not PartnerKind.FUNDER:
        return {}
    return {
        phase.id: services.Share(amount=form[amount_name(phase)].data, vat_included=form[vat_name(phase)].data)
        for phase in partner.challenge.phases
        if form[amount_name(phase)].data is not None
    }
