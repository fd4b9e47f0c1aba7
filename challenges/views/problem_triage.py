"""Problems as the council works on them."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from accounts import queries as accounts
from challenges import presets, safety
from challenges.forms.problem import (
    ANOTHER_BODY,
    NEW_CHALLENGE,
    AcceptForm,
    AnswerForm,
    DeclineForm,
    MergeForm,
    MergeSearchForm,
    ProblemEnterForm,
    PublishForm,
    ReferForm,
    TransferForm,
    TriageSearchForm,
)
from challenges.models.problem import Problem
from challenges.policies import problem as policies
from challenges.queries import me_too
from challenges.queries import problem as queries
from challenges.queries.preset import presets_of
from challenges.services import claim
from challenges.services import problem as services
from challenges.services import problem_decision as decisions
from challenges.states.problem import PROBLEM_LIFECYCLE, Channel, Concern, ProblemAction, ProblemState
from challenges.views.blueprint import blueprint
from challenges.views.problem import page_number, what_became_of
from challenges.views.problem_raise import report_from
from core.access import current_actor, requires
from core.errors import Refused
from core.workflow import known


@blueprint.get("/problems/ours")
@requires(policies.can_read_triage)
def problem_triage() -> str:
    search = TriageSearchForm()
    search.state.choices = [(state.value, state.label) for state in ProblemState]
    found = queries.triage(
        current_actor(),
        queries.TriageSearch(
            words=search.words.data or "",
            state=known(ProblemState, search.state.data or ""),
            channel=Channel(search.chosen("channel")) if search.chosen("channel") else None,
            days=int(search.chosen("days") or 0),
            sort=search.sort.data or "",
            page=page_number(),
        ),
    )
    return render_template(
        "challenges/problem_triage.html",
        search=search,
        page=found,
        may_enter=policies.can_enter_problem(current_actor()),
    )


@blueprint.route("/problems/ours/new", methods=["GET", "POST"])
@requires(policies.can_enter_problem)
def problem_enter() -> Any:
    actor = current_actor()
    form = ProblemEnterForm(council_id=str(actor.body_id))
    form.council_id.choices = [(str(actor.body_id), accounts.body_for_actor(actor).name)]  # type: ignore[union-attr]
    if form.validate_on_submit():
        try:
            problem = services.enter_problem(
                report_from(form), channel=form.channel.data, consent_given=form.consent_given.data, by=actor
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("The problem is entered. Give the person this slip, or read it to them."), "success")
            return redirect(url_for("challenges.problem_slip", problem_id=problem.id))
    return render_template("challenges/problem_enter.html", form=form)


@blueprint.get("/problems/ours/<uuid:problem_id>")
@requires(policies.can_read_problem, load=queries.problem_of_council)
def problem_review(problem: Problem) -> str:
    actions = [action for action in ProblemAction if PROBLEM_LIFECYCLE.allows(problem, action)]
    may_decide = policies.can_decide_problem(current_actor(), problem)
    return render_template(
        "challenges/problem_review.html",
        problem=problem,
        became=what_became_of(problem),
        voices=me_too.voices(problem.id),
        may_claim=may_decide and claim.can_be_claimed(problem),
        actions=[action.value for action in actions] if may_decide else [],
    )


@blueprint.get("/problems/ours/<uuid:problem_id>/slip")
@requires(policies.can_decide_problem, load=queries.entered_problem)
def problem_slip(problem: Problem) -> str:
    """To print, to send or to read out: with it the person makes the problem their own."""
    return render_template("challenges/problem_slip.html", problem=problem, code=claim.code_of(problem))


@blueprint.post("/problems/ours/<uuid:problem_id>/start")
@requires(policies.can_decide_problem, load=queries.problem_of_council)
def problem_start(problem: Problem) -> Response:
    services.start_review(problem, by=current_actor())
    flash(_("You are looking at this problem now."), "success")
    return _to(problem)


@blueprint.route("/problems/ours/<uuid:problem_id>/publish", methods=["GET", "POST"])
@requires(policies.can_decide_problem, load=queries.problem_of_council)
def problem_publish(problem: Problem) -> Any:
    form = PublishForm(title=problem.title, description=problem.description, theme=problem.theme)
    if not problem.files:
        del form.publish_files
    if form.validate_on_submit():
        services.publish_problem(
            problem,
            title=form.title.data,
            description=form.description.data,
            theme=form.theme.data,
            publish_files=bool("publish_files" in form and form.publish_files.data),
            by=current_actor(),
        )
        flash(_("Everybody can read the problem now."), "success")
        return _to(problem)
    return render_template("challenges/problem_publish.html", form=form, problem=problem)


@blueprint.route("/problems/ours/<uuid:problem_id>/refer", methods=["GET", "POST"])
@requires(policies.can_decide_problem, load=queries.problem_of_council)
def problem_refer(problem: Problem) -> Any:
    form = ReferForm(concern=problem.concern, answer=_("This cannot wait. Call one of the numbers below now."))
    return _decide(
        problem,
        form,
        ProblemAction.REFER,
        lambda: decisions.refer_problem(problem, form.concern.data, answer=form.answer.data, by=current_actor()),
        told=_("The problem is not public. Only whoever raised it reads your answer."),
        lines={concern: safety.helplines(problem.council.nation, concern) for concern in Concern},
    )


@blueprint.route("/problems/ours/<uuid:problem_id>/accept", methods=["GET", "POST"])
@requires(policies.can_decide_problem, load=queries.problem_of_council)
def problem_accept(problem: Problem) -> Any:
    form = AcceptForm()
    drafts = {str(draft.id): draft for draft in queries.draft_challenges(problem.council_id)}
    form.challenge.choices = [(NEW_CHALLENGE, _("Start a new challenge"))] + [
        (key, _("The draft “%(title)s”", title=draft.title)) for key, draft in drafts.items()
    ]
    own = {str(preset.id): preset for preset in presets_of(current_actor())}
    form.preset.choices = [(preset.key, preset.label) for preset in presets.PRESETS.values()]
    form.preset.choices += [(key, _("%(name)s (saved by your council)", name=each.name)) for key, each in own.items()]

    def accept() -> None:
        if form.challenge.data == NEW_CHALLENGE:
            preset = own.get(form.preset.data, form.preset.data)
            decisions.accept_into_new_challenge(problem, preset=preset, by=current_actor())
        else:
            decisions.accept_into_challenge(problem, drafts[form.challenge.data], by=current_actor())

    return _decide(problem, form, ProblemAction.ACCEPT, accept, after=_to_challenge)


@blueprint.route("/problems/ours/<uuid:problem_id>/answer", methods=["GET", "POST"])
@requires(policies.can_decide_problem, load=queries.problem_of_council)
def problem_answer(problem: Problem) -> Any:
    form = AnswerForm()
    return _decide(
        problem,
        form,
        ProblemAction.ANSWER,
        lambda: decisions.answer_problem(problem, answer=form.answer.data, url=form.url.data or "", by=current_actor()),
    )


@blueprint.route("/problems/ours/<uuid:problem_id>/decline", methods=["GET", "POST"])
@requires(policies.can_decide_problem, load=queries.problem_of_council)
def problem_decline(problem: Problem) -> Any:
    form = DeclineForm()
    return _decide(
        problem,
        form,
        ProblemAction.DECLINE,
        lambda: decisions.decline_problem(problem, reason=form.reason.data, by=current_actor()),
    )


@blueprint.route("/problems/ours/<uuid:problem_id>/transfer", methods=["GET", "POST"])
@requires(policies.can_decide_problem, load=queries.problem_of_council)
def problem_transfer(problem: Problem) -> Any:
    form = TransferForm()
    others = {str(council.id): council for council in accounts.councils() if council.id != problem.council_id}
    form.council.choices = [
        *((key, council.name) for key, council in others.items()),
        (ANOTHER_BODY, _("Another body, which is not on this service")),
    ]

    def transfer() -> None:
        reason, actor = form.reason.data or "", current_actor()
        if form.council.data == ANOTHER_BODY:
            decisions.transfer_elsewhere(problem, name=form.name.data, url=form.url.data or "", reason=reason, by=actor)
        else:
            decisions.transfer_to_council(problem, others[form.council.data], reason=reason, by=actor)

    return _decide(problem, form, ProblemAction.TRANSFER, transfer)


@blueprint.route("/problems/ours/<uuid:problem_id>/merge", methods=["GET", "POST"])
@requires(policies.can_decide_problem, load=queries.problem_of_council)
def problem_merge(problem: Problem) -> Any:
    search, form = MergeSearchForm(), MergeForm()
    others = {str(other.id): other for other in queries.merge_candidates(problem, words=search.words.data or "")}
    form.into.choices = [(key, f"{other.title} ({other.reference})") for key, other in others.items()]

    def merge() -> None:
        decisions.merge_problem(problem, others[form.into.data], by=current_actor())

    return _decide(problem, form, ProblemAction.MERGE, merge, search=search)


def _decide(
    problem: Problem,
    form: Any,
    action: ProblemAction,
    decide: Callable[[], object],
    *,
    after: Callable[[Problem], Response] | None = None,
    told: str = "",
    **context: Any,
) -> Any:
    """Ask what a decision needs, then make it. A decision that cannot be made now is refused before its form shows."""
    PROBLEM_LIFECYCLE.check(problem, action)
    if form.validate_on_submit():
        try:
            decide()
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(told or _("Everybody who follows the problem is told."), "success")
            return (after or _to)(problem)
    return render_template(
        f"challenges/problem_{action.value}.html", form=form, problem=problem, address=request.full_path, **context
    )


def _to(problem: Problem) -> Response:
    return redirect(url_for("challenges.problem_review", problem_id=problem.id))


def _to_challenge(problem: Problem) -> Response:
    """Where the officer goes on writing."""
    if problem.challenge is None:
        return _to(problem)
    return redirect(url_for("challenges.challenge_manage", slug=problem.challenge.slug))
