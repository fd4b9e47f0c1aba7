"""Pages of the sample proposal that a panel scores before the real ones."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from core.access import current_actor, requires
from core.errors import Conflict, Refused
from scoring import calibration
from scoring.forms.calibration import calibration_form, sample_form
from scoring.models import CalibrationSample, Panel
from scoring.policies import calibration as policies
from scoring.queries import assessment as assessments
from scoring.queries import calibration as queries
from scoring.queries import panel as panels
from scoring.queries.calibration import Task
from scoring.services import calibration as services
from scoring.views.blueprint import blueprint


@blueprint.get("/panels/<uuid:panel_id>/calibration")
@requires(policies.can_see_calibration, load=panels.panel_in_sight)
def calibration_show(panel: Panel) -> str:
    sample = queries.sample_of(panel.id)
    criteria = assessments.criteria_of(panel.lot_id)
    given = queries.given_by(sample) if sample else []
    agreed = _agreed(sample, criteria)
    return render_template(
        "scoring/calibration_show.html",
        panel=panel,
        challenge=panel.challenge,
        sample=sample,
        titles={criterion.id: criterion.title for criterion in criteria},
        lines=calibration.lines(agreed, given),
        readings=calibration.readings(agreed, given),
        waiting=queries.still_to_do(sample) if sample and sample.opened_at else [],
        may_write=policies.can_write_sample(current_actor(), panel),
        has_begun=queries.has_begun(panel.id),
    )


@blueprint.route("/panels/<uuid:panel_id>/calibration/sample", methods=["GET", "POST"])
@requires(policies.can_write_sample, load=panels.panel_in_sight)
def sample_edit(panel: Panel) -> Any:
    sample, criteria = queries.sample_of(panel.id), assessments.criteria_of(panel.lot_id)
    if sample is not None and sample.opened_at is not None:
        return redirect(url_for("scoring.calibration_show", panel_id=panel.id))
    form = sample_form(criteria, score_max=panel.challenge.score_max, sample=sample)
    if form.validate_on_submit():
        try:
            services.write_sample(
                panel,
                title=form.title.data,
                parts=form.parts(criteria),
                version=form.seen_version,
                by=current_actor(),
            )
        except (Conflict, Refused) as refusal:
            form.refuse(refusal.message)
        else:
            flash(_("Saved. The panel sees the sample when you open it."), "success")
            return redirect(url_for("scoring.calibration_show", panel_id=panel.id))
    return render_template(
        "scoring/sample_edit.html", form=form, panel=panel, challenge=panel.challenge, criteria=criteria
    )


@blueprint.post("/panels/<uuid:panel_id>/calibration/open")
@requires(policies.can_write_sample, load=panels.panel_in_sight)
def sample_open(panel: Panel) -> Any:
    services.open_sample(panel, by=current_actor())
    flash(_("The sample is open, and the assessors are told."), "success")
    return redirect(url_for("scoring.calibration_show", panel_id=panel.id))


@blueprint.route("/assessing/panels/<uuid:panel_id>/sample", methods=["GET", "POST"])
@requires(lambda actor, task: policies.can_calibrate(actor, task.seat), load=queries.own_task)
def calibration_edit(task: Task) -> Any:
    panel = task.seat.panel
    criteria = assessments.criteria_of(panel.lot_id)
    if task.done is not None:
        return _compared(task)
    form = calibration_form(criteria, score_max=panel.challenge.score_max)
    if form.validate_on_submit():
        try:
            services.hand_in_calibration(task, given=form.given(criteria), by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Handed in. Now compare your scores with what was agreed."), "success")
            return redirect(url_for("scoring.calibration_edit", panel_id=panel.id))
    return render_template(
        "scoring/calibration_edit.html",
        form=form,
        sample=task.sample,
        panel=panel,
        challenge=panel.challenge,
        criteria=criteria,
    )


def _compared(task: Task) -> str:
    """What the assessor gave, beside what was agreed and what the others gave, without names."""
    panel, sample = task.seat.panel, task.sample
    criteria = assessments.criteria_of(panel.lot_id)
    return render_template(
        "scoring/calibration_compare.html",
        sample=sample,
        panel=panel,
        challenge=panel.challenge,
        titles={criterion.id: criterion.title for criterion in criteria},
        lines=calibration.lines(_agreed(sample, criteria), queries.given_by(sample)),
        own=task.done.scores if task.done else {},
    )


def _agreed(sample: CalibrationSample | None, criteria: Any) -> dict[Any, int]:
    if sample is None:
        return {}
    return {
        criterion.id: sample.content[str(criterion.id)]["score"]
        for criterion in criteria
        if str(criterion.id) in sample.content
    }
