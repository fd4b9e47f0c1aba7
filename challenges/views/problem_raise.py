"""Raising a problem: the form, and a page between it and sending where there is something to ask."""

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from accounts import queries as accounts
from accounts.models import Council
from challenges import safety
from challenges.forms.problem import MeTooForm, ProblemForm
from challenges.models.problem import Problem
from challenges.policies import problem as policies
from challenges.queries.problem import problem_by_slug, public_problem
from challenges.queries.similar import similar_to
from challenges.services import me_too
from challenges.services import problem as services
from challenges.views.blueprint import blueprint
from core.access import current_actor, public, requires
from core.errors import Refused

# Which button of the page between form and sending was pressed.
SEND, CHANGE, ME_TOO = "send", "change", "me_too"


@blueprint.route("/problems/new", methods=["GET", "POST"])
@public
def problem_raise() -> Any:
    form, chosen = _form()
    if not form.validate_on_submit() or CHANGE in request.form:
        return _form_page(form, chosen)
    try:
        if ME_TOO in request.form:
            return _join(form, request.form[ME_TOO])
        if SEND not in request.form and (asked := _page_between(form)):
            return asked
        problem = services.raise_problem(report_from(form), by=current_actor())
    except Refused as refusal:
        form.refuse(refusal)
        return _form_page(form, chosen)
    return redirect(url_for("challenges.problem_status", reference=problem.reference))


@blueprint.route("/problems/<slug>/me-too", methods=["GET", "POST"])
@requires(policies.can_say_me_too, load=public_problem)
def problem_me_too(problem: Problem) -> Any:
    form = MeTooForm()
    if current_actor().is_signed_in:
        del form.email
    if form.validate_on_submit():
        return _to_joined(me_too.say_me_too(problem, _voice(form), by=current_actor()), problem)
    return render_template("challenges/problem_me_too.html", form=form, problem=problem)


@blueprint.get("/problems/<slug>/me-too/done")
@requires(policies.can_read_public_problem, load=public_problem)
def problem_joined(problem: Problem) -> str:
    """The confirmation, which can be kept and looked at again."""
    return render_template("challenges/problem_joined.html", problem=problem)


def report_from(form: ProblemForm) -> services.Report:
    """What somebody filled in, as the service takes it."""
    sent = form.upload.data
    return services.Report(
        council_id=uuid.UUID(form.council_id.data),
        words=form.words.data,
        place=form.place.data or "",
        email=form.email.data or "" if "email" in form else "",
        language=get_locale().language,
        upload=services.Upload(stream=sent.stream, name=sent.filename or "") if sent else None,
        kept=form.kept.data or "",
        form_key=form.key,
    )


def _form() -> tuple[ProblemForm, Council | None]:
    """The form, and the council in whose name it is shown."""
    form = ProblemForm()
    if current_actor().is_signed_in:
        # News go to the address of the account.
        del form.email
    councils = accounts.councils()
    chosen = next((council for council in councils if council.slug == request.args.get("council")), None)
    form.council_id.choices = [(str(council.id), council.name) for council in councils]
    if chosen and not form.is_submitted():
        form.council_id.data = str(chosen.id)
    return form, chosen


def _form_page(form: ProblemForm, chosen: Council | None) -> str:
    return render_template("challenges/problem_raise.html", form=form, council=chosen)


def _page_between(form: ProblemForm) -> str | None:
    """It sounds as if it could not wait, or others have the same problem: ask, and lose nothing that was typed."""
    report = report_from(form)
    concern = services.concern_of(report)
    others = [] if concern else similar_to(report.words)
    if not concern and not others:
        return None
    if report.upload:
        form.kept.data = services.keep_upload(report.upload)
    council = accounts.body(report.council_id)
    if concern and isinstance(council, Council):
        lines = safety.helplines(council.nation, concern)
        return render_template("challenges/problem_urgent.html", draft=form, council=council, helplines=lines)
    return render_template("challenges/problem_alike.html", draft=form, council=council, found=others)


def _join(form: ProblemForm, slug: str) -> Response:
    """What was typed about one's own problem says what it is like; nothing else is raised."""
    problem = problem_by_slug(slug)
    if problem is None or not policies.can_say_me_too(current_actor(), problem):
        raise Refused(_("That problem cannot be joined any more. Look at what you wrote, and send it."))
    return _to_joined(me_too.say_me_too(problem, _voice(form), by=current_actor()), problem)


def _voice(form: Any) -> me_too.Voice:
    return me_too.Voice(
        words=form.words.data or "",
        email=form.email.data or "" if "email" in form else "",
        language=get_locale().language,
        form_key=form.key,
    )


def _to_joined(counted: Problem, problem: Problem) -> Response:
    """To the problem where it counts; if nobody can read that yet, to the one that was looked at."""
    shown = counted if counted.is_public else problem
    return redirect(url_for("challenges.problem_joined", slug=shown.slug))
