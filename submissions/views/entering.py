"""An officer types in a proposal that came on paper."""

import uuid
from typing import Any

from flask import redirect, render_template, url_for

from accounts import services as account_services
from challenges.models import Challenge
from challenges.queries import challenge_by_slug, lots_of
from challenges.queries.officer import officers_assigned
from core.access import current_actor, requires
from core.errors import Refused
from submissions import policies, services
from submissions.forms import EnterForm
from submissions.views.blueprint import blueprint


@blueprint.route("/challenges/<slug>/proposals/enter", methods=["GET", "POST"])
@requires(policies.can_enter_for_supplier, load=challenge_by_slug)
def proposal_enter(challenge: Challenge) -> Any:
    form = EnterForm()
    lots = lots_of(challenge.id)
    form.lot.choices = [(str(lot.id), lot.title) for lot in lots]
    if len(lots) < 2:
        del form.lot
    if form.validate_on_submit():
        try:
            supplier = account_services.supplier_for_entry(
                name=form.name.data, scheme=form.scheme.data, identifier=form.identifier.data, by=current_actor()
            )
            submission = services.enter_for_supplier(
                challenge,
                supplier,
                channel=form.channel.data,
                consent=form.consent.data,
                lot_id=uuid.UUID(form.lot.data) if "lot" in form and form.lot.data else None,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("submissions.proposal_show", submission_id=submission.id))
    return render_template(
        "submissions/proposal_enter.html",
        form=form,
        challenge=challenge,
        others=[officer for officer in officers_assigned(challenge) if officer.id != current_actor().person_id],
    )
