"""Pages of the administrators of the platform about suppliers: finding one, and merging two that are the same."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from accounts import policies, queries, services
from accounts.forms import MergeForm, SupplierSearch
from accounts.models import Supplier
from accounts.queries import MergePair
from accounts.views.blueprint import blueprint
from core.access import Actor, current_actor, requires
from core.errors import Refused


@blueprint.get("/administration/suppliers")
@requires(policies.can_administer)
def suppliers() -> str:
    search = SupplierSearch()
    page = queries.suppliers_page(request.args.get("page", 1, type=int), words=search.words.data or "")
    return render_template("accounts/suppliers.html", search=search, page=page)


def _may_administer(actor: Actor, _thing: Any) -> bool:
    return policies.can_administer(actor)


@blueprint.get("/administration/suppliers/<slug>")
@requires(_may_administer, load=queries.supplier_to_administer)
def supplier_show(supplier: Supplier) -> str:
    """Its people, who asks to join, and what looks like it. Of its proposals nothing is told."""
    return render_template(
        "accounts/supplier_show.html",
        supplier=supplier,
        members=queries.members_of(supplier.id),
        requests=queries.open_requests(supplier.id),
        similar=[
            other
            for other in queries.similar_suppliers(supplier.name, f"somebody@{supplier.email_domain}")
            if other.id != supplier.id
        ],
        search=SupplierSearch(),
        found=_found(supplier),
    )


def _found(supplier: Supplier) -> list[Supplier]:
    """Others that were searched for on the page."""
    words = SupplierSearch().words.data or ""
    return [other for other in queries.suppliers_page(1, words=words).items if other.id != supplier.id] if words else []


@blueprint.route("/administration/suppliers/<slug>/merge/<other>", methods=["GET", "POST"])
@requires(_may_administer, load=queries.merge_pair)
def suppliers_merge(pair: MergePair) -> Any:
    form = MergeForm()
    if form.validate_on_submit():
        try:
            services.merge_suppliers(pair.gone, pair.kept, reason=form.reason.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The two are one now. Their people were told."), "success")
            return redirect(url_for("accounts.supplier_show", slug=pair.kept.slug))
    return render_template(
        "accounts/suppliers_merge.html",
        form=form,
        gone=pair.gone,
        kept=pair.kept,
        people={body.id: queries.members_of(body.id) for body in (pair.gone, pair.kept)},
    )
