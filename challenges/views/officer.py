"""People on a challenge: the officers who are let at its proposals."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from challenges.forms.officer import AssignOfficerForm, EndAssignmentForm
from challenges.models import Challenge, ChallengeOfficer
from challenges.policies import officer as policies
from challenges.queries import officer as queries
from challenges.queries.challenge import own_challenge
from challenges.services import officer as services
from challenges.views.blueprint import blueprint
from core.access import current_actor, requires
from core.errors import Refused


@blueprint.get("/challenges/<slug>/people")
@requires(policies.can_see_people, load=own_challenge)
def officer_list(challenge: Challenge) -> str:
    actor = current_actor()
    here = {person.id for person in queries.officers_assigned(challenge)}
    return render_template(
        "challenges/officer_list.html",
        challenge=challenge,
        officers=queries.assignments_of(challenge),
        here=here,
        may_assign=policies.can_assign(actor, challenge),
        may_take_on=not here and policies.can_take_on(actor, challenge),
    )


@blueprint.route("/challenges/<slug>/people/add", methods=["GET", "POST"])
@requires(policies.can_assign, load=own_challenge)
def officer_add(challenge: Challenge) -> Any:
    form = AssignOfficerForm()
    form.person.choices = [(str(person.id), person.name) for person in queries.officers_to_assign(challenge)]
    if form.is_submitted() and form.person.data in {str(held) for held in challenge.assigned_to or ()}:
        # The same click twice, or a colleague was faster.
        return _back_to(challenge)
    if form.validate_on_submit():
        try:
            services.assign_officer(challenge, person_id=uuid.UUID(form.person.data), by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Added. They are told by email."), "success")
            return _back_to(challenge)
    return render_template("challenges/officer_add.html", form=form, challenge=challenge)


@blueprint.route("/challenges/<slug>/people/<uuid:officer_id>/remove", methods=["GET", "POST"])
@requires(policies.can_end_assignment, load=queries.assignment_of_own)
def officer_remove(officer: ChallengeOfficer) -> Any:
    form, challenge = EndAssignmentForm(), officer.challenge
    if officer.ended_at is not None:
        # The same click twice, or a colleague was faster.
        return _back_to(challenge)
    if form.validate_on_submit():
        try:
            services.end_assignment(officer, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(name)s is not on this challenge any more.", name=officer.person.name), "success")
            return _back_to(challenge)
    own = officer.person_id == current_actor().person_id
    return render_template("challenges/officer_remove.html", form=form, challenge=challenge, officer=officer, own=own)


@blueprint.post("/challenges/<slug>/people/take-on")
@requires(policies.can_take_on, load=own_challenge)
def challenge_take_on(challenge: Challenge) -> Response:
    services.take_on(challenge, by=current_actor())
    flash(_("You are assigned to this challenge now."), "success")
    return _back_to(challenge)


def _back_to(challenge: Challenge) -> Response:
    return redirect(url_for("challenges.officer_list", slug=challenge.slug))
