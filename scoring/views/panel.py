"""Pages of the officer who sets up a panel, and of the person who is invited to it."""

import uuid
from collections.abc import Collection
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.forms import LANGUAGES
from accounts.models import Person
from challenges.models import Challenge, Lot, Phase
from challenges.queries.officer import officers_assigned
from challenges.queries.translation import read_titles
from challenges.states.theme import Theme
from core import clock
from core.access import Actor, current_actor, requires
from core.errors import Refused
from core.formats import date_short
from core.workflow import known
from scoring.forms.panel import (
    AnswerInvitationForm,
    InviteForm,
    LeaveForm,
    PanelForm,
    PanelSearchForm,
    TermsForm,
)
from scoring.models import Panel, PanelSeat
from scoring.policies import assessment as assessment_policies
from scoring.policies import conflict as conflict_policies
from scoring.policies import panel as policies
from scoring.queries import conflict as conflicts
from scoring.queries import declaring, pool, ranking
from scoring.queries import panel as queries
from scoring.queries import pay as paying
from scoring.queries import register as registers
from scoring.queries.assigning import profiles_of, stated_of
from scoring.queries.progress import progress
from scoring.services import leaving
from scoring.services import panel as services
from scoring.services.joining import join_panel
from scoring.services.reminding import remind_by_hand
from scoring.states import AssessmentState, SeatState
from scoring.views.blueprint import blueprint
from submissions.queries.received import entered_by, waiting_for_looking


@blueprint.get("/panels")
@requires(policies.can_read_panel_list)
def panel_list() -> str:
    actor, search = current_actor(), PanelSearchForm()
    page = queries.panels_page(actor, request.args.get("page", 1, int), words=search.q.data or "")
    counts = queries.counts_for(actor, [challenge.id for challenge in page.items])
    read_titles(page.items)
    return render_template("scoring/panel_list.html", search=search, page=page, counts=counts)


@blueprint.get("/challenges/<slug>/panels")
@requires(policies.can_see_panels, load=queries.own_challenge)
def panel_overview(challenge: Challenge) -> Any:
    """One panel is shown at once; several, or none yet, are listed by phase and lot."""
    actor, typed_in_by = current_actor(), entered_by(challenge.id)
    panels = {(panel.phase_id, panel.lot_id): panel for panel in queries.panels_of(challenge.id)}
    if len(challenge.phases) == len(challenge.lots) == len(panels) == 1:
        return redirect(url_for("scoring.panel_show", panel_id=next(iter(panels.values())).id))
    return render_template(
        "scoring/panel_overview.html",
        challenge=challenge,
        panels=panels,
        may_set_up=policies.can_set_up_panel(actor, challenge, typed_in_by),
        others=_others(actor, challenge, typed_in_by),
    )


def _place(actor: Any, slug: str, phase: int, lot: int) -> tuple[Challenge, Phase, Lot] | None:
    challenge = queries.own_challenge(actor, slug)
    if challenge is None:
        return None
    phases = [one for one in challenge.phases if one.number == phase]
    lots = [one for one in challenge.lots if one.number == lot]
    return (challenge, phases[0], lots[0]) if phases and lots else None


def _may_set_up(actor: Actor, place: tuple[Challenge, Phase, Lot]) -> bool:
    return policies.can_set_up_panel(actor, place[0], entered_by(place[0].id))


def _others(actor: Actor, challenge: Challenge, typed_in_by: Collection[uuid.UUID]) -> list[str] | None:
    """For an officer who typed in a proposal: who looks after the panel instead. None for everybody else."""
    if actor.person_id not in typed_in_by:
        return None
    return [officer.name for officer in officers_assigned(challenge) if officer.id not in typed_in_by]


