"""Values of KPIs: reported, checked, disputed."""

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import current_actor, requires
from pilots import policies, queries, services
from pilots.forms.running import DisputeAnswerForm, ObservationForm, ReasonsForm
from pilots.models import Kpi, Observation
from pilots.states import OBSERVATION_LIFECYCLE, KpiState, ObservationAction, ObservationState
from pilots.views.blueprint import blueprint
from pilots.views.drawing import counted
from pilots.views.steps import Page, ask, went


@blueprint.get("/pilots/<slug>/kpis/<uuid:kpi_id>")
@requires(policies.can_see_kpi, load=queries.kpi_for)
def kpi_show(kpi: Kpi) -> str:
    actor = current_actor()
    reports = policies.can_report_kpi(actor, kpi)
    return render_template(
        "pilots/kpi_show.html",
        pilot=kpi.pilot,
        kpi=kpi,
        measured=counted(kpi),
        can_report=reports and kpi.state is KpiState.ACTIVE,
        can_edit=reports and kpi.state is KpiState.PROPOSED,
        can_vary=reports and services.can_vary(kpi.pilot),
    )


@blueprint.route("/pilots/<slug>/kpis/<uuid:kpi_id>/report", methods=["GET", "POST"])
@requires(policies.can_report_kpi, load=queries.kpi_for)
def kpi_report(kpi: Kpi) -> Page:
    form = ObservationForm()
    form.value.suffix = kpi.unit
    return ask(
        form,
        pilot=kpi.pilot,
        title=_("Report a value of “%(kpi)s”", kpi=kpi.title),
        lead=kpi.method,
        submit=_("Report"),
        do=lambda: services.report_observation(
            kpi,
            value=form.value.data,
            observed_on=form.observed_on.data,
            words=form.words.data or "",
            by=current_actor(),
        ),
        done=_("Reported. An officer of the council checks it."),
        onward=_kpi_url(kpi),
    )


@blueprint.get("/pilots/<slug>/observations/<uuid:observation_id>")
@requires(policies.can_see_observation, load=queries.observation_for)
def observation_show(observation: Observation) -> str:
    actor = current_actor()
    checks = policies.can_check_observation(actor, observation)
    moves = {action: OBSERVATION_LIFECYCLE.allows(observation, action) for action in ObservationAction}
    disputed = observation.state is ObservationState.DISPUTED
    return render_template(
        "pilots/observation_show.html",
        pilot=observation.kpi.pilot,
        kpi=observation.kpi,
        observation=observation,
        can_verify=checks and moves[ObservationAction.VERIFY],
        can_dispute=checks and moves[ObservationAction.DISPUTE],
        can_reject=checks and moves[ObservationAction.REJECT],
        can_answer=disputed and policies.can_answer_dispute(actor, observation) and not checks,
    )


@blueprint.post("/pilots/<slug>/observations/<uuid:observation_id>/verify")
@requires(policies.can_check_observation, load=queries.observation_for)
def observation_verify(observation: Observation) -> Response:
    services.verify_observation(observation, by=current_actor())
    return went(_("Checked. The value counts now."), _kpi_url(observation.kpi))


@blueprint.route("/pilots/<slug>/observations/<uuid:observation_id>/dispute", methods=["GET", "POST"])
@requires(policies.can_check_observation, load=queries.observation_for)
def observation_dispute(observation: Observation) -> Page:
    form = ReasonsForm()
    return ask(
        form,
        pilot=observation.kpi.pilot,
        title=_("Dispute this value"),
        lead=_("The team reads your reasons and can answer."),
        submit=_("Dispute"),
        do=lambda: services.dispute_observation(observation, reasons=form.reasons.data, by=current_actor()),
        done=_("Disputed. The team is told."),
        onward=_url(observation),
    )


@blueprint.route("/pilots/<slug>/observations/<uuid:observation_id>/reject", methods=["GET", "POST"])
@requires(policies.can_check_observation, load=queries.observation_for)
def observation_reject(observation: Observation) -> Page:
    form = ReasonsForm()
    return ask(
        form,
        pilot=observation.kpi.pilot,
        title=_("Reject this value"),
        submit=_("Reject"),
        style="warning",
        do=lambda: services.reject_observation(observation, reasons=form.reasons.data, by=current_actor()),
        done=_("Rejected. It does not count."),
        onward=_url(observation),
    )


@blueprint.route("/pilots/<slug>/observations/<uuid:observation_id>/answer", methods=["GET", "POST"])
@requires(policies.can_answer_dispute, load=queries.observation_for)
def observation_answer(observation: Observation) -> Page:
    form = DisputeAnswerForm(obj=observation)
    return ask(
        form,
        pilot=observation.kpi.pilot,
        title=_("Answer to the council"),
        lead=observation.check_reasons,
        submit=_("Send"),
        do=lambda: services.answer_dispute(observation, answer=form.answer.data, by=current_actor()),
        done=_("The council is told."),
        onward=_url(observation),
    )


def _kpi_url(kpi: Kpi) -> str:
    return url_for("pilots.kpi_show", slug=kpi.pilot.slug, kpi_id=kpi.id)


def _url(observation: Observation) -> str:
    return url_for("pilots.observation_show", slug=observation.kpi.pilot.slug, observation_id=observation.id)
