"""Pages of the assessor: what is to do, and one proposal beside its criteria."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from challenges.models import Criterion
from challenges.queries.texts import Reading
from challenges.queries.translation import read_titles, reading_of
from core import clock, formats, storage
from core.access import current_actor, requires, signed_in
from core.errors import Conflict, Refused
from core.fields import tidy
from core.storage import StoredFile
from scoring.forms.assessment import (
    AssessmentForm,
    AssessmentSearchForm,
    ReopenForm,
    assessment_form,
    reason_name,
    score_name,
    version_in,
)
from scoring.models import Assessment
from scoring.policies import assessment as policies
from scoring.queries import assessment as queries
from scoring.queries import calibration, declaring
from scoring.queries import conflict as conflicts
from scoring.queries import draft as drafts
from scoring.queries import interview as interviews
from scoring.queries import panel as panels
from scoring.queries.draft import Draft
from scoring.services import assessment as services
from scoring.services.assessment import Entry
from scoring.states import OPEN_TO_SCORES, SeatState
from scoring.views.blueprint import blueprint
from submissions.queries.content import content_of
from submissions.queries.hidden import clarifications_shown


@blueprint.get("/assessing")
@signed_in
def assessment_list() -> str:
    actor, search = current_actor(), AssessmentSearchForm()
    wanted = queries.ListFilter(to_do=bool(search.to_do.data), words=search.q.data or "")
    page = queries.own_page(actor, request.args.get("page", 1, int), wanted)
    seats = panels.seats_of(actor)
    read_titles(seat.panel.challenge for seat in (*seats, *(one.seat for one in page.items)))
    return render_template(
        "scoring/assessment_list.html",
        search=search,
        page=page,
        scored=queries.scored_counts([one.id for one in page.items]),
        criteria=queries.criteria_counts([one.seat.panel.lot_id for one in page.items]),
        invitations=[seat for seat in seats if seat.state is SeatState.INVITED],
        seats=[seat for seat in seats if seat.state is SeatState.ACCEPTED],
        to_declare=declaring.to_declare(actor),
        waits=conflicts.waiting_nameless(actor) if seats else set(),
        to_calibrate=calibration.panels_to_calibrate(actor),
    )


@blueprint.route("/assessing/<uuid:assessment_id>", methods=["GET", "POST"])
@requires(policies.can_assess, load=queries.own_assessment)
def assessment_edit(assessment: Assessment) -> Any:
    criteria = queries.criteria_of(assessment.seat.panel.lot_id)
    if assessment.state not in OPEN_TO_SCORES:
        # A second click on the button finds it done.
        return redirect(_address(assessment)) if request.method == "POST" else _read_only(assessment, criteria)
    read = _reading(assessment)
    form, saved_elsewhere = _form(assessment, criteria, read), {}
    if form.is_submitted():
        valid = form.validate_on_submit()
        try:
            return_to = _keep(assessment, form, criteria, valid=valid)
        except Conflict as conflict:
            form.refuse(conflict.message)
            form.refuse(_("In the fields is what you wrote here. Beside it is what is saved. Save again to keep this."))
            form.version.data = str(drafts.current_version(assessment.id))
            saved_elsewhere = _differing(form, criteria, drafts.written_in(assessment.id))
        except Refused as refusal:
            form.refuse(refusal.message)
        else:
            if return_to:
                return redirect(return_to)
    else:
        services.open_assessment(assessment, by=current_actor())
    return render_template(
        "scoring/assessment_edit.html",
        form=form,
        saved_elsewhere=saved_elsewhere,
        interview=interviews.interview_about(assessment),
        **_context(assessment, criteria, read),
    )


def _differing(
    form: AssessmentForm, criteria: list[Criterion], written: Mapping[uuid.UUID, tuple[int | None, str]]
) -> dict[uuid.UUID, tuple[int | None, str]]:
    """By criterion what is saved, where it is not what stands in the form."""
    nothing: tuple[int | None, str] = (None, "")
    return {
        one.id: written.get(one.id, nothing)
        for one in criteria
        if (form[score_name(one)].data, form[reason_name(one)].data or "") != written.get(one.id, nothing)
    }


def _keep(assessment: Assessment, form: AssessmentForm, criteria: list[Criterion], *, valid: bool) -> str:
    """Save what can be saved; the address to go on to, or nothing when the form is to be shown again."""
    actor = current_actor()
    saved = services.save_scores(assessment, _entries(form, criteria), version=form.seen_version, by=actor)
    form.version.data = str(saved.version)
    if not valid:
        return ""
    if not form.hand_in.data:
        flash(_("Saved. You can come back to it until you hand it in."), "success")
        return url_for("scoring.assessment_list")
    services.submit_assessment(saved, by=actor)
    following = queries.next_to_do(actor, assessment.seat.panel_id)
    if following is None:
        flash(_("Handed in. That was the last one."), "success")
        return url_for("scoring.assessment_list")
    flash(_("Handed in. This is the next one."), "success")
    return url_for("scoring.assessment_edit", assessment_id=following)


def _form(assessment: Assessment, criteria: list[Criterion], read: Reading) -> AssessmentForm:
    return assessment_form(
        criteria,
        read=read,
        score_max=assessment.seat.panel.challenge.score_max,
        version=assessment.version,
        saved={score.criterion_id: (score.score, score.reason) for score in assessment.scores},
    )


def _entries(form: AssessmentForm, criteria: list[Criterion]) -> dict[uuid.UUID, Entry]:
    """What was sent and can be kept: a score that is not on the scale is left alone, and shown as an error."""
    found = {}
    for criterion in criteria:
        score, reason = form[score_name(criterion)].data, form[reason_name(criterion)].data
        sent = score_name(criterion) in request.form and isinstance(score, int) and form.on_scale(criterion)
        found[criterion.id] = Entry(
            score=score if sent else None,
            has_score=sent,
            reason=reason if reason_name(criterion) in request.form else None,
        )
    return found


@blueprint.post("/assessing/<uuid:assessment_id>/autosave")
@requires(lambda actor, draft: policies.can_assess(actor, draft.assessment), load=drafts.own_draft)
def assessment_autosave(draft: Draft) -> Any:
    """Only the fields that changed are sent. Answers 409 when a newer draft was saved elsewhere."""
    entries = {criterion.id: _sent(criterion) for criterion in draft.criteria}
    saved = services.save_scores(
        draft.assessment,
        entries,
        version=version_in(request.form.get("version", str(draft.assessment.version))),
        by=current_actor(),
    )
    return jsonify(saved_at=formats.time_of_day(clock.now()), version=saved.version)


def _sent(criterion: Criterion) -> Entry:
    """What was sent of one criterion, without a form around it."""
    score, reason = request.form.get(score_name(criterion)), request.form.get(reason_name(criterion))
    if score and not (score.isascii() and score.isdecimal() and len(score) < 3):
        abort(422)
    return Entry(
        score=int(score) if score else None,
        has_score=bool(score),
        reason=tidy(reason) if reason is not None else None,
    )


@blueprint.get("/assessing/<uuid:assessment_id>/files/<uuid:file_id>")
@requires(lambda actor, found: policies.can_assess(actor, found[0]), load=queries.own_file)
def assessment_file(found: tuple[Assessment, StoredFile]) -> Any:
    assessment, file = found
    response = storage.send(file)
    if assessment.submission.names_hidden:
        # A file's own name may tell whose it is.
        name = quote(f"{assessment.code}.{file.name.rpartition('.')[2]}")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@blueprint.route("/panels/<uuid:panel_id>/assessments/<uuid:assessment_id>/reopen", methods=["GET", "POST"])
@requires(lambda actor, assessment: policies.can_reopen(actor, assessment.seat.panel), load=queries.assessment_in_sight)
def assessment_reopen(assessment: Assessment) -> Any:
    form = ReopenForm()
    if form.validate_on_submit():
        try:
            services.reopen_assessment(assessment, reason=form.reason.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The assessment is open again, and the assessor is told."), "success")
            return redirect(url_for("scoring.panel_show", panel_id=assessment.seat.panel_id))
    return render_template(
        "scoring/assessment_reopen.html", form=form, assessment=assessment, panel=assessment.seat.panel
    )


def _address(assessment: Assessment) -> str:
    return url_for("scoring.assessment_edit", assessment_id=assessment.id)


def _read_only(assessment: Assessment, criteria: list[Criterion]) -> str:
    return render_template(
        "scoring/assessment_show.html",
        peers=queries.peers_of(assessment),
        own={score.criterion_id: score for score in assessment.scores},
        **_context(assessment, criteria, _reading(assessment)),
    )


def _reading(assessment: Assessment) -> Reading:
    """How the challenge reads in the language of the page."""
    return reading_of(assessment.seat.panel.challenge, get_locale().language)


def _context(assessment: Assessment, criteria: list[Criterion], read: Reading) -> dict[str, Any]:
    content = content_of(assessment.submission)
    scored = {criterion.id for criterion in criteria}
    return {
        "assessment": assessment,
        "criteria": criteria,
        "read": read,
        "challenge": assessment.seat.panel.challenge,
        "panel": assessment.seat.panel,
        "content": content,
        "clarifications": clarifications_shown(assessment.submission),
        "other_answers": [one for one in content.answers if one.criterion_id not in scored] if content else [],
        "place": drafts.place_of(current_actor(), assessment),
    }
