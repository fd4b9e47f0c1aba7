"""Pages of the panel's meeting: the chair's agenda, what is on the table for everybody, what was agreed."""

import hashlib
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from core import clock, formats
from core.access import check, current_actor, requires
from core.errors import Conflict, Refused
from scoring.forms.moderation import AgendaSearchForm, SettleForm
from scoring.policies import moderation as policies
from scoring.queries import meeting as queries
from scoring.queries.meeting import Point, Room
from scoring.services import meeting as services
from scoring.views.blueprint import blueprint


@blueprint.get("/panels/<uuid:panel_id>/rounds/<int:number>/meeting")
@requires(policies.can_meet, load=queries.room)
def meeting_show(room: Room) -> str:
    actor, search = current_actor(), AgendaSearchForm()
    chairs = policies.can_lead_meeting(actor, room)
    if chairs:
        services.bring_up_to_date(room, by=actor)
    page = queries.agenda_page(actor, room, request.args.get("page", 1, int), open_only=bool(search.open_only.data))
    return render_template("scoring/meeting_show.html", search=search, page=page, **_table(room))


@blueprint.get("/panels/<uuid:panel_id>/rounds/<int:number>/meeting/now")
@requires(policies.can_meet, load=queries.room)
def meeting_now(room: Room) -> Any:
    """What is on the table, for a page that asks again and again; empty while nothing has changed."""
    words = render_template("scoring/meeting_table.html", **_table(room))
    answer = jsonify(html=words, at=formats.time_of_day(clock.now()))
    answer.set_etag(hashlib.sha256(words.encode()).hexdigest()[:20])
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


def _table(room: Room) -> dict[str, Any]:
    actor = current_actor()
    table = queries.table(actor, room)
    return {
        "room": room,
        "panel": room.panel,
        "challenge": room.challenge,
        "table": table,
        "chairs": policies.can_lead_meeting(actor, room),
        "may_see_desk": policies.can_see_cases(actor, room.panel),
    }


@blueprint.post("/panels/<uuid:panel_id>/rounds/<int:number>/meeting/clear")
@requires(policies.can_lead_meeting, load=queries.room)
def meeting_clear(room: Room) -> Any:
    services.clear_table(room, by=current_actor())
    return redirect(_address(room))


@blueprint.post("/meeting-items/<uuid:item_id>/table")
@requires(lambda actor, found: policies.can_lead_meeting(actor, found[0]), load=queries.item_in_room)
def meeting_put(found: tuple[Room, Any]) -> Any:
    return redirect(_address(services.put_on_table(found[1].id, by=current_actor())))


@blueprint.route("/meeting-items/<uuid:item_id>/criteria/<uuid:criterion_id>", methods=["GET", "POST"])
@requires(lambda actor, point: policies.can_meet(actor, point.room), load=queries.point)
def meeting_settle(point: Point) -> Any:
    """The chair records what the panel agreed on; others read what is recorded."""
    actor, form = current_actor(), SettleForm()
    leads = policies.can_lead_meeting(actor, point.room)
    check(leads or not form.is_submitted())
    if form.validate_on_submit():
        try:
            services.settle(
                point.item.id,
                point.line.criterion.id,
                score=form.score.data if form.how.data == "consensus" else None,
                reason=form.reason.data,
                seen=form.seen.data or "",
                by=actor,
            )
        except Conflict as conflict:
            form.refuse(conflict)
            point = queries.point(actor, point.item.id, point.line.criterion.id) or point
            form.seen.data = services.seen_of(point)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Recorded. Everybody in the meeting sees it."), "success")
            return redirect(_address(point.room))
    elif not form.is_submitted():
        form.seen.data = services.seen_of(point)
    return render_template(
        "scoring/meeting_settle.html", form=form, point=point, leads=leads, challenge=point.room.challenge
    )


def _address(room: Room) -> str:
    return url_for("scoring.meeting_show", panel_id=room.panel.id, number=room.round.number)