@blueprint.route("/challenges/<slug>/panels/<int:phase>/<int:lot>/set-up", methods=["GET", "POST"])
@requires(_may_set_up, load=_place)
def panel_set_up(place: tuple[Challenge, Phase, Lot]) -> Any:
    challenge, phase, lot = place
    form = PanelForm(zone=challenge.council.timezone)
    if form.validate_on_submit():
        try:
            panel = services.set_up_panel(
                challenge,
                phase_id=phase.id,
                lot_id=lot.id,
                assess_by_at=form.assess_by_at.data,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("The panel is set up. Now invite the assessors."), "success")
            return redirect(url_for("scoring.panel_show", panel_id=panel.id))
    return render_template("scoring/panel_set_up.html", form=form, challenge=challenge, phase=phase, lot=lot)


@blueprint.get("/panels/<uuid:panel_id>")
@requires(policies.can_open_panel, load=declaring.panel_at_work)
def panel_show(panel: Panel) -> str:
    actor = current_actor()
    may_manage = policies.can_manage_panel(actor, panel)
    return render_template(
        "scoring/panel_show.html",
        panel=panel,
        challenge=panel.challenge,
        rounds=[
            one
            for each in panel.rounds
            if (one := progress(actor, panel, each, request.args.get("page", 1, int))).page.total or each.number == 1
        ],
        may_manage=may_manage,
        may_reopen=assessment_policies.can_reopen(actor, panel),
        may_see_cases=policies.can_see_panel(actor, panel),
        may_rank=(policies.can_see_panels(actor, panel.challenge) or actor.person_id in (panel.acting or ()))
        and actor.person_id not in ranking.kept_out(panel.lot_id),
        may_settle=conflict_policies.can_settle_conflicts(actor, panel.challenge, panel.typed_in_by or ()),
        others=_others(actor, panel.challenge, panel.typed_in_by or ()),
        may_see_vote=policies.can_see_panels(actor, panel.challenge),
        may_read_conflicts=conflict_policies.can_read_conflicts(actor, panel.challenge),
        waiting=conflicts.waiting_in(actor, panel.challenge_id) if may_manage else set(),
        to_look_through=_to_look_through(actor, panel) if may_manage else 0,
        may_calibrate=policies.can_see_panels(actor, panel.challenge),
        said=_said(panel) if may_manage else {},
        seat_states=SeatState,
        assessment_states=AssessmentState,
    )


def _to_look_through(actor: Actor, panel: Panel) -> int:
    """In how many proposals an officer has something to look through for names before the assessors read it."""
    if not panel.challenge.anonymised:
        return 0
    return sum(count for _challenge, count in waiting_for_looking(actor, panel.challenge_id))


def _said(panel: Panel) -> dict[uuid.UUID, str]:
    """What each seat takes, reads and knows, in a line."""
    people = [seat.person_id for seat in panel.seats if seat.person_id]
    profiles, stated = profiles_of(people), stated_of(panel.council_id, people)
    today, names = clock.now().date(), dict(LANGUAGES)
    found = {}
    for seat in panel.seats:
        profile = profiles.get(seat.person_id) if seat.person_id else None
        parts = []
        if seat.capacity:
            parts.append(ngettext("at most %(num)d proposal", "at most %(num)d proposals", seat.capacity))
        if profile:
            parts.append(", ".join(str(names.get(code, code)) for code in profile.languages))
            parts.extend(str(theme.label) for value in profile.themes if (theme := known(Theme, value)))
        values = stated.get(seat.person_id, []) if seat.person_id else []
        if values:
            labels = [str(theme.label) for value in values if (theme := known(Theme, value))]
            parts.append(_("you say: %(themes)s", themes=", ".join(labels)))
        if profile and profile.away_until and profile.is_away(today):
            parts.append(_("away until %(day)s", day=date_short(profile.away_until)))
        found[seat.id] = " · ".join(parts)
    return found


@blueprint.route("/panels/<uuid:panel_id>/due", methods=["GET", "POST"])
@requires(policies.can_manage_panel, load=queries.panel_in_sight)
def panel_edit(panel: Panel) -> Any:
    form = PanelForm(obj=panel, zone=panel.challenge.council.timezone)
    if form.validate_on_submit():
        try:
            services.change_due_date(panel, assess_by_at=form.assess_by_at.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("scoring.panel_show", panel_id=panel.id))
    return render_template("scoring/panel_edit.html", form=form, panel=panel, challenge=panel.challenge)


