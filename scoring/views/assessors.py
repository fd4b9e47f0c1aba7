"""Pages on which an officer changes who assesses one proposal, in the first round or in the second."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from core.access import Actor, current_actor, requires
from core.errors import Refused
from scoring.forms.panel import AssessorsForm
from scoring.models import Panel, Round
from scoring.policies import panel as policies
from scoring.queries import assessment as assessments
from scoring.queries import conflict as conflicts
from scoring.queries import declaring
from scoring.services import assigning
from scoring.services.changing import set_assessors
from scoring.states import AssessmentState, SeatState
from scoring.views.blueprint import blueprint
from submissions.models import Submission
from submissions.states import SubmissionState

Found = tuple[Panel, Submission]


def _proposal(actor: Actor, panel_id: Any, submission_id: Any) -> Found | None:
    panel = declaring.panel_at_work(actor, panel_id)
    if panel is None or conflicts.is_kept_out(actor.person_id, submission_id):
        return None
    found = [bid for bid in conflicts.bids(panel.challenge_id, panel.lot_id) if bid.id == submission_id]
    return (panel, found[0]) if found and found[0].entered_by_officer != actor.person_id else None


def _going_on(actor: Actor, panel_id: Any, submission_id: Any) -> Found | None:
    """A proposal that is in the second round."""
    found = _proposal(actor, panel_id, submission_id)
    goes_on = found is not None and found[1].state is SubmissionState.SHORTLISTED and len(found[0].rounds) > 1
    return found if goes_on else None


def _manages(actor: Actor, found: Found) -> bool:
    return policies.can_manage_panel(actor, found[0])


@blueprint.route("/panels/<uuid:panel_id>/proposals/<uuid:submission_id>/assessors", methods=["GET", "POST"])
@requires(_manages, load=_proposal)
def assessors_edit(found: Found) -> Any:
    return _page(*found, found[0].rounds[0], url_for("scoring.panel_show", panel_id=found[0].id))


@blueprint.route("/panels/<uuid:panel_id>/second-round/<uuid:submission_id>/assessors", methods=["GET", "POST"])
@requires(_manages, load=_going_on)
def round_assessors_edit(found: Found) -> Any:
    return _page(*found, found[0].rounds[1], url_for("scoring.round_show", panel_id=found[0].id))


def _page(panel: Panel, submission: Submission, in_round: Round, back: str) -> Any:
    held = [
        one for one in assessments.assessments_in(panel.id, submission_id=submission.id) if one.round_id == in_round.id
    ]
    counted = [one for one in held if one.state is not AssessmentState.RECUSED]
    language = assigning.languages_of(panel.challenge, [submission.id])[submission.id]
    form = AssessorsForm(data={"seats": [one.seat_id for one in counted], "language": language})
    several = bool(panel.challenge.other_languages) and in_round.number == 1
    if not several:
        del form.language
    form.seats.choices = [(seat.id, seat.name) for seat in panel.seats if seat.state is SeatState.ACCEPTED]
    if form.validate_on_submit():
        try:
            if several and form.language.data not in (None, "", language):
                assigning.say_language(panel, submission, language=form.language.data, by=current_actor())
            set_assessors(
                panel,
                submission,
                seat_ids=form.seats.data,
                round_number=in_round.number,
                reason=form.reason.data or "",
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("Saved."), "success")
            return redirect(back)
    return render_template(
        "scoring/assessors_edit.html", form=form, panel=panel, submission=submission, round=in_round, back=back
    )
