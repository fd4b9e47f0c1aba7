"""The pilot as its two sides see it, and how one is started."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from challenges.queries.translation import read_titles
from core import storage
from core.access import current_actor, requires
from pilots import policies, queries, services
from pilots.forms.plan import LeadForm, StartForm
from pilots.models import MilestoneReport, Pilot
from pilots.states import PILOT_LIFECYCLE, PilotAction
from pilots.views import drawing
from pilots.views.blueprint import blueprint
from pilots.views.steps import Page, ask, manage_url
from submissions.models import Submission


@blueprint.get("/pilots/ours")
@requires(policies.can_list_own)
def pilot_own() -> str:
    actor = current_actor()
    startable = queries.startable(actor) if policies.can_start_pilots(actor) else []
    read_titles(submission.challenge for submission in startable)
    return render_template(
        "pilots/pilot_own.html",
        pilots=queries.own_pilots(actor),
        startable=startable,
    )


@blueprint.route("/pilots/start/<uuid:submission_id>", methods=["GET", "POST"])
@requires(policies.can_start_pilot, load=queries.accepted_submission)
def pilot_start(submission: Submission) -> Page:
    if started := queries.pilot_of_submission(submission.id):
        return redirect(manage_url(started))
    form = StartForm(obj=services.usual_facts(submission))
    form.amount.currency = submission.challenge.currency

    if form.validate_on_submit():
        pilot = services.start_pilot(submission, facts=form.facts(), by=current_actor())
        flash(_("The pilot is started. Check its plan, then record the signature."), "success")
        return redirect(manage_url(pilot))
    return render_template(
        "pilots/pilot_step.html",
        form=form,
        title=_("Start the pilot"),
        lead_text=_(
            "From %(supplier)s’s proposal to “%(challenge)s”. Stages and payments come from the challenge; "
            "you can change them before the contract is signed.",
            supplier=submission.supplier.name,
            challenge=submission.challenge.title,
        ),
        submit=_("Start the pilot"),
        style="",
        onward=url_for("pilots.pilot_own"),
        pilot=None,
    )


@blueprint.get("/pilots/<slug>/manage")
@requires(policies.can_read_contract, load=queries.pilot_for_team)
def pilot_manage(pilot: Pilot) -> str:
    actor = current_actor()
    return render_template(
        "pilots/pilot_manage.html",
        pilot=pilot,
        steps=drawing.way_of(pilot),
        measures=drawing.measures_of(pilot),
        alarms=drawing.alarms_of(pilot),
        planned=drawing.planned_money(pilot),
        missing=services.missing_before_signing(pilot),
        can=_can(actor, pilot),
        counted=drawing.counted,
    )


@blueprint.route("/pilots/<slug>/lead", methods=["GET", "POST"])
@requires(policies.can_report, load=queries.pilot_for_team)
def pilot_lead(pilot: Pilot) -> Page:
    form = LeadForm(person_id=pilot.lead_person_id)
    form.person_id.choices = [(someone.id, someone.name) for someone in queries.supplier_people(pilot)]
    return ask(
        form,
        pilot=pilot,
        title=_("Name the pilot lead"),
        submit=_("Save"),
        do=lambda: services.name_lead(pilot, person_id=form.person_id.data, by=current_actor()),
        done=_("Saved."),
        onward=manage_url(pilot),
    )


@blueprint.get("/pilots/<slug>/evidence/<uuid:report_id>")
@requires(policies.can_open_evidence, load=queries.evidence_for)
def evidence(report: MilestoneReport) -> Response:
    return storage.send(report.file)  # type: ignore[arg-type]  # the query asks for reports that have one


def _can(actor: Any, pilot: Pilot) -> dict[str, bool]:
    """What the page offers. The service decides again."""
    manages, decides = policies.can_manage(actor, pilot), policies.can_decide_end(actor, pilot)
    planning = PILOT_LIFECYCLE.allows(pilot, PilotAction.SIGN)
    moves = {action: PILOT_LIFECYCLE.allows(pilot, action) for action in PilotAction}
    own = {
        action.name.lower(): manages and moves[action]
        for action in (
            PilotAction.BEGIN,
            PilotAction.PAUSE,
            PilotAction.RESUME,
            PilotAction.EVALUATE,
            PilotAction.CONTINUE,
            PilotAction.PUT_IN_USE,
            PilotAction.CLOSE,
        )
    }
    others = {
        action.name.lower(): decides and moves[action]
        for action in (PilotAction.SCALE, PilotAction.EXTEND, PilotAction.STOP)
    }
    return (
        own
        | others
        | {
            "plan": manages and planning,
            "propose_kpi": policies.can_report(actor, pilot) and planning,
            "report": policies.can_report(actor, pilot),
            "vary": policies.can_report(actor, pilot) and services.can_vary(pilot),
            "read_evaluation": bool(pilot.evaluation) and policies.can_read_evaluation(actor, pilot),
            "manage": manages,
            "take_over": manages and actor.person_id != pilot.manager_id,
            "invoice": actor.acts_for(pilot.supplier_id),
        }
    )