@blueprint.route("/panels/<uuid:panel_id>/invite", methods=["GET", "POST"])
@requires(policies.can_manage_panel, load=queries.panel_in_sight)
def seat_invite(panel: Panel) -> Any:
    chosen = _chosen()
    form = InviteForm(data={"name": chosen.name, "email": chosen.email} if chosen else None)
    if form.validate_on_submit():
        try:
            services.invite(
                panel,
                name=form.name.data,
                email=form.email.data,
                is_chair=form.is_chair.data,
                capacity=form.capacity.data,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("%(name)s is invited by email.", name=form.name.data), "success")
            return redirect(url_for("scoring.panel_show", panel_id=panel.id))
    return render_template("scoring/seat_invite.html", form=form, panel=panel, challenge=panel.challenge)


def _chosen() -> Person | None:
    """Somebody whom the council knows as an assessor, chosen from the pool."""
    chosen = request.args.get("person", None, uuid.UUID)
    return pool.in_pool(current_actor(), chosen) if chosen else None


@blueprint.route("/panels/<uuid:panel_id>/terms", methods=["GET", "POST"])
@requires(policies.can_manage_panel, load=queries.panel_in_sight)
def panel_terms(panel: Panel) -> Any:
    form = TermsForm(obj=panel)
    if form.validate_on_submit():
        services.change_terms(panel, words=form.terms.data or "", by=current_actor())
        flash(_("Saved."), "success")
        return redirect(url_for("scoring.panel_show", panel_id=panel.id))
    return render_template(
        "scoring/panel_terms.html", form=form, panel=panel, challenge=panel.challenge,
        terms_version=services.TERMS_VERSION,
    )  # fmt: skip


@blueprint.post("/panels/<uuid:panel_id>/remind")
@requires(policies.can_manage_panel, load=queries.panel_in_sight)
def panel_remind(panel: Panel) -> Any:
    count = remind_by_hand(panel, by=current_actor())
    if count:
        flash(ngettext("%(num)d person is reminded.", "%(num)d people are reminded.", count), "success")
    else:
        flash(_("Nobody is reminded: everybody has answered and handed in, or was reminded today."), "important")
    return redirect(url_for("scoring.panel_show", panel_id=panel.id))


def _seat_at_work(actor: Actor, panel_id: uuid.UUID, seat_id: uuid.UUID) -> PanelSeat | None:
    return queries.seat_in_sight(actor, panel_id, seat_id) if declaring.panel_at_work(actor, panel_id) else None


def _manages(actor: Any, seat: PanelSeat) -> bool:
    return policies.can_manage_panel(actor, seat.panel)


@blueprint.post("/panels/<uuid:panel_id>/seats/<uuid:seat_id>/chair")
@requires(_manages, load=queries.seat_in_sight)
def seat_chair(seat: PanelSeat) -> Any:
    services.name_chair(seat.panel, seat, by=current_actor())
    flash(_("%(name)s chairs the panel.", name=seat.name), "success")
    return redirect(url_for("scoring.panel_show", panel_id=seat.panel_id))


@blueprint.post("/panels/<uuid:panel_id>/seats/<uuid:seat_id>/withdraw")
@requires(_manages, load=queries.seat_in_sight)
def seat_withdraw(seat: PanelSeat) -> Any:
    services.withdraw_invitation(seat.panel, seat, by=current_actor())
    flash(_("The invitation is withdrawn."), "success")
    return redirect(url_for("scoring.panel_show", panel_id=seat.panel_id))


