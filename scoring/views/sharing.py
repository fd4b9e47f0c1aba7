"""Sharing proposals out: the plan, its confirmation, and how far it is."""

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext

from accounts.forms import LANGUAGES
from challenges.states.theme import Theme
from core.access import current_actor, requires
from core.errors import Refused
from scoring.assignment.facts import Obstacle
from scoring.assignment.wording import explain
from scoring.models import Panel, Sharing
from scoring.policies import panel as policies
from scoring.queries import assigning as queries
from scoring.queries import declaring
from scoring.services import assigning
from scoring.services import sharing as services
from scoring.states import AssessmentState, SeatState
from scoring.views.blueprint import blueprint
from submissions.services import NotChecked


@dataclass(frozen=True)
class Line:
    """One assessor: how many proposals they have, and how many they would have. `most` is None for no limit."""

    name: str
    now: int
    then: int
    most: int | None


@blueprint.post("/panels/<uuid:panel_id>/assign")
@requires(policies.can_manage_panel, load=declaring.panel_at_work)
def panel_assign(panel: Panel) -> Any:
    try:
        services.plan(panel, anew=request.form.get("anew") == "yes", by=current_actor())
    except NotChecked as refusal:
        flash(str(refusal.message), "important")
        return redirect(url_for("submissions.telling_list", slug=panel.challenge.slug))
    return redirect(url_for("scoring.sharing_show", panel_id=panel.id))


@blueprint.get("/panels/<uuid:panel_id>/sharing")
@requires(policies.can_manage_panel, load=declaring.panel_at_work)
def sharing_show(panel: Panel) -> Any:
    sharing = queries.latest_sharing(panel.id)
    if sharing is None:
        return redirect(url_for("scoring.panel_show", panel_id=panel.id))
    actor = current_actor()
    references = queries.references_in_sight(actor, panel)
    return render_template(
        "scoring/sharing_show.html",
        panel=panel,
        challenge=panel.challenge,
        sharing=sharing,
        count=len(sharing.plan.get("pairs", ())),
        away=len(sharing.plan.get("away", ())),
        lines=_lines(panel, sharing, set(references)),
        obstacles=[
            _words(panel, one, references)
            for one in services.obstacles_of(sharing)
            if references.keys() & set(one.proposals)
        ],
        overlap=services.overlap_of(sharing) if sharing.planned_at else None,
        field=panel.challenge.theme.label if panel.challenge.theme else None,
        experts=_experts(panel, sharing, set(references)) if panel.challenge.theme and sharing.planned_at else [],
    )


@blueprint.post("/panels/<uuid:panel_id>/sharing")
@requires(policies.can_manage_panel, load=declaring.panel_at_work)
def sharing_confirm(panel: Panel) -> Any:
    try:
        sharing = services.confirm(panel, _id_of(request.form.get("sharing", "")), by=current_actor())
    except Refused as refusal:
        flash(str(refusal.message), "important")
        return redirect(url_for("scoring.panel_show", panel_id=panel.id))
    if sharing.done_at is None:
        return redirect(url_for("scoring.sharing_show", panel_id=panel.id))
    made = len(sharing.plan["pairs"])
    flash(ngettext("%(num)d assessment is assigned.", "%(num)d assessments are assigned.", made), "success")
    return redirect(url_for("scoring.panel_show", panel_id=panel.id))


def _id_of(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused(services.CHANGED) from None


def _lines(panel: Panel, sharing: Sharing, seen: set[uuid.UUID]) -> list[Line]:
    """Only of what the reader is not kept out of."""
    held = queries.held_in(panel.id, panel.rounds[0].id)
    counted = [one for one in held if one.submission_id in seen and one.state is not AssessmentState.RECUSED]
    now = Counter(one.seat_id for one in counted)
    new, away = services.pairs_of(sharing)
    change = Counter(seat_id for seat_id, one in new if one in seen)
    change.subtract(seat_id for seat_id, one in away if one in seen)
    return [
        Line(seat.name, now[seat.id], now[seat.id] + change[seat.id], seat.capacity)
        for seat in panel.seats
        if seat.state is SeatState.ACCEPTED
    ]


def _experts(panel: Panel, sharing: Sharing, seen: set[uuid.UUID]) -> list[tuple[int, int]]:
    """How many of those who would assess a proposal know the field of the challenge, and of how many proposals that
    holds. Only of what the reader is not kept out of."""
    theme = panel.challenge.theme.value if panel.challenge.theme else ""
    seats = [seat for seat in panel.seats if seat.state is SeatState.ACCEPTED]
    knowing = {one.id for one in assigning.seats_to_fill(panel, seats) if theme in one.expertise}
    new, away = services.pairs_of(sharing)
    held = {
        (one.seat_id, one.submission_id)
        for one in queries.held_in(panel.id, panel.rounds[0].id)
        if one.state is not AssessmentState.RECUSED
    }
    pairs = (held - set(away)) | set(new)
    who = Counter(one for seat_id, one in pairs if seat_id in knowing)
    return sorted(Counter(who[one] for one in {one for _, one in pairs} & seen).items(), reverse=True)


def _words(panel: Panel, one: Obstacle, references: dict[uuid.UUID, str]) -> str:
    seen = tuple(found for found in one.proposals if found in references)
    shown = Obstacle(one.kind, seen, one.available, one.needed, one.key, one.seats)
    return explain(
        shown,
        names={seat.id: seat.name for seat in panel.seats},
        references=references,
        languages=dict(LANGUAGES),
        topics={theme.value: theme.label for theme in Theme},
    )
