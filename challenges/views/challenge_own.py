"""Challenges as their council sees them: the list, a new draft, the page to run one."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from challenges import registries
from challenges.forms.challenge import NewChallengeForm, OwnChallengeSearchForm, ReasonForm, preset_hint
from challenges.models.challenge import Challenge
from challenges.policies import challenge as policies
from challenges.policies.readiness import missing
from challenges.presets import PRESETS
from challenges.queries import approval as approvals
from challenges.queries import challenge as queries
from challenges.queries.challenge_list import ChallengeSearch, own_challenges
from challenges.queries.late_answer import late_answer
from challenges.queries.notice import notices_of
from challenges.queries.outage import outages_of
from challenges.queries.preset import presets_of
from challenges.services import draft_challenge, life
from challenges.services.copying import draft_from_preset
from challenges.states.challenge import CHALLENGE_LIFECYCLE, ChallengeAction
from challenges.states.challenge import ChallengeState as State
from challenges.views.blueprint import blueprint
from challenges.views.challenge_public import use_zone_of
from challenges.views.problem import page_number
from challenges.views.timeline import steps_of
from core import clock
from core.access import current_actor, requires
from core.errors import Refused
from core.workflow import known


@blueprint.get("/challenges/ours")
@requires(policies.can_list_own_challenges)
def challenge_own() -> str:
    actor = current_actor()
    search = OwnChallengeSearchForm()
    search.state.choices = [(state.value, state.label) for state in queries.OWN_STATES]
    search.validate()
    found = own_challenges(
        actor,
        ChallengeSearch(
            words=search.words.data or "",
            state=known(State, search.state.data or ""),
            sort=search.sort.data or "closing",
            page=page_number(),
        ),
    )
    return render_template(
        "challenges/challenge_own.html",
        search=search,
        page=found,
        counts=registries.counts_for([challenge.id for challenge in found.items]),
        now_is=clock.now(),
        may_draft=policies.can_draft_challenge(actor),
    )


@blueprint.route("/challenges/new", methods=["GET", "POST"])
@requires(policies.can_draft_challenge)
def challenge_new() -> Any:
    actor = current_actor()
    form = NewChallengeForm()
    own = {str(preset.id): preset for preset in presets_of(actor)}
    form.preset.choices = [(preset.key, preset.label) for preset in PRESETS.values()]
    form.preset.choices += [(key, preset.name) for key, preset in own.items()]
    form.preset.hints = {preset.key: preset_hint(preset.about, preset.open_days) for preset in PRESETS.values()}
    form.preset.hints |= dict.fromkeys(own, _("Saved by your council."))
    if form.validate_on_submit() and actor.body_id is not None:
        try:
            challenge = (
                draft_from_preset(own[form.preset.data], title=form.title.data, by=actor)
                if form.preset.data in own
                else draft_challenge(council_id=actor.body_id, preset=form.preset.data, title=form.title.data, by=actor)
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The draft is started. What the preset could fill in is filled in."), "success")
            return redirect(url_for("challenges.challenge_edit", slug=challenge.slug))
    return render_template("challenges/challenge_new.html", form=form, presets=PRESETS.values(), own=own)


@blueprint.get("/challenges/<slug>/manage")
@requires(policies.can_see_inside, load=queries.own_challenge)
def challenge_manage(challenge: Challenge) -> str:
    """Where it stands, what comes next, and how many proposals there are: nothing else before the deadline."""
    actor = current_actor()
    use_zone_of(challenge)
    now = clock.now()
    state = challenge.state_at(now)
    return render_template(
        "challenges/challenge_manage.html",
        challenge=challenge,
        state=state,
        steps=steps_of(challenge, state),
        counts=registries.counts_for([challenge.id])[challenge.id],
        links=registries.office_links_for(current_actor(), challenge),
        lacking=missing(challenge, now) if state is State.DRAFT else [],
        approvals=approvals.approvals_of(challenge.id),
        amendments=approvals.amendments_of(challenge.id),
        notices=notices_of(challenge) if policies.can_read_approval(actor, challenge) else [],
        near_deadline=outages_of(challenge),
        late=late_answer(challenge),
        can={
            "write": state is State.DRAFT and policies.can_write(actor, challenge),
            "approve": state is State.IN_APPROVAL and policies.can_approve(actor, challenge),
            "copy": policies.can_write(actor, challenge),
            "amend": _may(challenge, ChallengeAction.AMEND, policies.can_amend),
            "extend": _may(challenge, ChallengeAction.EXTEND, policies.can_amend),
            "cancel": _may(challenge, ChallengeAction.CANCEL, policies.can_cancel),
            "end": _may(challenge, ChallengeAction.DECLARE_UNSUCCESSFUL, policies.can_end)
            and not registries.has_somebody_running(challenge.id),
        },
    )


@blueprint.route("/challenges/<slug>/cancel", methods=["GET", "POST"])
@requires(policies.can_cancel, load=queries.own_challenge)
def challenge_cancel(challenge: Challenge) -> Any:
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.CANCEL)
    return _end(challenge, life.cancel, _("The challenge is cancelled."), "challenges/challenge_cancel.html")


@blueprint.route("/challenges/<slug>/unsuccessful", methods=["GET", "POST"])
@requires(policies.can_end, load=queries.own_challenge)
def challenge_unsuccessful(challenge: Challenge) -> Any:
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.DECLARE_UNSUCCESSFUL)
    life.must_have_nobody_running(challenge)
    return _end(
        challenge,
        life.declare_unsuccessful,
        _("The challenge ended without an award."),
        "challenges/challenge_unsuccessful.html",
    )


def _may(challenge: Challenge, action: ChallengeAction, policy: Any) -> bool:
    return CHALLENGE_LIFECYCLE.allows(challenge, action) and policy(current_actor(), challenge)


def _end(challenge: Challenge, act: Any, done: str, template: str) -> Any:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            act(challenge, reason=form.reason.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(done, "success")
            return redirect(url_for("challenges.challenge_manage", slug=challenge.slug))
    return render_template(template, form=form, challenge=challenge)
