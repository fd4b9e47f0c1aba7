"""Writing a draft: dividing it into lots."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from challenges.forms.lots import FirstLotsForm, LotForm, RemoveLotForm
from challenges.models.challenge import Challenge
from challenges.models.lot import Lot
from challenges.policies import challenge as policies
from challenges.queries.builder import lots_values, own_lot, stamp
from challenges.queries.challenge import own_challenge
from challenges.services import lots as services
from challenges.states.builder import Section
from challenges.states.challenge import ChallengeState as State
from challenges.views.blueprint import blueprint
from challenges.views.builder import save_section
from core.access import current_actor, requires
from core.errors import Refused


@blueprint.route("/challenges/<slug>/edit/lots/new", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def lot_new(challenge: Challenge) -> Any:
    is_first = len(challenge.lots) == 1
    form = (FirstLotsForm if is_first else LotForm)(data={"seen": stamp(lots_values(challenge.lots))})
    return save_section(
        challenge,
        Section.CRITERIA,
        form,
        lambda: _add(challenge, form),
        dict,
        back=_criteria(challenge),
        heading=_("Divide into lots") if is_first else _("Add a lot"),
        explains_lots=is_first,
    )


@blueprint.route("/challenges/<slug>/edit/lots/<uuid:lot_id>", methods=["GET", "POST"])
@requires(policies.can_write_lot, load=own_lot)
def lot_edit(found: tuple[Challenge, Lot]) -> Any:
    """The name of one of several."""
    challenge, lot = found
    if len(challenge.lots) == 1:
        return redirect(_criteria(challenge))
    form = LotForm(data={"title": lot.title, "seen": stamp(lots_values(challenge.lots))})
    return save_section(
        challenge,
        Section.CRITERIA,
        form,
        lambda: services.name_lot(challenge, lot, title=form.title.data, seen=form.stamp, by=current_actor()),
        lambda: {"title": lot.title},
        back=_criteria(challenge),
        heading=_("Rename lot %(number)s", number=lot.number),
    )


@blueprint.route("/challenges/<slug>/edit/lots/<uuid:lot_id>/remove", methods=["GET", "POST"])
@requires(policies.can_write_lot, load=own_lot)
def lot_remove(found: tuple[Challenge, Lot]) -> Any:
    """What goes with it is said first."""
    challenge, lot = found
    if challenge.state is not State.DRAFT:
        abort(409)
    if len(challenge.lots) == 1:
        return redirect(_criteria(challenge))
    form, back = RemoveLotForm(), _criteria(challenge)
    if form.validate_on_submit():
        try:
            services.remove_lot(challenge, lot, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The lot is removed. Check the money and the questions."), "success")
            return redirect(back)
    scored = {criterion.id for criterion in lot.criteria}
    return render_template(
        "challenges/lot_remove.html",
        form=form,
        challenge=challenge,
        lot=lot,
        questions=[question for question in challenge.questions if question.criterion_id in scored],
        divided=[phase for phase in challenge.phases if phase.lot_amounts],
        back=back,
    )


def _add(challenge: Challenge, form: LotForm | FirstLotsForm) -> None:
    first_title = form.first_title.data if isinstance(form, FirstLotsForm) else ""
    services.add_lot(challenge, title=form.title.data, first_title=first_title, seen=form.stamp, by=current_actor())


def _criteria(challenge: Challenge) -> str:
    return url_for("challenges.criteria_edit", slug=challenge.slug)
