"""Pages of a decision: drafting, approving, and everything up to the award."""

import uuid
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from challenges.queries.translation import read_titles
from core import clock
from core.access import Actor, current_actor, requires
from core.errors import Conflict, Refused
from core.pagination import Page
from scoring import standstill
from scoring.forms.decision import (
    ApprovalForm,
    DecisionSearchForm,
    LapseForm,
    OutcomeSearchForm,
    SharedReasonForm,
    outcomes_form,
)
from scoring.models import DecisionOutcome
from scoring.policies import decision as policies
from scoring.queries import decision as queries
from scoring.queries import outcome as outcomes
from scoring.queries import table as tables
from scoring.queries.decision import Desk
from scoring.queries.table import RankingTable
from scoring.services import decision as deciding
from scoring.services import outcome as services
from scoring.services import standstill as waiting
from scoring.states import DecisionKind, DecisionState
from scoring.views.blueprint import blueprint
from submissions.models import Submission

_BEFORE_APPROVAL = (DecisionState.DRAFTED, DecisionState.MODERATED)


@blueprint.get("/decisions")
@requires(policies.can_list_decisions)
def decision_list() -> str:
    search = DecisionSearchForm()
    page = queries.decisions_page(
        current_actor(),
        request.args.get("page", 1, int),
        words=search.q.data or "",
        state=search.chosen("state"),
    )
    read_titles(decision.challenge for decision in page.items)
    return render_template("scoring/decision_list.html", search=search, page=page)


@blueprint.post("/panels/<uuid:panel_id>/decisions")
@requires(policies.can_draft_decision, load=tables.table_for)
def decision_draft(table: RankingTable) -> Any:
    try:
        kind = DecisionKind(request.form.get("kind", DecisionKind.AWARD.value))
    except ValueError as unknown:
        raise BadRequest from unknown
    decision = deciding.draft_decision(table.panel.id, kind=kind, by=current_actor())
    flash(_("The draft is filled in from the ranking. Check each reason."), "success")
    return redirect(url_for("scoring.decision_edit", decision_id=decision.id))


@blueprint.get("/decisions/<uuid:decision_id>")
@requires(policies.can_see_decision, load=queries.desk)
def decision_show(desk: Desk) -> str:
    actor, decision, now = current_actor(), desk.decision, clock.now()
    search = OutcomeSearchForm()
    return render_template(
        "scoring/decision_show.html",
        desk=desk,
        decision=decision,
        search=search,
        page=_page(desk, search),
        kinds=DecisionKind,
        approvers=outcomes.who_may_approve(decision, desk.kept_out) if decision.state in _BEFORE_APPROVAL else (),
        before_approval=decision.state in _BEFORE_APPROVAL,
        challenge=desk.challenge,
        states=DecisionState,
        has_ended=desk.challenge.state in queries.ENDED and decision.kind is not DecisionKind.STOP,
        is_over=standstill.is_over(decision.standstill_ends_at, now),
        standstill_days=waiting.length_for(decision),
        may_edit=policies.can_edit_decision(actor, desk),
        may_approve=policies.can_approve_decision(actor, desk) and decision.state is DecisionState.MODERATED,
        may_offer_reserve=policies.can_offer_reserve(actor, desk) and desk.next_reserve is not None,
        offers=outcomes.open_offers(decision)
        if decision.state is DecisionState.CONFIRMED and policies.can_offer_reserve(actor, desk)
        else (),
    )


@blueprint.get("/decisions/<uuid:decision_id>/snapshot.json")
@requires(policies.can_see_decision, load=queries.desk)
def decision_snapshot(desk: Desk) -> Any:
    """What went in, as data, so that anybody of the council can do the sum again."""
    return jsonify(desk.decision.snapshot)


@blueprint.route("/decisions/<uuid:decision_id>/edit", methods=["GET", "POST"])
@requires(policies.can_edit_decision, load=queries.desk)
def decision_edit(desk: Desk) -> Any:
    if desk.decision.state is not DecisionState.DRAFTED:
        return _to(desk.decision.id)
    search = OutcomeSearchForm()
    page = _page(desk, search)
    form, is_late = outcomes_form(desk.decision, page.items), False
    if form.validate_on_submit():
        choices = form.choices(page.items)
        try:
            services.save_outcomes(
                desk.decision.id,
                choices=choices,
                reasons=form.reasons.data or "",
                version=_number(form.version.data),
                by=current_actor(),
            )
        except Conflict as conflict:
            form.refuse(conflict)
            form.refuse(_("In the fields is what you wrote here. Beside it is what is saved. Save again to keep this."))
            form.version.data = str(desk.decision.version)
            is_late = True
        except Refused as refusal:
            for one in services.refusals(desk.decision, choices, page.items) or [refusal]:
                form.refuse(one)
        else:
            flash(_("Saved."), "success")
            return _to(desk.decision.id) if page.pages == 1 else redirect(request.full_path)
    return render_template(
        "scoring/decision_edit.html",
        form=form,
        desk=desk,
        challenge=desk.challenge,
        search=search,
        page=page,
        # What somebody else saved meanwhile stands beside what was typed here.
        is_late=is_late,
    )


