"""A person's register of interests: written once, confirmed every year with one press."""

import datetime as dt
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from accounts import queries as people
from core.access import Actor, current_actor, requires
from scoring.forms.register import RegisterForm
from scoring.models import InterestRegister
from scoring.policies import conflict as policies
from scoring.queries import register as queries
from scoring.services import register as services
from scoring.views.blueprint import blueprint


@blueprint.route("/register-of-interests", methods=["GET", "POST"])
@requires(policies.can_keep_register)
def register_edit() -> Any:
    actor = current_actor()
    register = queries.register_of(actor)
    form = RegisterForm(data=_said(register, actor))
    if form.validate_on_submit():
        services.save_register(
            employers=form.employers.data,
            holdings=form.holdings.data or "",
            memberships=form.memberships.data or "",
            family=form.family.data or "",
            by=actor,
        )
        flash(_("Your interests are kept. We ask you again in a year."), "success")
        return redirect(url_for("web.work"))
    return render_template(
        "scoring/interests_edit.html", form=form, register=register, is_current=queries.is_current(register)
    )


@blueprint.post("/register-of-interests/confirm")
@requires(policies.can_keep_register)
def register_confirm() -> Any:
    """Nothing has changed."""
    if services.confirm_register(by=current_actor()) is None:
        return redirect(url_for("scoring.register_edit"))
    flash(_("Your interests are kept. We ask you again in a year."), "success")
    return redirect(url_for("web.work"))


def _said(register: InterestRegister | None, actor: Actor) -> dict[str, Any]:
    """What is known already: never asked for twice."""
    if register is None:
        someone = people.person(actor.person_id) if actor.person_id else None
        return {"employers": [{"name": name} for name in (someone.past_employers if someone else ())]}
    return {
        "employers": [
            {**row, "starts_on": _day(row.get("starts_on")), "ends_on": _day(row.get("ends_on"))}
            for row in register.employers
        ],
        "holdings": register.holdings,
        "memberships": register.memberships,
        "family": register.family,
    }


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
