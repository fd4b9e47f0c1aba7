"""Who stands in for the lead council where conflicts leave too few of its people."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from challenges.models import Challenge
from core.access import Actor, current_actor, requires
from core.errors import Refused
from scoring.forms.stand_in import StandInForm
from scoring.models import StandIn
from scoring.policies import conflict as policies
from scoring.queries import panel as panels
from scoring.queries import stand_in as queries
from scoring.services import stand_in as services
from scoring.views.blueprint import blueprint


@blueprint.route("/challenges/<slug>/stand-ins", methods=["GET", "POST"])
@requires(policies.can_name_stand_in, load=panels.own_challenge)
def stand_in_list(challenge: Challenge) -> Any:
    """Who is left, who was named, and naming one more."""
    form = StandInForm()
    if form.validate_on_submit():
        try:
            named = services.name_stand_in(
                challenge,
                email=form.email.data,
                role=form.role.data,
                reason=form.reason.data,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("%(name)s is named, and told by email.", name=named.person.name), "success")
            return redirect(url_for("scoring.stand_in_list", slug=challenge.slug))
    return render_template(
        "scoring/stand_in_list.html",
        form=form,
        challenge=challenge,
        shortage=queries.shortage_in(challenge),
        stand_ins=queries.stand_ins_of(challenge.id),
    )


def _names(actor: Actor, stand_in: StandIn) -> bool:
    return policies.can_name_stand_in(actor, stand_in.challenge)


@blueprint.post("/challenges/<slug>/stand-ins/<uuid:stand_in_id>/end")
@requires(_names, load=queries.stand_in_of_own)
def stand_in_end(stand_in: StandIn) -> Any:
    services.end_stand_in(stand_in, by=current_actor())
    flash(_("%(name)s stands in no more.", name=stand_in.person.name), "success")
    return redirect(url_for("scoring.stand_in_list", slug=stand_in.challenge.slug))
