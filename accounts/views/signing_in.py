"""Pages about oneself: signing in, for whom one acts, one's own details."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from accounts import queries, services, session
from accounts.forms import ActingForm, ConfirmForm, PasswordForm, PersonForm, SignInForm, SignInPasswordForm
from accounts.views.blueprint import blueprint
from core.access import current_actor, local, public, signed_in
from core.errors import Refused

YOURSELF = ("", lazy_gettext("Yourself, as a resident"))


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    form = SignInForm()
    if form.validate_on_submit():
        services.send_sign_in_link(
            email=form.email.data, next_path=local(request.args.get("next")), language=str(get_locale())
        )
        return redirect(url_for("accounts.sign_in_sent"))
    return render_template("accounts/sign_in.html", form=form, next=local(request.args.get("next")))


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
            return _signed_in(someone, local(request.args.get("next")))
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
        return redirect(local(request.args.get("next")) or url_for("web.work"))
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


def _signed_in(someone: Any, wanted: str) -> Response:
    held = session.sign_in(someone)
    if len(held) > 1:
        return redirect(url_for("accounts.acting_for", next=wanted or None))
    return redirect(wanted or url_for("web.work"))
