"""A page on which an officer says what an assessor knows well."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from challenges.states.theme import Theme
from core.access import Actor, current_actor, requires
from core.errors import Refused
from core.workflow import known
from scoring.forms.panel import ExpertiseForm
from scoring.models import PanelSeat
from scoring.policies import panel as policies
from scoring.queries import assigning
from scoring.queries import panel as panels
from scoring.services.expertise import state_expertise
from scoring.views.blueprint import blueprint


def _manages(actor: Actor, seat: PanelSeat) -> bool:
    return policies.can_manage_panel(actor, seat.panel)


@blueprint.route("/panels/<uuid:panel_id>/seats/<uuid:seat_id>/expertise", methods=["GET", "POST"])
@requires(_manages, load=panels.seat_in_sight)
def seat_expertise(seat: PanelSeat) -> Any:
    panel = seat.panel
    people = [seat.person_id] if seat.person_id else []
    stated = assigning.stated_of(panel.council_id, people)
    profiles = assigning.profiles_of(people)
    form = ExpertiseForm(data={"themes": _themes([value for each in stated.values() for value in each])})
    if form.validate_on_submit():
        try:
            state_expertise(panel, seat, themes=form.themes.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("scoring.panel_show", panel_id=panel.id))
    own = [theme.label for each in profiles.values() for theme in _themes(each.themes)]
    return render_template("scoring/seat_expertise.html", form=form, seat=seat, panel=panel, own=own)


def _themes(values: list[str]) -> list[Theme]:
    return [theme for value in values if (theme := known(Theme, value))]
