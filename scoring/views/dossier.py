"""Pages of the dossier: having it built, and taking it away."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from core import storage
from core.access import current_actor, requires
from scoring.policies import dossier as policies
from scoring.queries import dossier as queries
from scoring.queries.dossier import DossierDesk, DossierToTake
from scoring.services import dossier as services
from scoring.views.blueprint import blueprint


@blueprint.get("/decisions/<uuid:decision_id>/dossier")
@requires(policies.can_ask_for_dossier, load=queries.dossier_desk)
def dossier_list(desk: DossierDesk) -> str:
    return render_template(
        "scoring/dossier_list.html",
        desk=desk,
        decision=desk.decision,
        challenge=desk.decision.challenge,
        days=services.KEPT_FOR.days,
    )


@blueprint.post("/decisions/<uuid:decision_id>/dossier")
@requires(policies.can_ask_for_dossier, load=queries.dossier_desk)
def dossier_ask(desk: DossierDesk) -> Any:
    services.ask_for_dossier(desk.decision.id, by=current_actor())
    flash(_("The dossier is being built. This page shows how far it is."), "success")
    return redirect(url_for("scoring.dossier_list", decision_id=desk.decision.id))


@blueprint.get("/dossiers/<uuid:dossier_id>")
@requires(policies.can_take_dossier, load=queries.dossier_to_take)
def dossier_take(found: DossierToTake) -> Any:
    if found.dossier.file is None:
        raise NotFound
    services.take_dossier(found, by=current_actor())
    return storage.send(found.dossier.file)
