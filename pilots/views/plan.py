"""The plan before the signature."""

from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import current_actor, requires
from pilots import policies, queries, services
from pilots.forms.plan import ContractForm, KpiForm, MilestoneForm, SignForm, StageForm
from pilots.models import Kpi, Milestone, Pilot, Stage
from pilots.views.blueprint import blueprint
from pilots.views.steps import Page, ask, manage_url, went


@blueprint.route("/pilots/<slug>/contract", methods=["GET", "POST"])
@requires(policies.can_manage, load=queries.pilot_for_team)
def contract_edit(pilot: Pilot) -> Page:
    form = ContractForm(obj=pilot)
    form.amount.currency = pilot.currency
    form.lead_person_id.choices = [(someone.id, someone.name) for someone in queries.supplier_people(pilot)]
    return ask(
        form,
        pilot=pilot,
        title=_("What the contract says"),
        submit=_("Save"),
        do=lambda: services.change_contract(
            pilot,
            facts=form.facts(),
            lead_person_id=form.lead_person_id.data or None,
            version=form.seen_version,
            by=current_actor(),
        ),
        done=_("Saved."),
        onward=manage_url(pilot),
    )


@blueprint.route("/pilots/<slug>/sign", methods=["GET", "POST"])
@requires(policies.can_manage, load=queries.pilot_for_team)
def contract_sign(pilot: Pilot) -> Page:
    form, missing = SignForm(), services.missing_before_signing(pilot)
    if form.is_submitted() and missing:
        return redirect(request.url)
    return ask(
        form,
        pilot=pilot,
        template="pilots/contract_sign.html",
        missing=missing,
        title=_("Record the signature"),
        submit=_("Record the signature"),
        do=lambda: services.sign_contract(pilot, signed_on=form.signed_on.data, by=current_actor()),
        done=_("The contract is signed. Everybody can see the pilot now."),
        onward=manage_url(pilot),
    )


@blueprint.route("/pilots/<slug>/stages/new", methods=["GET", "POST"])
@requires(policies.can_manage, load=queries.pilot_for_team)
def stage_new(pilot: Pilot) -> Page:
    form = StageForm()
    return _save_stage(form, pilot, None, title=_("Add a stage"))


@blueprint.route("/pilots/<slug>/stages/<uuid:stage_id>/edit", methods=["GET", "POST"])
@requires(policies.can_manage_stage, load=queries.stage_for)
def stage_edit(stage: Stage) -> Page:
    return _save_stage(StageForm(obj=stage), stage.pilot, stage, title=_("Change the stage"))


@blueprint.post("/pilots/<slug>/stages/<uuid:stage_id>/remove")
@requires(policies.can_manage_stage, load=queries.stage_for)
def stage_remove(stage: Stage) -> Response:
    onward = manage_url(stage.pilot)
    services.remove_stage(stage, by=current_actor())
    return went(_("The stage is removed."), onward)


@blueprint.route("/pilots/<slug>/milestones/new", methods=["GET", "POST"])
@requires(policies.can_manage, load=queries.pilot_for_team)
def milestone_new(pilot: Pilot) -> Page:
    return _save_milestone(MilestoneForm(), pilot, None, title=_("Add a milestone"))


@blueprint.route("/pilots/<slug>/milestones/<uuid:milestone_id>/edit", methods=["GET", "POST"])
@requires(policies.can_manage_milestone, load=queries.milestone_for)
def milestone_edit(milestone: Milestone) -> Page:
    return _save_milestone(MilestoneForm(obj=milestone), milestone.pilot, milestone, title=_("Change the milestone"))


@blueprint.post("/pilots/<slug>/milestones/<uuid:milestone_id>/remove")
@requires(policies.can_manage_milestone, load=queries.milestone_for)
def milestone_remove(milestone: Milestone) -> Response:
    onward = manage_url(milestone.pilot)
    services.remove_milestone(milestone, by=current_actor())
    return went(_("The milestone is removed."), onward)


@blueprint.route("/pilots/<slug>/kpis/new", methods=["GET", "POST"])
@requires(policies.can_report, load=queries.pilot_for_team)
def kpi_new(pilot: Pilot) -> Page:
    form = KpiForm()
    return ask(
        form,
        pilot=pilot,
        title=_("Add a KPI"),
        lead=_("A KPI is one number that shows whether the pilot works."),
        submit=_("Save"),
        do=lambda: services.propose_kpi(pilot, facts=form.facts(), by=current_actor()),
        done=_("The KPI is proposed."),
        onward=manage_url(pilot, "kpis"),
    )


@blueprint.route("/pilots/<slug>/kpis/<uuid:kpi_id>/edit", methods=["GET", "POST"])
@requires(policies.can_report_kpi, load=queries.kpi_for)
def kpi_edit(kpi: Kpi) -> Page:
    form = KpiForm(obj=kpi, how_measured=kpi.method)
    return ask(
        form,
        pilot=kpi.pilot,
        title=_("Change the KPI"),
        submit=_("Save"),
        do=lambda: services.change_kpi(kpi, facts=form.facts(), by=current_actor()),
        done=_("Saved."),
        onward=manage_url(kpi.pilot, "kpis"),
    )


@blueprint.post("/pilots/<slug>/kpis/<uuid:kpi_id>/agree")
@requires(policies.can_manage_kpi, load=queries.kpi_for)
def kpi_agree(kpi: Kpi) -> Response:
    services.agree_kpi(kpi, by=current_actor())
    return went(_("The KPI is agreed."), manage_url(kpi.pilot, "kpis"))


@blueprint.post("/pilots/<slug>/kpis/<uuid:kpi_id>/remove")
@requires(policies.can_manage_kpi, load=queries.kpi_for)
def kpi_remove(kpi: Kpi) -> Response:
    onward = manage_url(kpi.pilot, "kpis")
    services.remove_kpi(kpi, by=current_actor())
    return went(_("The KPI is removed."), onward)


def _save_stage(form: StageForm, pilot: Pilot, stage: Stage | None, *, title: Any) -> Page:
    return ask(
        form,
        pilot=pilot,
        title=title,
        submit=_("Save"),
        remove_url=url_for("pilots.stage_remove", slug=pilot.slug, stage_id=stage.id) if stage else None,
        do=lambda: services.save_stage(pilot, facts=form.facts(), stage=stage, by=current_actor()),
        done=_("Saved."),
        onward=manage_url(pilot),
    )


def _save_milestone(form: MilestoneForm, pilot: Pilot, milestone: Milestone | None, *, title: Any) -> Page:
    form.stage_id.choices = [(stage.id, stage.title) for stage in pilot.stages]
    form.amount.currency = pilot.currency
    remove = url_for("pilots.milestone_remove", slug=pilot.slug, milestone_id=milestone.id) if milestone else None
    return ask(
        form,
        pilot=pilot,
        title=title,
        submit=_("Save"),
        remove_url=remove,
        do=lambda: services.save_milestone(pilot, facts=form.facts(), milestone=milestone, by=current_actor()),
        done=_("Saved."),
        onward=manage_url(pilot),
    )
