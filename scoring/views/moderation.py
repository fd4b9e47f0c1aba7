"""Pages of panel moderation."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from core.access import check, current_actor, requires
from core.errors import Refused
from scoring.forms.moderation import CaseSearchForm, CloseCaseForm, SpreadSearchForm
from scoring.models import Panel
from scoring.policies import moderation as policies
from scoring.queries import declaring
from scoring.queries import moderation as queries
from scoring.queries import spread as spreads
from scoring.queries.assessment import criteria_of
from scoring.queries.moderation import CaseOnTable
from scoring.services import moderation as services
from scoring.states import CaseState, SeatState
from scoring.views.blueprint import blueprint


@blueprint.get("/panels/<uuid:panel_id>/cases")
@requires(policies.can_see_cases, load=declaring.panel_at_work)
def case_list(panel: Panel) -> str:
    search = CaseSearchForm()
    page = queries.cases_page(current_actor(), panel, request.args.get("page", 1, int), state=search.chosen("state"))
    return render_template("scoring/case_list.html", panel=panel, challenge=panel.challenge, search=search, page=page)


@blueprint.get("/panels/<uuid:panel_id>/moderation")
@requires(policies.can_see_cases, load=declaring.panel_at_work)
def moderation_desk(panel: Panel) -> str:
    """How far the assessors are apart, who is often far from the others, and whose work is missing."""
    actor, criteria = current_actor(), criteria_of(panel.lot_id)
    search = SpreadSearchForm(criteria=criteria)
    wanted = spreads.Wanted(
        criterion_id=uuid.UUID(search.criterion.data) if search.chosen("criterion") else None,
        wide_only=bool(search.wide_only.data),
        order=search.chosen("order") or "",
    )
    return render_template(
        "scoring/moderation_desk.html",
        panel=panel,
        challenge=panel.challenge,
        search=search,
        page=spreads.spreads_page(actor, panel, request.args.get("page", 1, int), wanted),
        leanings=spreads.leanings(actor, panel),
        missing=spreads.missing_work(actor, panel),
        open_cases=queries.open_cases_in(actor, panel),
    )


@blueprint.route("/cases/<uuid:case_id>", methods=["GET", "POST"])
@requires(policies.can_see_case, load=queries.case_on_table)
def case_show(table: CaseOnTable) -> Any:
    """What the assessors gave and why; the chair closes it here."""
    closes = policies.can_close_case(current_actor(), table)
    may_close = closes and table.case.state is CaseState.OPEN
    form = CloseCaseForm()
    check(closes or not form.is_submitted())
    if form.validate_on_submit():
        try:
            services.close_case(
                table.case.id,
                reason=form.reason.data,
                score=form.score.data if form.how.data == "consensus" else None,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The case is closed."), "success")
            return redirect(url_for("scoring.case_list", panel_id=table.panel.id))
    elif form.is_submitted() and not may_close:
        return redirect(request.url)
    return render_template(
        "scoring/case_show.html",
        form=form,
        case=table.case,
        scores=table.scores,
        consensus=table.consensus,
        challenge=table.challenge,
        may_close=may_close,
        has_chair=any(seat.is_chair and seat.state is SeatState.ACCEPTED for seat in table.panel.seats),
    )
