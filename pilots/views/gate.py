"""Gate reviews of stages."""

from flask import render_template, url_for
from flask_babel import gettext as _

from core.access import current_actor, requires
from pilots import policies, queries, services
from pilots.forms.running import GateDecisionForm, RecommendForm
from pilots.models import GateReview, Stage
from pilots.states import StageState
from pilots.views.blueprint import blueprint
from pilots.views.drawing import measures_of
from pilots.views.steps import Page, ask


@blueprint.get("/pilots/<slug>/stages/<uuid:stage_id>")
@requires(policies.can_see_gate, load=queries.stage_for)
def stage_show(stage: Stage) -> str:
    actor, review = current_actor(), stage.review
    return render_template(
        "pilots/stage_show.html",
        pilot=stage.pilot,
        stage=stage,
        review=review,
        can_edit=policies.can_manage_stage(actor, stage) and not stage.pilot.is_public,
        sees_recommendation=review is not None
        and (review.outcome is not None or policies.can_read_recommendation(actor, stage)),
        can_recommend=policies.can_manage_stage(actor, stage) and stage.state is StageState.ACTIVE,
        can_decide=review is not None
        and stage.state is StageState.GATE_REVIEW
        and policies.can_decide_gate(actor, review),
    )


@blueprint.route("/pilots/<slug>/stages/<uuid:stage_id>/recommend", methods=["GET", "POST"])
@requires(policies.can_manage_stage, load=queries.stage_for)
def gate_recommend(stage: Stage) -> Page:
    form = RecommendForm()
    return ask(
        form,
        pilot=stage.pilot,
        title=_("Recommend at the gate of “%(stage)s”", stage=stage.title),
        lead=_("Somebody else decides: an approver of your council."),
        submit=_("Send to the approvers"),
        do=lambda: services.recommend_gate(
            stage, recommendation=form.recommendation.data, reasons=form.reasons.data, by=current_actor()
        ),
        done=_("The approvers are asked to decide."),
        onward=_url(stage),
    )


@blueprint.route("/pilots/<slug>/stages/<uuid:stage_id>/decide", methods=["GET", "POST"])
@requires(policies.can_decide_gate, load=queries.review_for)
def gate_decide(review: GateReview) -> Page:
    form = GateDecisionForm()
    pilot = review.stage.pilot
    return ask(
        form,
        pilot=pilot,
        template="pilots/gate_decide.html",
        review=review,
        measures=measures_of(pilot),
        title=_("Decide the gate of “%(stage)s”", stage=review.stage.title),
        submit=_("Decide"),
        do=lambda: services.decide_gate(
            review,
            outcome=form.outcome.data,
            reasons=form.reasons.data,
            trl_reached=form.trl_reached.data,
            by=current_actor(),
        ),
        done=_("Decided. The team is told."),
        onward=_url(review.stage),
    )


def _url(stage: Stage) -> str:
    return url_for("pilots.stage_show", slug=stage.pilot.slug, stage_id=stage.id)
