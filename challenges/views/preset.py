"""Beginning a challenge with another: copies, and the presets that a council saved."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from challenges.forms.challenge import CopyForm, SavePresetForm
from challenges.models.challenge import Challenge
from challenges.models.preset import CouncilPreset
from challenges.policies import challenge as policies
from challenges.queries.challenge import own_challenge
from challenges.queries.preset import own_preset, presets_page
from challenges.services import copying
from challenges.views.blueprint import blueprint
from challenges.views.problem import page_number
from core.access import current_actor, requires
from core.errors import Refused


@blueprint.route("/challenges/<slug>/copy", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def challenge_copy(challenge: Challenge) -> Any:
    form = CopyForm(title=challenge.title)
    if form.validate_on_submit():
        try:
            copy = copying.copy_challenge(challenge, title=form.title.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The draft is started. Its dates begin from today: check them."), "success")
            return redirect(url_for("challenges.challenge_edit", slug=copy.slug))
    return render_template("challenges/challenge_copy.html", form=form, challenge=challenge)


@blueprint.route("/challenges/<slug>/preset", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def preset_save(challenge: Challenge) -> Any:
    form = SavePresetForm()
    if form.validate_on_submit():
        try:
            copying.save_preset(challenge, name=form.name.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The preset is saved. Your colleagues can start a challenge with it."), "success")
            return redirect(url_for("challenges.preset_list"))
    return render_template("challenges/preset_save.html", form=form, challenge=challenge)


@blueprint.get("/challenges/presets")
@requires(policies.can_draft_challenge)
def preset_list() -> str:
    return render_template("challenges/preset_list.html", page=presets_page(current_actor(), page_number()))


@blueprint.post("/challenges/presets/<uuid:preset_id>/remove")
@requires(policies.can_use_preset, load=own_preset)
def preset_remove(preset: CouncilPreset) -> Response:
    copying.remove_preset(preset, by=current_actor())
    flash(_("The preset is removed. Challenges that began with it stay as they are."), "success")
    return redirect(url_for("challenges.preset_list"))
