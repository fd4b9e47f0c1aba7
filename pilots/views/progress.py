"""The moves of a pilot as a whole."""

from collections.abc import Callable
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from core.access import Actor, current_actor, requires
from pilots import policies, queries, services
from pilots.forms.running import (
    EvaluateForm,
    ExtendForm,
    InUseForm,
    LearningDraftForm,
    LearningForm,
    PauseForm,
    ReasonsForm,
    StopForm,
)
from pilots.models import Pilot
from pilots.views.blueprint import blueprint
from pilots.views.steps import Page, ask, manage_url, page_url, went

# Moves that need no words, by their name in the address.
PLAIN: Final[dict[str, tuple[Callable[..., None], Any]]] = {
    "begin": (services.begin, _l("The pilot has begun.")),
    "resume": (services.resume, _l("The pilot goes on.")),
    "continue": (services.carry_on, _l("The pilot goes on.")),
    "take-over": (services.take_over, _l("You manage this pilot now.")),
    "close": (services.close, _l("The pilot is closed.")),
}


def _load_move(actor: Actor, slug: str, action: str) -> tuple[Pilot, str] | None:
    pilot = queries.pilot_for_team(actor, slug)
    return (pilot, action) if pilot and action in PLAIN else None


@blueprint.post("/pilots/<slug>/moves/<action>")
@requires(policies.can_make_move, load=_load_move)
def pilot_move(asked: tuple[Pilot, str]) -> Response:
    pilot, action = asked
    verb, done = PLAIN[action]
    verb(pilot, by=current_actor())
    return went(done, manage_url(pilot))


@blueprint.route("/pilots/<slug>/pause", methods=["GET", "POST"])
@requires(policies.can_manage, load=queries.pilot_for_team)
def pilot_pause(pilot: Pilot) -> Page:
    form = PauseForm()
    return ask(
        form,
        pilot=pilot,
        title=_("Pause the pilot"),
        submit=_("Pause"),
        do=lambda: services.pause(pilot, reasons=form.reasons.data, by=current_actor()),
        done=_("The pilot is paused."),
        onward=manage_url(pilot),
    )


@blueprint.route("/pilots/<slug>/evaluate", methods=["GET", "POST"])
@requires(policies.can_manage, load=queries.pilot_for_team)
def pilot_evaluate(pilot: Pilot) -> Page:
    form = EvaluateForm(obj=pilot)
    return ask(
        form,
        pilot=pilot,
        title=_("Evaluate the pilot"),
        submit=_("Send to the approvers"),
        do=lambda: services.evaluate(pilot, evaluation=form.evaluation.data, by=current_actor()),
        done=_("The approvers are asked to decide."),
        onward=manage_url(pilot),
    )


@blueprint.route("/pilots/<slug>/scale", methods=["GET", "POST"])
@requires(policies.can_decide_end, load=queries.pilot_for_team)
def pilot_scale(pilot: Pilot) -> Page:
    form = ReasonsForm()
    return ask(
        form,
        pilot=pilot,
        title=_("Scale up"),
        lead=_("It worked, and the council goes on to use it for everybody."),
        submit=_("Decide to scale up"),
        do=lambda: services.scale(pilot, reasons=form.reasons.data, by=current_actor()),
        done=_("Decided: the pilot is scaled up."),
        onward=manage_url(pilot),
    )


@blueprint.route("/pilots/<slug>/extend", methods=["GET", "POST"])
@requires(policies.can_decide_end, load=queries.pilot_for_team)
def pilot_extend(pilot: Pilot) -> Page:
    form = ExtendForm()
    return ask(
        form,
        pilot=pilot,
        title=_("Extend the pilot"),
        submit=_("Decide to extend"),
        do=lambda: services.extend(pilot, ends_on=form.ends_on.data, reasons=form.reasons.data, by=current_actor()),
        done=_("Decided: the pilot is extended."),
        onward=manage_url(pilot),
    )


@blueprint.route("/pilots/<slug>/stop", methods=["GET", "POST"])
@requires(policies.can_decide_end, load=queries.pilot_for_team)
def pilot_stop(pilot: Pilot) -> Page:
    form = StopForm()
    return ask(
        form,
        pilot=pilot,
        title=_("Stop the pilot"),
        lead=_("To stop in time is a result too. Everybody who follows it is told why."),
        submit=_("Stop the pilot"),
        style="warning",
        do=lambda: services.stop(pilot, stop_reason=form.stop_reason.data, words=form.words.data, by=current_actor()),
        done=_("The pilot is stopped."),
        onward=manage_url(pilot),
    )


@blueprint.route("/pilots/<slug>/in-use", methods=["GET", "POST"])
@requires(policies.can_manage, load=queries.pilot_for_team)
def pilot_put_in_use(pilot: Pilot) -> Page:
    form = InUseForm()
    return ask(
        form,
        pilot=pilot,
        title=_("Put in use"),
        lead=_("The council uses it every day now. Everybody who follows it is told."),
        submit=_("It is in use"),
        do=lambda: services.put_in_use(pilot, in_use_on=form.in_use_on.data, by=current_actor()),
        done=_("Recorded: it is in use."),
        onward=manage_url(pilot),
    )


@blueprint.route("/pilots/<slug>/learning", methods=["GET", "POST"])
@requires(policies.can_manage, load=queries.pilot_for_team)
def learning_edit(pilot: Pilot) -> Page:
    published = pilot.learning_published_at is not None
    form_class = LearningForm if published else LearningDraftForm
    form = form_class(worked=pilot.learning_worked, failed=pilot.learning_failed, advice=pilot.learning_advice)

    def save() -> None:
        services.save_learning(
            pilot,
            worked=form.worked.data,
            failed=form.failed.data,
            advice=form.advice.data,
            by=current_actor(),
        )
        if isinstance(form, LearningDraftForm) and not form.keep.data:
            services.publish_learning(pilot, by=current_actor())

    return ask(
        form,
        pilot=pilot,
        title=_("Learning report"),
        lead=_("For the next council that has this problem. Write as you would tell a colleague."),
        submit=_("Save"),
        do=save,
        done=_("Saved."),
        onward=page_url(pilot) if published else manage_url(pilot),
    )