@blueprint.post("/panels/<uuid:panel_id>/seats/<uuid:seat_id>/invite-again")
@requires(_manages, load=queries.seat_in_sight)
def seat_invite_again(seat: PanelSeat) -> Any:
    services.invite_again(seat.panel, seat, by=current_actor())
    flash(_("%(name)s is invited again.", name=seat.name), "success")
    return redirect(url_for("scoring.panel_show", panel_id=seat.panel_id))


@blueprint.route("/panels/<uuid:panel_id>/seats/<uuid:seat_id>/leave", methods=["GET", "POST"])
@requires(_manages, load=_seat_at_work)
def seat_leave(seat: PanelSeat) -> Any:
    panel, actor = seat.panel, current_actor()
    others = [one for one in panel.seats if one.state is SeatState.ACCEPTED and one.id != seat.id]
    unfinished = leaving.unfinished_in_sight(actor, seat)
    form = LeaveForm()
    form.successor.choices = [
        ("nobody", _("Nobody now. I share them out again later.")),
        *((str(one.id), one.name) for one in others),
        ("new", _("Somebody new, once they have accepted")),
    ]
    if form.validate_on_submit():
        try:
            return _left(seat, form, others)
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
    return render_template(
        "scoring/seat_leave.html",
        form=form,
        seat=seat,
        panel=panel,
        handed_in=unfinished.handed_in,
        begun=unfinished.begun,
        unfinished=unfinished.total,
        handovers=[(one, leaving.foreseen(panel, one, unfinished, by=actor)) for one in others],
    )


def _left(seat: PanelSeat, form: LeaveForm, others: list[PanelSeat]) -> Any:
    panel, actor, chosen = seat.panel, current_actor(), form.successor.data
    if chosen == "new":
        new = leaving.replace_by_new(
            panel, seat, reason=form.reason.data, name=form.name.data or "", email=form.email.data or "", by=actor
        )
        flash(_("%(name)s has left the panel. %(new)s is invited.", name=seat.name, new=new.name), "success")
    else:
        successor = next((one for one in others if str(one.id) == chosen), None)
        done = leaving.leave_panel(panel, seat, reason=form.reason.data, successor=successor, by=actor)
        words = _("%(name)s has left the panel.", name=seat.name)
        if successor is not None:
            takes = ngettext(
                "%(who)s takes on %(num)d proposal.", "%(who)s takes on %(num)d proposals.",
                len(done.takes), who=successor.name,
            )  # fmt: skip
            words = f"{words} {takes}"
        flash(words, "success")
    return redirect(url_for("scoring.panel_show", panel_id=seat.panel_id))


@blueprint.route("/assessing/invitations/<uuid:seat_id>", methods=["GET", "POST"])
@requires(policies.can_answer_invitation, load=queries.invitation_for)
def invitation_answer(seat: PanelSeat) -> Any:
    form = AnswerInvitationForm()
    if seat.state is SeatState.INVITED and form.validate_on_submit():
        try:
            return _answered(seat, form)
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
    return render_template(
        "scoring/invitation_answer.html",
        form=form,
        seat=seat,
        panel=seat.panel,
        challenge=seat.panel.challenge,
        terms_version=services.TERMS_VERSION,
        pay=paying.pay_of(seat.panel_id),
    )


def _asked_next(actor: Actor) -> str:
    """What is not known of somebody who joins: what they can assess, and who they have ties with."""
    if pool.profile_of(actor.person_id) is None:
        return "scoring.profile_edit"
    said = registers.is_current(registers.register_of(actor))
    return "scoring.assessment_list" if said else "scoring.register_edit"


def _answered(seat: PanelSeat, form: AnswerInvitationForm) -> Any:
    actor = current_actor()
    if form.answer.data == "accept":
        join_panel(seat, terms_accepted=form.terms.data, capacity=form.capacity.data, by=actor)
        flash(_("You are on the panel. We tell you when there are proposals to assess."), "success")
        return redirect(url_for(_asked_next(actor)))
    services.refuse_seat(seat, reason=form.reason.data, by=actor)
    flash(_("Thank you for telling us. The council knows."), "success")
    return redirect(url_for("web.work"))
