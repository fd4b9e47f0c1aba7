"""Problems as everybody sees them: raise one, follow what became of it, look through all."""

from typing import Any

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from accounts import queries as accounts
from challenges import registries, safety
from challenges.forms.problem import ClaimForm, ProblemSearchForm, ReferenceForm
from challenges.models.problem import Problem, ProblemFile
from challenges.policies import problem as policies
from challenges.queries import problem as queries
from challenges.queries.problem_list import ProblemSearch, find_problems
from challenges.queries.similar import similar_to
from challenges.services import claim
from challenges.states.problem import ProblemState
from challenges.views.blueprint import blueprint
from core import storage
from core.access import current_actor, public, requires
from core.errors import Refused
from core.fields import tidy
from core.formats import date_short
from participation import queries as participation


@blueprint.get("/problems")
@public
def problem_list() -> str:
    search = ProblemSearchForm()
    found = find_problems(ProblemSearch.read(search.asked, sort=search.order, page=page_number()))
    search.offer(found.counts, name_of=accounts.name_of_council)
    may_triage = policies.can_read_triage(current_actor())
    return render_template("challenges/problem_list.html", search=search, page=found, may_triage=may_triage)


@blueprint.get("/problems/<slug>")
@public
def problem_show(slug: str) -> str:
    problem = queries.problem_by_slug(slug) or abort(404)
    return render_template(
        "challenges/problem_show.html",
        problem=problem,
        became=what_became_of(problem),
        steps=steps_of(problem),
        topic_view=participation.topic_view(problem.topic_id, current_actor()) if problem.topic_id else None,
    )


@blueprint.post("/problems/similar")
@public
def problem_similar() -> Response:
    """For a script, while somebody types: what there is already. Sent, so that no address or log keeps the words."""
    found = similar_to(request.form.get("words", ""))
    return jsonify(count=len(found), html=render_template("challenges/similar_list.html", found=found))


@blueprint.get("/problems/reference/<reference>")
@public
def problem_status(reference: str) -> Any:
    """For the author, who alone knows the reference until the problem is public. Also the confirmation page."""
    problem = queries.problem_by_reference(reference)
    if problem is None:
        return redirect(url_for("challenges.problem_find", reference=reference))
    return render_template(
        "challenges/problem_status.html", problem=problem, became=what_became_of(problem), steps=steps_of(problem)
    )


@blueprint.get("/problems/find")
@public
def problem_find() -> Any:
    form = ReferenceForm()
    typed = form.reference.data or ""
    problem = queries.problem_by_reference(typed) if typed else None
    if problem is not None:
        return redirect(url_for("challenges.problem_status", reference=problem.reference))
    return render_template("challenges/problem_find.html", search=form, typed=typed)


@blueprint.route("/problems/claim", methods=["GET", "POST"])
@public
def problem_claim() -> Any:
    """For whoever has a slip: an officer wrote their problem down for them."""
    actor = current_actor()
    form = ClaimForm(reference=tidy(request.args.get("reference", "")))
    if actor.is_signed_in:
        del form.email
    if form.validate_on_submit():
        try:
            problem = claim.claim_problem(
                reference=form.reference.data,
                code=form.code.data,
                email=form.email.data if "email" in form else "",
                language=get_locale().language,
                by=actor,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            claimed = _("The problem is yours now. You get news of it by email.")
            asked = _("We sent you an email. Open the link in it: then the problem is yours, and you get news of it.")
            flash(claimed if problem.claimed_at else asked, "success")
            return redirect(url_for("challenges.problem_status", reference=problem.reference))
    return render_template("challenges/problem_claim.html", form=form)


@blueprint.get("/problems/<uuid:problem_id>/files/<uuid:file_id>")
@requires(policies.can_open_problem_file, load=queries.problem_file)
def problem_file(attached: ProblemFile) -> Response:
    return storage.send(attached.file)


def what_became_of(problem: Problem) -> dict[str, Any]:
    """What a page needs to tell the rest of the story."""
    return {
        "elsewhere": queries.passed_on_as(problem.id) if problem.state is ProblemState.TRANSFERRED else None,
        "joined": queries.joined_with(problem.id) if problem.state is not ProblemState.RAISED else 0,
        "helplines": safety.helplines(problem.council.nation, problem.concern) if problem.concern else (),
        "outcomes": registries.outcomes_of(problem.challenge_id) if problem.challenge_id else [],
    }


def steps_of(problem: Problem) -> list[dict[str, Any]]:
    """The way of a problem, as the timeline takes it."""
    read, decided = problem.review_started_at, problem.decided_at
    last = "done" if problem.state in (ProblemState.ACCEPTED, ProblemState.ANSWERED) else "stopped"
    return [
        {"label": _("Raised"), "when": date_short(problem.raised_at), "state": "done"},
        {
            "label": ProblemState.UNDER_REVIEW.label,
            "when": date_short(read),
            "state": "todo" if read is None else "done" if decided else "current",
        },
        {
            "label": problem.state.label if decided else _("Decision"),
            "when": date_short(decided),
            "state": last if decided else "todo",
        },
    ]


def page_number() -> int:
    return request.args.get("page", 1, type=int)
