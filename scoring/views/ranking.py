"""How the proposals of a lot stand."""

from typing import Any

from flask import render_template

from core.access import current_actor, requires
from scoring.policies import decision as decision_policies
from scoring.policies import ranking as policies
from scoring.queries import ranking as queries
from scoring.queries.ranking import Standing
from scoring.states import DecisionKind
from scoring.views.blueprint import blueprint
from scoring.views.naming import proposal_name


@blueprint.get("/panels/<uuid:panel_id>/ranking")
@requires(policies.can_see_ranking, load=queries.standing_for)
def ranking_show(standing: Standing) -> str:
    blockers = standing.blockers(DecisionKind.AWARD)
    return render_template(
        "scoring/ranking_show.html",
        standing=standing,
        challenge=standing.challenge,
        panel=standing.panel,
        rows=[_plot(standing, one) for one in standing.ranked],
        blockers=blockers,
        shortlist_blockers=standing.blockers(DecisionKind.SHORTLIST),
        may_draft=decision_policies.can_draft_decision(current_actor(), standing),
        kinds=DecisionKind,
    )


def _plot(standing: Standing, one: Any) -> dict[str, Any]:
    """A row of the dot plot, on the scale of the scores: the dots are assessors, the mean is the decision's."""
    top = standing.challenge.score_max
    submission = standing.submissions[one.key]
    return {
        "label": proposal_name(submission),
        "scores": [round(dot.score * top / 100, 2) for dot in standing.dots(submission.id)],
        "mean": round(one.score * top / 100, 2) if one.score is not None else 0,
    }
