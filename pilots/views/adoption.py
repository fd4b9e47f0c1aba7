"""Another council takes up what a pilot tried."""

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import current_actor, requires
from pilots import policies, queries, services
from pilots.forms.adoption import DiscontinueForm, InterestForm, LiveForm, ProcureForm, ResultsForm
from pilots.models import Adoption, Pilot
from pilots.states import ADOPTION_LIFECYCLE, AdoptionAction, AdoptionState
from pilots.views.blueprint import blueprint
from pilots.views.steps import Page, ask, went


@blueprint.route("/pilots/<slug>/adopt", methods=["GET", "POST"])
@requires(policies.can_adopt, load=queries.pilot_by_slug)
def adoption_register(pilot: Pilot) -> Page:
    form = InterestForm()
    if form.validate_on_submit():
        adoption = services.register_interest(pilot, interest=form.interest.data or "", by=current_actor())
        return went(_("Your council’s interest is registered. The team of the pilot is told."), _url(adoption))
    return render_template(
        "pilots/pilot_step.html",
        form=form,
        pilot=pilot,
        title=_("Register interest"),
        lead_text=_("Your council is listed on the page of the pilot. It costs nothing and binds you to nothing."),
        submit=_("Register interest"),
        style="",
        onward=url_for("pilots.pilot_show", slug=pilot.slug),
    )


@blueprint.get("/adoptions/ours")
@requires(policies.can_list_adoptions)
def adoption_own() -> str:
    return render_template("pilots/adoption_own.html", adoptions=queries.own_adoptions(current_actor()))


@blueprint.get("/adoptions/<uuid:adoption_id>")
@requires(policies.can_see_adoption, load=queries.adoption_for)
def adoption_show(adoption: Adoption) -> str:
    runs = policies.can_run_adoption(current_actor(), adoption)
    return render_template(
        "pilots/adoption_show.html",
        adoption=adoption,
        pilot=adoption.pilot,
        can={action.name.lower(): runs and ADOPTION_LIFECYCLE.allows(adoption, action) for action in AdoptionAction},
        can_report=runs and adoption.state in {AdoptionState.LIVE, AdoptionState.DISCONTINUED},
    )


@blueprint.post("/adoptions/<uuid:adoption_id>/evaluate")
@requires(policies.can_run_adoption, load=queries.adoption_for)
def adoption_evaluate(adoption: Adoption) -> Response:
    services.evaluate_adoption(adoption, by=current_actor())
    return went(_("Recorded: your council is looking into it."), _url(adoption))


@blueprint.route("/adoptions/<uuid:adoption_id>/procure", methods=["GET", "POST"])
@requires(policies.can_run_adoption, load=queries.adoption_for)
def adoption_procure(adoption: Adoption) -> Page:
    form = ProcureForm()
    form.value.currency = adoption.currency
    return ask(
        form,
        pilot=adoption.pilot,
        title=_("How your council buys it"),
        submit=_("Save"),
        do=lambda: services.procure(adoption, route=form.route.data, value=form.value.data, by=current_actor()),
        done=_("Recorded: your council is buying it."),
        onward=_url(adoption),
    )


@blueprint.route("/adoptions/<uuid:adoption_id>/live", methods=["GET", "POST"])
@requires(policies.can_run_adoption, load=queries.adoption_for)
def adoption_live(adoption: Adoption) -> Page:
    form = LiveForm()
    return ask(
        form,
        pilot=adoption.pilot,
        title=_("Your council uses it"),
        lead=_("Everybody who follows the pilot, or the problem it came from, is told."),
        submit=_("Save"),
        do=lambda: services.go_live(
            adoption, live_on=form.live_on.data, results=form.results.data or "", by=current_actor()
        ),
        done=_("Recorded: your council uses it."),
        onward=_url(adoption),
    )


@blueprint.route("/adoptions/<uuid:adoption_id>/results", methods=["GET", "POST"])
@requires(policies.can_run_adoption, load=queries.adoption_for)
def adoption_results(adoption: Adoption) -> Page:
    form = ResultsForm(obj=adoption)
    return ask(
        form,
        pilot=adoption.pilot,
        title=_("What changed in your council"),
        submit=_("Save"),
        do=lambda: services.report_results(adoption, results=form.results.data, by=current_actor()),
        done=_("Saved."),
        onward=_url(adoption),
    )


@blueprint.route("/adoptions/<uuid:adoption_id>/discontinue", methods=["GET", "POST"])
@requires(policies.can_run_adoption, load=queries.adoption_for)
def adoption_discontinue(adoption: Adoption) -> Page:
    form = DiscontinueForm()
    return ask(
        form,
        pilot=adoption.pilot,
        title=_("Your council no longer uses it"),
        submit=_("Save"),
        style="warning",
        do=lambda: services.discontinue(
            adoption,
            discontinued_on=form.discontinued_on.data,
            words=form.words.data,
            by=current_actor(),
        ),
        done=_("Recorded: your council no longer uses it."),
        onward=_url(adoption),
    )


def _url(adoption: Adoption) -> str:
    return url_for("pilots.adoption_show", adoption_id=adoption.id)
