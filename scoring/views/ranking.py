"""How the proposals of a lot stand, what the statistics say beside it, and the command that draws again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.access import current_actor, public, requires
from participation.states import Tier
from scoring import draw
from scoring.forms.ranking import what_if_form
from scoring.policies import decision as decision_policies
from scoring.policies import panel as panel_policies
from scoring.policies import ranking as policies
from scoring.queries import table as queries
from scoring.queries.table import Line, RankingTable
from scoring.services import ranking as services
from scoring.states import DecisionKind
from scoring.statistics import Band, Obstacle
from scoring.views.blueprint import blueprint

# Why there are no statistics.
OBSTACLES = {
    Obstacle.NOBODY.value: _l("Nothing is handed in yet."),
    Obstacle.ONE_ASSESSOR.value: _l("Only one person has scored, so there is nobody to compare them with."),
    Obstacle.FEW_PROPOSALS.value: _l("There are too few proposals to compare assessors on: at least 3 are needed."),
    Obstacle.ALL_EQUAL.value: _l("All scores are the same, so there is nothing to tell apart."),
    Obstacle.SEPARATE_GROUPS.value: _l(
        "Some assessors share no proposal with the others, not even by way of a third person. "
        "Nobody can tell whether one group is stricter or had weaker proposals."
    ),
    Obstacle.LITTLE_OVERLAP.value: _l(
        "Too few proposals were scored by more than one person to tell a strict assessor from a weak proposal."
    ),
}
BANDS = {
    Band.POOR.value: _l("poor"),
    Band.FAIR.value: _l("fair"),
    Band.GOOD.value: _l("good"),
    Band.EXCELLENT.value: _l("very good"),
}


@blueprint.get("/panels/<uuid:panel_id>/ranking")
@requires(policies.can_see_ranking, load=queries.table_for)
def ranking_show(table: RankingTable) -> str:
    """Read from what is kept. A small panel that has changed is worked out first; a large one says that it is late."""
    if not table.is_fresh and services.keep_if_quick(table.panel.id):
        table = queries.again(table)
    page = queries.lines(table, request.args.get("page", 1, int))
    actor = current_actor()
    form = what_if_form(table.criteria)
    decisions = queries.live_decisions_of(table.panel.id)
    weights = form.weights(table.criteria) if form.is_asked else None
    return render_template(
        "scoring/ranking_show.html",
        table=table,
        challenge=table.challenge,
        panel=table.panel,
        page=page,
        rows=[_plot(table, line) for line in page.items],
        blockers=table.blockers(DecisionKind.AWARD),
        shortlist_blockers=table.blockers(DecisionKind.SHORTLIST),
        decision=decisions.get(DecisionKind.AWARD),
        shortlist=decisions.get(DecisionKind.SHORTLIST),
        tiers=Tier,
        may_see_vote=panel_policies.can_see_panels(actor, table.challenge),
        may_draft=decision_policies.can_draft_decision(actor, table) and table.is_fresh,
        kinds=DecisionKind,
        # References stand on receipts: an assessor to whom names are hidden reads none.
        drawn=table.figures.get("drawn", []) if table.codes is None else [],
        advice=_advice(table, page.items, with_names=policies.can_see_offsets(actor, table)),
        form=form,
        what_if=queries.what_if(table, weights) if weights and table.ranking else None,
    )


@blueprint.get("/draws/draw.py")
@public
def draw_command() -> Response:
    """The command that runs a draw again without the service; it works alone."""
    response = Response(Path(draw.__file__).read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="draw.py"'
    return response


def _plot(table: RankingTable, line: Line) -> dict[str, Any]:
    """A row of the dot plot, on the scale of the scores: the dots are assessors, the mean is the panel's."""
    top = table.challenge.score_max
    return {
        "label": line.name,
        "scores": [round(dot * top / 100, 2) for dot in line.dots],
        "mean": round(line.by_panel * top / 100, 2) if line.by_panel is not None else 0,
    }


def _advice(table: RankingTable, lines: Sequence[Line], *, with_names: bool) -> dict[str, Any] | None:
    """What the page says beside the ranking; None before it was worked out for the first time."""
    kept = table.ranking
    if kept is None or kept.advice is None:
        return None
    return {
        "of": kept.advice["of"],
        "at": kept.advised_at,
        "is_late": not table.is_fresh or kept.advised_for != kept.worked_out_at,
        # What an earlier release kept has no rounds; it is worked out anew within minutes.
        "rounds": [_round(table, one, with_names=with_names) for one in kept.advice.get("rounds", ())],
        "intervals": [line for line in lines if line.adjusted is not None],
    }


def _round(table: RankingTable, kept: dict[str, Any], *, with_names: bool) -> dict[str, Any]:
    return {
        "kept": kept,
        "title": next((one.title for one in table.panel.rounds if str(one.id) == kept["round"]), ""),
        "obstacle": OBSTACLES.get(kept["obstacle"] or ""),
        "band": BANDS.get(kept.get("band", ""), ""),
        "band_one": BANDS.get(kept.get("band_one", ""), ""),
        "criteria": [
            (table.criterion_titles[one["criterion"]], one["mean"], BANDS[one["band"]])
            for one in kept["criteria"]
            if one["criterion"] in table.criterion_titles
        ],
        "assessors": _assessors(table, kept) if with_names and kept["obstacle"] is None else [],
    }


def _assessors(table: RankingTable, kept: dict[str, Any]) -> list[dict[str, Any]]:
    """Strictest first."""
    names = {str(seat.id): seat.name for seat in table.panel.seats}
    return [
        {"name": names.get(one["seat"], _("Somebody who left")), **one}
        for one in sorted(kept["assessors"], key=lambda one: one["offset"])
    ]
