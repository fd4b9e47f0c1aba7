"""The second round of a panel: who goes on, and who meets them again."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from core.access import current_actor, requires
from scoring.models import Panel
from scoring.policies import panel as policies
from scoring.queries import declaring, ranking
from scoring.queries import interview as interviews
from scoring.queries import second_round as queries
from scoring.services import second_round as services
from scoring.states import DecisionKind
from scoring.states.interview import InterviewState
from scoring.views.blueprint import blueprint


@blueprint.get("/panels/<uuid:panel_id>/second-round")
@requires(policies.can_see_panel, load=declaring.panel_at_work)
def round_show(panel: Panel) -> str:
    actor = current_actor()
    in_round = panel.rounds[1] if len(panel.rounds) > 1 else None
    return render_template(
        "scoring/round_show.html",
        panel=panel,
        challenge=panel.challenge,
        round=in_round,
        submissions=queries.shortlisted(panel, actor) if in_round else (),
        assessments=queries.assessments_of(in_round) if in_round else {},
        shortlist=ranking.live_decision(panel.id, DecisionKind.SHORTLIST),
        interviews=interviews.interviews_in(in_round.id) if in_round else {},
        slots=interviews.slots_in(in_round.id) if in_round else (),
        interview_states=InterviewState,
        may_manage=policies.can_manage_panel(actor, panel),
    )


@blueprint.post("/panels/<uuid:panel_id>/second-round/begin")
@requires(policies.can_manage_panel, load=declaring.panel_at_work)
def round_begin(panel: Panel) -> Any:
    begun = services.begin_second_round(panel, by=current_actor())
    if begun.short:
        flash(
            ngettext(
                "Done, but %(num)d proposal has fewer assessors than planned.",
                "Done, but %(num)d proposals have fewer assessors than planned.",
                begun.short,
            ),
            "important",
        )
    else:
        flash(_("The second round has begun. The assessors have been told."), "success")
    return redirect(url_for("scoring.round_show", panel_id=panel.id))
