"""Interviews: the officer arranges them, the bidder answers, the panel has its question sheet."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from core import formats
from core.access import current_actor, requires
from core.errors import Refused
from scoring.forms.interview import (
    AnswerInterviewForm,
    CancelInterviewForm,
    MoveInterviewForm,
    QuestionSheetForm,
    SlotsForm,
)
from scoring.models import Interview, InterviewSlot, Panel
from scoring.policies import interview as policies
from scoring.policies import panel as panel_policies
from scoring.queries import declaring
from scoring.queries import interview as queries
from scoring.services import interview as services
from scoring.states.interview import INTERVIEW_LIFECYCLE, InterviewAction, InterviewState
from scoring.views.blueprint import blueprint


@blueprint.route("/panels/<uuid:panel_id>/second-round/slots", methods=["GET", "POST"])
@requires(panel_policies.can_manage_panel, load=declaring.panel_at_work)
def slots_add(panel: Panel) -> Any:
    form = SlotsForm(zone=panel.challenge.council.timezone)
    if form.validate_on_submit():
        try:
            added = services.add_slots(
                panel,
                starts_at=form.starts_at.data,
                minutes=form.minutes.data,
                number=form.number.data,
                pause=form.pause.data,
                place=form.place.data or "",
                link=form.link.data or "",
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(ngettext("%(num)d time is added.", "%(num)d times are added.", added), "success")
            return _to_round(panel)
    return render_template("scoring/slots_add.html", form=form, panel=panel, challenge=panel.challenge)


@blueprint.post("/panels/<uuid:panel_id>/second-round/slots/<uuid:slot_id>/remove")
@requires(policies.can_arrange_slot, load=queries.slot_in_sight)
def slot_remove(found: tuple[Panel, InterviewSlot]) -> Any:
    services.remove_slot(found[0], found[1], by=current_actor())
    flash(_("The time is removed."), "success")
    return _to_round(found[0])


@blueprint.route("/panels/<uuid:panel_id>/second-round/questions", methods=["GET", "POST"])
@requires(panel_policies.can_manage_panel, load=declaring.panel_at_work)
def round_questions(panel: Panel) -> Any:
    asked = panel.rounds[1].questions if len(panel.rounds) > 1 else []
    form = QuestionSheetForm(data={"questions": "\n".join(asked)})
    if form.validate_on_submit():
        try:
            services.save_questions(panel, questions=(form.questions.data or "").splitlines(), by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved."), "success")
            return _to_round(panel)
    return render_template("scoring/round_questions.html", form=form, panel=panel, challenge=panel.challenge)


@blueprint.post("/panels/<uuid:panel_id>/second-round/invite")
@requires(panel_policies.can_manage_panel, load=declaring.panel_at_work)
def interviews_invite(panel: Panel) -> Any:
    invited, without = services.invite_all(panel, by=current_actor())
    words = ngettext("%(num)d bidder is invited.", "%(num)d bidders are invited.", invited)
    if without:
        words += " " + ngettext(
            "For %(num)d bidder there is no time at which everybody is free. Add more times.",
            "For %(num)d bidders there is no time at which everybody is free. Add more times.",
            without,
        )
    flash(words, "important" if without else "success")
    return _to_round(panel)


@blueprint.get("/interviews/<uuid:interview_id>")
@requires(policies.can_read, load=queries.interview_in_sight)
def interview_show(interview: Interview) -> str:
    """The question sheet, to print, with all that the panel needs to know."""
    actor, panel = current_actor(), interview.round.panel
    return render_template(
        "scoring/interview_show.html",
        may_arrange=policies.can_arrange(actor, interview),
        may_see_panel=panel_policies.can_see_panel(actor, panel),
        **_around(interview),
    )


@blueprint.route("/interviews/<uuid:interview_id>/move", methods=["GET", "POST"])
@requires(policies.can_arrange, load=queries.interview_in_sight)
def interview_move(interview: Interview) -> Any:
    form = MoveInterviewForm()
    form.slot.choices = _choices(interview)
    if form.validate_on_submit():
        try:
            services.move(interview, slot_id=uuid.UUID(form.slot.data), by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The interview has another time. Everybody is told."), "success")
            return redirect(url_for("scoring.interview_show", interview_id=interview.id))
    return render_template("scoring/interview_move.html", form=form, **_around(interview))


@blueprint.route("/interviews/<uuid:interview_id>/cancel", methods=["GET", "POST"])
@requires(policies.can_arrange, load=queries.interview_in_sight)
def interview_cancel(interview: Interview) -> Any:
    form = CancelInterviewForm()
    if form.validate_on_submit():
        services.cancel(interview, reason=form.reason.data, by=current_actor())
        flash(_("The interview is cancelled. Everybody is told."), "success")
        return redirect(url_for("scoring.interview_show", interview_id=interview.id))
    return render_template("scoring/interview_cancel.html", form=form, **_around(interview))


@blueprint.route("/proposals/<uuid:submission_id>/interview", methods=["GET", "POST"])
@requires(policies.can_answer, load=queries.interview_of_bidder)
def interview_answer(interview: Interview) -> Any:
    """The bidder confirms the time, takes another of the free ones, or says that none fits."""
    form = AnswerInterviewForm(data={"access_needs": interview.access_needs})
    times = _choices(interview)
    form.slot.choices = times
    form.answer.choices = [
        ("confirm", _("Yes, we come at this time")),
        *([("another", _("No, but at another of these times"))] if times else []),
        ("none", _("No, none of these times suits us")),
    ]
    may_answer = queries.is_to_come(interview) and INTERVIEW_LIFECYCLE.allows(interview, InterviewAction.CONFIRM)
    if may_answer and form.validate_on_submit():
        try:
            _answer(interview, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your answer is with the council."), "success")
            return redirect(url_for("scoring.interview_answer", submission_id=interview.submission_id))
    return render_template("scoring/interview_answer.html", form=form, may_answer=may_answer, **_around(interview))


def _answer(interview: Interview, form: AnswerInterviewForm) -> None:
    actor, needs = current_actor(), form.access_needs.data or ""
    if form.answer.data == "none":
        services.ask_for_another(interview, words=form.words.data or "", access_needs=needs, by=actor)
        return
    slot_id = uuid.UUID(form.slot.data) if form.answer.data == "another" else None
    services.confirm(interview, slot_id=slot_id, access_needs=needs, by=actor)


def _choices(interview: Interview) -> list[tuple[str, str]]:
    zone = interview.round.panel.challenge.council.timezone
    return [
        (str(slot.id), f"{formats.datetime_long(slot.starts_at, zone)}, {slot.where}")
        for slot in services.times_for(interview)
    ]


def _around(interview: Interview) -> dict[str, Any]:
    panel = interview.round.panel
    return {
        "interview": interview,
        "panel": panel,
        "challenge": panel.challenge,
        "submission": interview.submission,
        "states": InterviewState,
    }


def _to_round(panel: Panel) -> Any:
    return redirect(url_for("scoring.round_show", panel_id=panel.id))
