"""Pages about bodies: registering one, its people, councils."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from accounts import policies, queries, services, session
from accounts.forms import (
    NATIONS,
    ConfirmForm,
    CouncilForm,
    CouncilSettingsForm,
    MembershipForm,
    SupplierForm,
)
from accounts.models import Body, Council, Membership, Supplier
from accounts.services import KnownOrganisation
from accounts.states import ROLES_OF
from accounts.views.blueprint import blueprint
from accounts.views.team import invite_page
from core.access import current_actor, local, requires
from core.errors import Refused
from core.fields import tidy


@blueprint.route("/suppliers/register", methods=["GET", "POST"])
@requires(policies.can_register_body)
def supplier_register() -> Any:
    form = SupplierForm(next=local(request.args.get("next")))
    someone = session.person_here()
    similar: Sequence[Supplier] = ()
    if form.validate_on_submit():
        similar = queries.similar_suppliers(form.name.data, someone.email or "")
        try:
            membership = services.register_supplier(
                someone,
                name=form.name.data,
                scheme=form.scheme.data,
                identifier=form.identifier.data,
                size=form.size.data.value,
                alike=[] if form.not_these.data else similar,
                by=current_actor(),
            )
        except KnownOrganisation as known:
            return render_template("accounts/supplier_known.html", supplier=known.supplier)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            session.act_for(someone, queries.membership_in(membership.body_id, membership.id))
            return redirect(local(form.next.data) or url_for("web.work"))
    return render_template("accounts/supplier_register.html", form=form, similar=similar)


@blueprint.route("/people", methods=["GET", "POST"])
@requires(policies.can_manage_people, load=queries.body_for_actor)
def people(body: Body) -> Any:
    return _people_page(body, url_for("accounts.people"))


@blueprint.route("/administration/councils/<slug>", methods=["GET", "POST"])
@requires(policies.can_manage_people, load=queries.council_for)
def council_people(council: Body) -> Any:
    return _people_page(council, url_for("accounts.council_people", slug=council.slug))


@blueprint.route("/administration/councils/<slug>/settings", methods=["GET", "POST"])
@requires(policies.can_change_council, load=queries.council_for)
def council_settings(council: Council) -> Any:
    form = CouncilSettingsForm(obj=council)
    form.standstill_above.currency = council.currency
    if form.validate_on_submit():
        services.change_council_settings(
            council,
            services.CouncilSettings(
                contact_email=form.contact_email.data,
                contact_phone=form.contact_phone.data or "",
                standstill_days=int(form.standstill_days.data),
                standstill_above=form.standstill_above.data,
                late_answer_days=int(form.late_answer_days.data),
                interest_years=int(form.interest_years.data),
            ),
            by=current_actor(),
        )
        flash(_("Saved. It counts for what is decided from now on."), "success")
        return redirect(url_for("accounts.council_settings", slug=council.slug))
    return render_template(
        "accounts/council_settings.html", form=form, council=council, nation=dict(NATIONS).get(council.nation)
    )


def _people_page(body: Body, address: str) -> Any:
    """A council names its people; whom others ask must agree."""
    if policies.can_invite(current_actor(), body):
        return invite_page(body, address)
    form = MembershipForm()
    form.role.choices = [(role, role.label) for role in ROLES_OF[body.kind]]
    if form.validate_on_submit():
        try:
            services.grant_membership(
                body, email=form.email.data, name=form.name.data, role=form.role.data, by=current_actor()
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("%(name)s was added and told by email.", name=form.name.data), "success")
            return redirect(address)
    return render_template(
        "accounts/people.html",
        form=form,
        body=body,
        members=queries.members_of(body.id),
        invitations=None,
        requests=(),
    )


@blueprint.route("/people/<uuid:membership_id>/end", methods=["GET", "POST"])
@requires(policies.can_end_membership, load=queries.membership_for)
def membership_end(membership: Membership) -> Any:
    form = ConfirmForm()
    if form.validate_on_submit():
        services.end_membership(membership, by=current_actor())
        flash(
            _("%(name)s no longer acts for %(body)s.", name=membership.person.name, body=membership.body.name),
            "success",
        )
        return redirect(url_for("web.work"))
    return render_template("accounts/membership_end.html", form=form, membership=membership)


@blueprint.route("/administration/councils", methods=["GET", "POST"])
@requires(policies.can_administer)
def councils() -> Any:
    form = CouncilForm()
    if form.validate_on_submit():
        council = services.create_council(
            name=form.name.data,
            nation=form.nation.data,
            contact_email=form.contact_email.data,
            lead_email=form.lead_email.data,
            by=current_actor(),
        )
        flash(_("%(name)s is set up. Its first lead was told by email.", name=council.name), "success")
        return redirect(url_for("accounts.council_people", slug=council.slug))
    page = queries.councils_page(request.args.get("page", 1, type=int), words=tidy(request.args.get("words", "")))
    return render_template("accounts/councils.html", form=form, page=page)