@blueprint.route("/decisions/<uuid:decision_id>/reasons", methods=["GET", "POST"])
@requires(policies.can_edit_decision, load=queries.desk)
def decision_reasons(desk: Desk) -> Any:
    """One reason for many proposals that are not selected."""
    if desk.decision.state is not DecisionState.DRAFTED:
        return _to(desk.decision.id)
    form = SharedReasonForm(data={"version": str(desk.decision.version)})
    if form.validate_on_submit():
        try:
            given = services.give_reason(
                desk.decision.id,
                rule=form.rule.data,
                reason=form.reason.data,
                references=form.references.data or "",
                version=_number(form.version.data),
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(
                ngettext("%(num)d proposal has this reason.", "%(num)d proposals have this reason.", given), "success"
            )
            return _to(desk.decision.id)
    return render_template("scoring/decision_reasons.html", form=form, desk=desk, challenge=desk.challenge)


@blueprint.post("/decisions/<uuid:decision_id>/fill-in")
@requires(policies.can_edit_decision, load=queries.desk)
def decision_fill_in(desk: Desk) -> Any:
    deciding.fill_in_again(desk.decision.id, by=current_actor())
    flash(_("The draft is filled in from the ranking. Check each reason."), "success")
    return redirect(url_for("scoring.decision_edit", decision_id=desk.decision.id))


@blueprint.post("/decisions/<uuid:decision_id>/send")
@requires(policies.can_edit_decision, load=queries.desk)
def decision_send(desk: Desk) -> Any:
    deciding.send_for_approval(desk.decision.id, by=current_actor())
    flash(_("Sent for approval. Somebody who had no hand in it decides."), "success")
    return _to(desk.decision.id)


@blueprint.route("/decisions/<uuid:decision_id>/approve", methods=["GET", "POST"])
@requires(policies.can_approve_decision, load=queries.desk)
def decision_approve(desk: Desk) -> Any:
    decision = desk.decision
    if decision.state is not DecisionState.MODERATED:
        return _to(decision.id)
    form = ApprovalForm()
    if form.validate_on_submit():
        try:
            return _answered(decision.id, form)
        except Refused as refusal:
            form.refuse(refusal)
    return render_template(
        "scoring/decision_approve.html",
        form=form,
        desk=desk,
        challenge=desk.challenge,
        page=_page(desk),
        off_the_ranking=outcomes.off_the_ranking(decision.id),
        kinds=DecisionKind,
    )


def _answered(decision_id: uuid.UUID, form: ApprovalForm) -> Any:
    if form.answer.data == "approve":
        deciding.approve_decision(decision_id, by=current_actor())
        flash(_("Approved. The summaries for the bidders can be checked and sent."), "success")
    else:
        deciding.send_back(decision_id, words=form.words.data, by=current_actor())
        flash(_("Returned with your comments."), "success")
    return _to(decision_id)


@blueprint.post("/decisions/<uuid:decision_id>/standstill")
@requires(policies.can_start_standstill, load=queries.desk)
def standstill_start(desk: Desk) -> Any:
    waiting.start_standstill(desk.decision.id, by=current_actor())
    flash(_("The award notice is published."), "success")
    return _to(desk.decision.id)


@blueprint.post("/decisions/<uuid:decision_id>/confirm")
@requires(policies.can_confirm_decision, load=queries.desk)
def decision_confirm(desk: Desk) -> Any:
    waiting.confirm_decision(desk.decision.id, by=current_actor())
    flash(_("The award is confirmed, and the offers are out."), "success")
    return _to(desk.decision.id)


@blueprint.post("/decisions/<uuid:decision_id>/reserve")
@requires(policies.can_offer_reserve, load=queries.desk)
def reserve_offer(desk: Desk) -> Any:
    waiting.offer_reserve(desk.decision.id, by=current_actor())
    flash(_("The reserve has the offer."), "success")
    return _to(desk.decision.id)


def _offer(actor: Actor, decision_id: uuid.UUID, submission_id: uuid.UUID) -> tuple[Desk, Submission] | None:
    desk = queries.desk(actor, decision_id)
    if desk is None or desk.decision.state is not DecisionState.CONFIRMED:
        return None
    found = (one.submission for one in outcomes.open_offers(desk.decision) if one.submission_id == submission_id)
    offered = next(found, None)
    return (desk, offered) if offered else None


@blueprint.route("/decisions/<uuid:decision_id>/offers/<uuid:submission_id>/lapse", methods=["GET", "POST"])
@requires(lambda actor, found: policies.can_offer_reserve(actor, found[0]), load=_offer)
def offer_lapse(found: tuple[Desk, Submission]) -> Any:
    desk, submission = found
    form = LapseForm()
    if form.validate_on_submit():
        waiting.let_offer_lapse(desk.decision.id, submission.id, reason=form.reason.data, by=current_actor())
        flash(_("The offer is taken back, and the bidder is told."), "success")
        return _to(desk.decision.id)
    return render_template(
        "scoring/offer_lapse.html", form=form, decision=desk.decision, submission=submission, challenge=desk.challenge
    )


def _page(desk: Desk, search: OutcomeSearchForm | None = None) -> Page[DecisionOutcome]:
    return outcomes.outcomes_page(
        desk.decision,
        request.args.get("page", 1, int),
        outcome=search.chosen("outcome") if search else None,
        words=(search.q.data or "") if search else "",
    )


def _to(decision_id: uuid.UUID) -> Any:
    return redirect(url_for("scoring.decision_show", decision_id=decision_id))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
