"""What a supplier is interested in, and which open challenges fit."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from accounts import queries as people
from challenges.forms.interest import InterestForm
from challenges.models import SupplierInterest
from challenges.policies import interest as policies
from challenges.queries import interest as queries
from challenges.services import interest as services
from challenges.states.bands import MoneyBand
from challenges.states.theme import Theme
from challenges.views.blueprint import blueprint
from core.access import current_actor, requires
from core.errors import Refused
from notifications.queries import is_saved_for

SHOWN = 20


@blueprint.route("/interests", methods=["GET", "POST"])
@requires(policies.can_choose_interests)
def interest_edit() -> Any:
    actor = current_actor()
    interest = queries.interest_of(actor)
    form = _form(interest)
    if form.validate_on_submit():
        try:
            services.save_interests(
                themes=form.themes.data,
                words=form.words.data or "",
                council_ids=[uuid.UUID(council_id) for council_id in form.council_ids.data],
                money=form.money.data,
                mailed=form.mailed.data,
                by=actor,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. Challenges that fit are listed here and in your work."), "success")
            return redirect(url_for("challenges.interest_edit"))
    return render_template(
        "challenges/interest_edit.html",
        form=form,
        found=queries.open_for(interest, limit=SHOWN) if interest else [],
        is_chosen=interest is not None and not interest.is_empty,
    )


def _form(interest: SupplierInterest | None) -> InterestForm:
    if interest is None:
        form = InterestForm()
    else:
        form = InterestForm(
            themes=[theme for theme in Theme if theme.value in interest.themes],
            words=" ".join(interest.words),
            council_ids=interest.council_ids,
            money=[band for band in MoneyBand if band.value in interest.money],
            mailed=is_saved_for(current_actor(), services.LIST, {"of": [str(interest.id)]}),
        )
    form.council_ids.choices = [(str(council.id), council.name) for council in people.councils()]
    return form
