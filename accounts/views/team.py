"""Pages about who acts for a supplier or a group: invitations, and people who ask to be let in."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts import policies, queries, services, session
from accounts.forms import AnswerForm, ConfirmForm, InvitationForm, JoinForm, RequestForm
from accounts.models import Body, Invitation, Supplier
from accounts.queries import RequestDesk
from accounts.states import INVITATION_LIFECYCLE, REQUEST_LIFECYCLE, ROLES_OF, InvitationAction, RequestAction, Role
from accounts.views.blueprint import blueprint
from core.access import Actor, current_actor, requires
from core.errors import Refused


def invite_page(body: Body, address: str) -> Any:
    """The people of a supplier or a group, who is invited, and who asks to be let in."""
    form = InvitationForm()
    form.role.choices = [(role.value, role.label) for role in ROLES_OF[body.kind]]
    if form.validate_on_submit():
        try:
            services.invite(body, email=form.email.data, name=form.name.data, role=form.role.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(name)s is invited by email, and can answer for two weeks.", name=form.name.data), "success")
            return redirect(address)
    return render_template(
        "accounts/people.html",
        form=form,
        body=body,
        members=queries.members_of(body.id),
        invitations=queries.open_invitations(body.id),
        state_of=INVITATION_LIFECYCLE.state_of,
        requests=queries.open_requests(body.id),
    )


def _may_invite(actor: Actor, invitation: Invitation) -> bool:
    return policies.can_invite(actor, invitation.body)


@blueprint.post("/people/invitations/<uuid:invitation_id>/withdraw")
@requires(_may_invite, load=queries.invitation_of_own_body)
def invitation_withdraw(invitation: Invitation) -> Any:
    services.withdraw_invitation(invitation, by=current_actor())
    flash(_("The invitation is taken back."), "success")
    return redirect(url_for("accounts.people"))


@blueprint.post("/people/invitations/<uuid:invitation_id>/again")
@requires(_may_invite, load=queries.invitation_of_own_body)
def invitation_renew(invitation: Invitation) -> Any:
    services.renew_invitation(invitation, by=current_actor())
    flash(_("%(name)s is invited again.", name=invitation.name), "success")
    return redirect(url_for("accounts.people"))


@blueprint.route("/invitations/<uuid:invitation_id>", methods=["GET", "POST"])
@requires(policies.can_answer_invitation, load=queries.invitation_to)
def invitation_answer(invitation: Invitation) -> Any:
    form = AnswerForm()
    can_answer = INVITATION_LIFECYCLE.allows(invitation, InvitationAction.ACCEPT)
    if can_answer and form.validate_on_submit():
        if form.answer.data == "accept":
            membership = services.accept_invitation(invitation, by=current_actor())
            someone = session.person_here()
            session.act_for(someone, queries.membership_in(membership.body_id, membership.id))
            services.record_acting_for(someone, by=current_actor())
            flash(_("You act for %(body)s now.", body=invitation.body.name), "success")
        else:
            services.refuse_invitation(invitation, by=current_actor())
            flash(_("You have refused. %(body)s is told.", body=invitation.body.name), "success")
        return redirect(url_for("web.work"))
    return render_template(
        "accounts/invitation_answer.html",
        form=form,
        invitation=invitation,
        can_answer=can_answer,
        state=INVITATION_LIFECYCLE.state_of(invitation),
    )


@blueprint.route("/suppliers/<slug>/join", methods=["GET", "POST"])
@requires(policies.can_ask_to_join, load=queries.supplier_to_join)
def joining_ask(supplier: Supplier) -> Any:
    actor, form = current_actor(), JoinForm()
    asked = queries.own_request(actor, supplier.id)
    if asked is None and form.validate_on_submit():
        try:
            services.ask_to_join(supplier, words=form.words.data, by=actor)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("You have asked. You get an email when somebody has decided."), "success")
            return redirect(url_for("accounts.joining_ask", slug=supplier.slug))
    return render_template(
        "accounts/joining_ask.html",
        form=form,
        supplier=supplier,
        asked=asked,
        has_leads=queries.leads_of(supplier.id) > 0,
    )


@blueprint.route("/suppliers/<slug>/join/take-back", methods=["GET", "POST"])
@requires(policies.can_ask_to_join, load=queries.supplier_to_join)
def joining_take_back(supplier: Supplier) -> Any:
    form = ConfirmForm()
    asked = queries.own_request(current_actor(), supplier.id)
    if asked is None:
        return redirect(url_for("accounts.joining_ask", slug=supplier.slug))
    if form.validate_on_submit():
        services.take_back_request(asked, by=current_actor())
        flash(_("You no longer ask to join %(body)s.", body=supplier.name), "success")
        return redirect(url_for("web.work"))
    return render_template("accounts/joining_take_back.html", form=form, supplier=supplier)


LEADS_CHOICES = (
    ("member", _l("Let them in as a member")),
    ("lead", _l("Let them in as a lead")),
    ("no", _l("Turn them down")),
)
ADMINISTRATORS_CHOICES = (
    ("lead", _l("Let them in as a lead, who looks after the organisation from now on")),
    ("no", _l("Turn them down")),
)


@blueprint.route("/people/requests/<uuid:request_id>", methods=["GET", "POST"])
@requires(policies.can_decide_request, load=queries.request_for)
def joining_decide(desk: RequestDesk) -> Any:
    as_administrator = policies.can_administer(current_actor())
    form = RequestForm()
    form.answer.choices = ADMINISTRATORS_CHOICES if as_administrator else LEADS_CHOICES
    if as_administrator:
        form.reason.required = _("Give a reason")
    is_open = REQUEST_LIFECYCLE.allows(desk.request, RequestAction.LET_IN)
    if is_open and form.validate_on_submit():
        try:
            _decide(desk, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(name)s is told what you decided.", name=desk.request.person.name), "success")
            return redirect(url_for("web.work") if as_administrator else url_for("accounts.people"))
    return render_template(
        "accounts/joining_decide.html",
        form=form,
        joining=desk.request,
        is_open=is_open,
        as_administrator=as_administrator,
        leads=desk.leads,
    )


def _decide(desk: RequestDesk, form: RequestForm) -> None:
    reason = form.reason.data or ""
    if form.answer.data == "no":
        services.turn_down(desk, reason=reason, by=current_actor())
    else:
        services.let_in(desk, role=Role(form.answer.data), reason=reason, by=current_actor())
