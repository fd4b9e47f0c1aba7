"""Pages of a supplier about itself."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from accounts import policies, queries, services
from accounts.forms import ProfileForm
from accounts.models import Supplier
from accounts.services import ProfileChanged
from accounts.states import ProfilePart, Size
from accounts.views.blueprint import blueprint
from core.access import current_actor, requires


@blueprint.get("/organisation")
@requires(policies.can_read_profile, load=queries.own_supplier)
def organisation_show(supplier: Supplier) -> str:
    """Everybody of the organisation reads it; its leads change it."""
    return render_template(
        "accounts/organisation_show.html",
        supplier=supplier,
        profile=supplier.profile,
        parts=ProfilePart,
        size=Size(supplier.size) if supplier.size else None,
        may_edit=policies.can_edit_profile(current_actor(), supplier),
    )


@blueprint.route("/organisation/edit", methods=["GET", "POST"])
@requires(policies.can_edit_profile, load=queries.own_supplier)
def organisation_edit(supplier: Supplier) -> Any:
    form = _form(supplier)
    if form.validate_on_submit():
        try:
            services.save_profile(
                supplier,
                name=form.name.data,
                size=form.size.data.value,
                words={part.value: form[part.value].data or "" for part in ProfilePart},
                version=_version(form.version.data),
                by=current_actor(),
            )
        except ProfileChanged as change:
            form.version.data = str(change.profile.version)
            form.refuse(change.message)
            form.refuse(_("Below is what you wrote here. Save again if this is what should be kept."))
        else:
            flash(_("Saved. Proposals that you submit from now on show this."), "success")
            return redirect(url_for("accounts.organisation_show"))
    return render_template("accounts/organisation_edit.html", form=form, supplier=supplier)


def _form(supplier: Supplier) -> ProfileForm:
    profile = supplier.profile
    return ProfileForm(
        name=supplier.name,
        size=Size(supplier.size) if supplier.size else None,
        version=profile.version if profile else 0,
        **(profile.words if profile else {}),
    )


def _version(sent: Any) -> int:
    text = str(sent)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
