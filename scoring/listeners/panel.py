"""Who is kept out of a proposal, and what waits for assessors and for the officers who look after panels."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from accounts.registries import WorkItem, work_items
from core import formats
from core.access import Actor
from scoring.models import PanelSeat
from scoring.policies import panel as policies
from scoring.queries import assessment as assessments
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.states import SeatState
from submissions.registries import barred

barred.add("scoring.conflicts", conflicts.barred)


def assessing(actor: Actor) -> Iterable[WorkItem]:
    """What waits for somebody who is asked to assess, or does. One query for everybody who is not."""
    seats = panels.seats_of(actor)
    sitting = [seat for seat in seats if seat.state is SeatState.ACCEPTED]
    yield from (_invitation(seat) for seat in seats if seat.state is SeatState.INVITED)
    if not sitting:
        return
    undeclared, unscored = conflicts.to_declare(actor), assessments.to_score(actor)
    yield from (_interests(seat) for seat in sitting if seat.panel_id in undeclared)
    yield from (_proposals(seat, unscored[seat.panel_id]) for seat in sitting if seat.panel_id in unscored)


def _invitation(seat: PanelSeat) -> WorkItem:
    return WorkItem(
        kind=_l("Invitations to a panel"),
        title=seat.panel.challenge.title,
        url=url_for("scoring.invitation_answer", seat_id=seat.id),
        detail=_("%(council)s asks you to assess proposals", council=seat.panel.challenge.council.name),
        due_at=seat.panel.challenge.closes_at,
    )


def _interests(seat: PanelSeat) -> WorkItem:
    return WorkItem(
        kind=_l("Interests to declare"),
        title=seat.panel.challenge.title,
        url=url_for("scoring.interests_declare", panel_id=seat.panel_id),
        detail=_("Before you can read the proposals"),
        due_at=seat.panel.assess_by_at,
    )


def _proposals(seat: PanelSeat, count: int) -> WorkItem:
    left = ngettext("%(num)d proposal left", "%(num)d proposals left", count)
    return WorkItem(
        kind=_l("Proposals to assess"),
        title=seat.panel.challenge.title,
        url=url_for("scoring.assessment_list"),
        detail=", ".join(filter(None, (left, formats.time_left(seat.panel.assess_by_at)))),
        due_at=seat.panel.assess_by_at,
    )


def panels_to_set_up(actor: Actor) -> Iterable[WorkItem]:
    """Closed challenges with nobody to assess them."""
    if not policies.is_officer(actor):
        return []
    return [
        WorkItem(
            kind=_l("Panels to set up"),
            title=challenge.title,
            url=url_for("scoring.panel_overview", slug=challenge.slug),
            detail=_("Closed, and nobody has accepted a seat"),
            due_at=challenge.closes_at,
        )
        for challenge in panels.without_panel(actor)
    ]


def conflicts_to_settle(actor: Actor) -> Iterable[WorkItem]:
    if not policies.is_office(actor):
        return []
    return [
        WorkItem(
            kind=_l("Conflicts of interest to settle"),
            title=challenge.title,
            url=url_for("scoring.conflict_list", slug=challenge.slug),
            detail=ngettext("%(num)d to decide about", "%(num)d to decide about", count),
            due_at=challenge.closes_at,
        )
        for challenge, count in conflicts.to_settle(actor)
    ]


def late_assessments(actor: Actor) -> Iterable[WorkItem]:
    if not policies.is_officer(actor):
        return []
    return [
        WorkItem(
            kind=_l("Assessments that are late"),
            title=panel.challenge.title,
            url=url_for("scoring.panel_show", panel_id=panel.id),
            detail=ngettext("%(num)d not handed in", "%(num)d not handed in", count),
            due_at=panel.assess_by_at,
        )
        for panel, count in assessments.late(actor)
    ]


work_items.add("scoring.assessing", assessing, order=10)
work_items.add("scoring.panels", panels_to_set_up, order=40)
work_items.add("scoring.conflicts", conflicts_to_settle, order=41)
work_items.add("scoring.late", late_assessments, order=42)
