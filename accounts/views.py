"""Pages about people: signing in, for whom one acts, one's own details, the people of a body, councils."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from accounts import policies, queries, services, session
from accounts.forms import (
    ActingForm,
    ConfirmForm,
    CouncilForm,
    MembershipForm,
    PasswordForm,
    PersonForm,
    SignInForm,
    SignInPasswordForm,
    SupplierForm,
)
from accounts.models import Body, Membership
from accounts.states import ROLES_OF
from core.access import current_actor, public, requires, signed_in
from core.errors import Refused
from core.fields import tidy

blueprint = Blueprint("accounts", __name__)
YOURSELF = ("", lazy_gettext("Yourself, as a resident"))


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    form = SignInForm()
    if form.validate_on_submit():
        services.send_sign_in_link(
            email=form.email.data, next_path=_local(request.args.get("next")), language=str(get_locale())
        )
        return redirect(url_for("accounts.sign_in_sent"))
    return render_template("accounts/sign_in.html", form=form, next=_local(request.args.get("next")))


@blueprint.get("/sign-in/sent")
@public
def sign_in_sent() -> str:
    return render_template("accounts/sign_in_sent.html")


@blueprint.route("/sign-in/password", methods=["GET", "POST"])
@public
def sign_in_password() -> Any:
    form = SignInPasswordForm()
    if form.validate_on_submit():
        try:
            someone = services.check_password(email=form.email.data, password=form.password.data)
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            return _signed_in(someone, _local(request.args.get("next")))
    return render_template("accounts/sign_in_password.html", form=form)


@blueprint.route("/sign-in/<token>", methods=["GET", "POST"])
@public
def sign_in_link(token: str) -> Any:
    # Programs that look into mails open links, but press no buttons: only the button uses the link up.
    form = ConfirmForm()
    if form.validate_on_submit():
        someone, wanted = services.use_sign_in_link(token, language=str(get_locale()))
        return _signed_in(someone, wanted)
    return render_template("accounts/sign_in_link.html", form=form)


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> Response:
    session.sign_out()
    return redirect(url_for("web.home"))


@blueprint.route("/acting-for", methods=["GET", "POST"])
@signed_in
def acting_for() -> Any:
    someone = session.person_here()
    held = queries.current_memberships(someone)
    form = ActingForm(membership=str(current_actor().membership_id or ""))
    form.membership.choices = [(str(found.id), f"{found.body.name} - {found.role.label}") for found in held] + [
        YOURSELF
    ]
    if form.validate_on_submit():
        chosen = next((found for found in held if str(found.id) == form.membership.data), None)
        session.act_for(someone, chosen)
        services.record_acting_for(someone, by=current_actor())
        return redirect(_local(request.args.get("next")) or url_for("web.work"))
    return render_template("accounts/acting_for.html", form=form)


@blueprint.route("/account", methods=["GET", "POST"])
@signed_in
def account() -> Any:
    someone = session.person_here()
    form = PersonForm(name=someone.name, language=someone.language, past_employers="\n".join(someone.past_employers))
    if form.validate_on_submit():
        services.update_person(
            someone,
            name=form.name.data,
            language=form.language.data or "en",
            past_employers=[line.strip() for line in (form.past_employers.data or "").splitlines() if line.strip()],
            by=current_actor(),
        )
        flash(_("Your details are saved."), "success")
        return redirect(url_for("accounts.account"))
    return render_template("accounts/account.html", form=form, person=someone)


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def account_password() -> Any:
    someone = session.person_here()
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            services.set_password(someone, form.password.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            session.renew(someone)
            flash(_("Your password is saved. All other places where you were signed in are signed out."), "success")
            return redirect(url_for("accounts.account"))
    return render_template("accounts/account_password.html", form=form)


@blueprint.route("/suppliers/register", methods=["GET", "POST"])
@requires(policies.can_register_body)
def supplier_register() -> Any:
    form = SupplierForm(next=_local(request.args.get("next")))
    if form.validate_on_submit():
        someone = session.person_here()
        try:
            membership = services.register_supplier(
                someone,
                name=form.name.data,
                scheme=form.scheme.data,
                identifier=form.identifier.data,
                size=form.size.data,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            session.act_for(someone, queries.membership_in(membership.body_id, membership.id))
            return redirect(_local(form.next.data) or url_for("web.work"))
    return render_template("accounts/supplier_register.html", form=form)


@blueprint.route("/people", methods=["GET", "POST"])
@requires(policies.can_manage_people, load=queries.body_for_actor)
def people(body: Body) -> Any:
    return _people_page(body, url_for("accounts.people"))


@blueprint.route("/administration/councils/<slug>", methods=["GET", "POST"])
@requires(policies.can_manage_people, load=queries.council_for)
def council_people(council: Body) -> Any:
    return _people_page(council, url_for("accounts.council_people", slug=council.slug))


def _people_page(body: Body, address: str) -> Any:
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
    return render_template("accounts/people.html", form=form, body=body, members=queries.members_of(body.id))


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


def _signed_in(someone: Any, wanted: str) -> Response:
    held = session.sign_in(someone)
    if len(held) > 1:
        return redirect(url_for("accounts.acting_for", next=wanted or None))
    return redirect(wanted or url_for("web.work"))


def _local(wanted: str | None) -> str:
    """The path to go on to, only when it is one of this service."""
    parts = urlsplit(wanted or "")
    safe = wanted and not parts.scheme and not parts.netloc and wanted.startswith("/") and not wanted.startswith("//")
    return wanted if safe and "\\" not in (wanted or "") else ""  # type: ignore[return-value]
