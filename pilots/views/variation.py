"""Changes to what was signed."""

from flask import render_template, url_for
from flask_babel import gettext as _

from core.access import current_actor, requires
from pilots import policies, queries, services
from pilots.forms.running import (
    EndVariationForm,
    MilestoneVariationForm,
    TargetVariationForm,
    VariationDecisionForm,
)
from pilots.models import Kpi, Milestone, Pilot, Variation
from pilots.states import VariationState
from pilots.views.blueprint import blueprint
from pilots.views.drawing import changes_of
from pilots.views.steps import Page, ask, manage_url


@blueprint.route("/pilots/<slug>/kpis/<uuid:kpi_id>/variation", methods=["GET", "POST"])
@requires(policies.can_report_kpi, load=queries.kpi_for)
def variation_target(kpi: Kpi) -> Page:
    form = TargetVariationForm(target=kpi.target, target_on=kpi.target_on)
    return ask(
        form,
        pilot=kpi.pilot,
        title=_("Ask for another target of “%(kpi)s”", kpi=kpi.title),
        lead=_("Targets are frozen since the contract was signed. An approver decides on a change."),
        submit=_("Ask for the change"),
        do=lambda: services.propose_target(
            kpi,
            target=form.target.data,
            target_on=form.target_on.data,
            reason=form.reason.data,
            by=current_actor(),
        ),
        done=_("The approvers are asked to decide."),
        onward=manage_url(kpi.pilot, "variations"),
    )


@blueprint.route("/pilots/<slug>/milestones/<uuid:milestone_id>/variation", methods=["GET", "POST"])
@requires(policies.can_report_milestone, load=queries.milestone_for)
def variation_milestone(milestone: Milestone) -> Page:
    form = MilestoneVariationForm(due_on=milestone.due_on, amount=milestone.amount)
    form.amount.currency = milestone.pilot.currency
    return ask(
        form,
        pilot=milestone.pilot,
        title=_("Ask for a change of “%(milestone)s”", milestone=milestone.title),
        lead=_("If the amount changes, so does the amount of the contract. An approver decides."),
        submit=_("Ask for the change"),
        do=lambda: services.propose_milestone(
            milestone,
            due_on=form.due_on.data,
            amount=form.amount.data,
            reason=form.reason.data,
            by=current_actor(),
        ),
        done=_("The approvers are asked to decide."),
        onward=manage_url(milestone.pilot, "variations"),
    )


@blueprint.route("/pilots/<slug>/variations/new", methods=["GET", "POST"])
@requires(policies.can_report, load=queries.pilot_for_team)
def variation_end(pilot: Pilot) -> Page:
    form = EndVariationForm(ends_on=pilot.ends_on)
    return ask(
        form,
        pilot=pilot,
        title=_("Ask for another last day of the contract"),
        lead=_("An approver decides on the change."),
        submit=_("Ask for the change"),
        do=lambda: services.propose_end(pilot, ends_on=form.ends_on.data, reason=form.reason.data, by=current_actor()),
        done=_("The approvers are asked to decide."),
        onward=manage_url(pilot, "variations"),
    )


@blueprint.get("/pilots/<slug>/variations/<int:number>")
@requires(policies.can_see_variation, load=queries.variation_for)
def variation_show(variation: Variation) -> str:
    return render_template(
        "pilots/variation_show.html",
        pilot=variation.pilot,
        variation=variation,
        changes=changes_of(variation),
        can_decide=variation.state is VariationState.PROPOSED
        and policies.can_decide_variation(current_actor(), variation),
    )


@blueprint.route("/pilots/<slug>/variations/<int:number>/decide", methods=["GET", "POST"])
@requires(policies.can_decide_variation, load=queries.variation_for)
def variation_decide(variation: Variation) -> Page:
    form = VariationDecisionForm()

    def decide() -> None:
        verb = services.refuse_variation if form.refuse_it.data else services.approve_variation
        verb(variation, reasons=form.reasons.data or "", by=current_actor())

    return ask(
        form,
        pilot=variation.pilot,
        template="pilots/variation_decide.html",
        variation=variation,
        changes=changes_of(variation),
        title=_("Decide on variation %(number)s", number=variation.number),
        do=decide,
        done=_("Decided. The team is told."),
        onward=url_for("pilots.variation_show", slug=variation.pilot.slug, number=variation.number),
    )
