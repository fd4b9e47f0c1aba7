"""Who is kept out of a proposal, and what waits for assessors and for the officers who look after panels."""

from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from accounts.registries import WorkItem, introductions, work_items
from accounts.states import BodyKind
from challenges.models import Challenge
from challenges.queries.translation import called, read_titles
from challenges.registries import stand_ins as acting
from core.access import Actor
from scoring.listeners.decision import cases_to_close
from scoring.models import PanelSeat
from scoring.policies import panel as policies
from scoring.queries import assessment as assessments
from scoring.queries import calibration, declaring, pay
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.queries import register as registers
from scoring.queries import stand_in as stand_ins
from scoring.queries.work import OfficeTask, OfficeWork, office_work
from scoring.states import SeatState
from submissions.registries import barred, entry_obstacles, nameless, readers

barred.add("scoring.conflicts", conflicts.barred)
nameless.add("scoring.seats", panels.sits_in)
readers.add("scoring.stand_ins", stand_ins.reads)
acting.add("scoring.stand_ins", lambda actor, challenge: stand_ins.is_named(actor, challenge.id))


def sits_on_panel(actor: Actor, challenge: Challenge) -> Any:
    """Whoever types in a proposal takes no part in the panel, so who has a seat cannot type one in."""
    if actor.person_id is None or not conflicts.seats_of_person(actor.person_id, challenge.id):
        return None
    return _l("You sit on the panel of this challenge. Another officer must type this in, or you must leave the panel.")


entry_obstacles.add("scoring.panel", sits_on_panel)
introductions.add("scoring.seats", panels.name_invited)


def assessing(actor: Actor) -> Iterable[WorkItem]:
    """What waits for somebody who is asked to assess, or does. One query for everybody who is not."""
    seats = panels.seats_of(actor)
    sitting = [seat for seat in seats if seat.state is SeatState.ACCEPTED]
    read_titles(seat.panel.challenge for seat in seats)
    yield from (_invitation(seat) for seat in seats if seat.state is SeatState.INVITED)
    if not sitting:
        return
    undeclared, unscored = declaring.to_declare(actor), assessments.to_score(actor)
    uncalibrated = calibration.panels_to_calibrate(actor)
    yield from (_interests(seat) for seat in sitting if seat.panel_id in undeclared)
    yield from (_sample(seat) for seat in sitting if seat.panel_id in uncalibrated)
    if any(seat.is_chair for seat in sitting):
        yield from cases_to_close(actor)
    yield from (_proposals(seat, unscored[seat.panel_id]) for seat in sitting if seat.panel_id in unscored)


def _invitation(seat: PanelSeat) -> WorkItem:
    return WorkItem(
        kind=_l("Invitations to a panel"),
        title=called(seat.panel.challenge),
        url=url_for("scoring.invitation_answer", seat_id=seat.id),
        detail=_("%(council)s asks you to assess proposals", council=seat.panel.challenge.council.name),
        since_at=seat.invited_at,
    )


def _interests(seat: PanelSeat) -> WorkItem:
    return WorkItem(
        kind=_l("Interests to declare"),
        title=called(seat.panel.challenge),
        url=url_for("scoring.interests_declare", panel_id=seat.panel_id),
        detail=_("Before you can read the proposals"),
        due_at=seat.panel.assess_by_at,
    )


def _sample(seat: PanelSeat) -> WorkItem:
    return WorkItem(
        kind=_l("Sample proposals to try"),
        title=called(seat.panel.challenge),
        url=url_for("scoring.calibration_edit", panel_id=seat.panel_id),
        detail=_("Before you can read the proposals"),
        due_at=seat.panel.assess_by_at,
    )


def _proposals(seat: PanelSeat, count: int) -> WorkItem:
    return WorkItem(
        kind=_l("Proposals to assess"),
        title=called(seat.panel.challenge),
        url=url_for("scoring.assessment_list"),
        detail=ngettext("%(num)d proposal left", "%(num)d proposals left", count),
        due_at=seat.panel.assess_by_at,
    )


def interests_to_confirm(actor: Actor) -> Iterable[WorkItem]:
    """Once a year, of those who sit on a panel or whose council has one at work."""
    if actor.body_kind == BodyKind.SUPPLIER.value or not registers.has_to_confirm(actor):
        return []
    return [
        WorkItem(
            kind=_l("Your interests"),
            title=_("Tell us who you have ties with"),
            url=url_for("scoring.register_edit"),
            detail=_("Once a year, before you assess or decide"),
        )
    ]


def looking_after(actor: Actor) -> Iterable[WorkItem]:
    """For officers; approvers settle conflicts as well."""
    tasks = [*OfficeTask] if policies.is_officer(actor) else [OfficeTask.CONFLICTS] * policies.is_office(actor)
    return [_office_item(found) for found in office_work(actor, tasks)]


def _office_item(found: OfficeWork) -> WorkItem:
    kind, url, detail = {
        OfficeTask.INTERESTS: (
            _l("Interests to declare"),
            url_for("scoring.council_interests", slug=found.slug),
            _("Before you can read the proposals"),
        ),
        OfficeTask.PANEL: (
            _l("Panels to set up"),
            url_for("scoring.panel_overview", slug=found.slug),
            _("Closed, and nobody has accepted a seat"),
        ),
        OfficeTask.CONFLICTS: (
            _l("Conflicts of interest to settle"),
            url_for("scoring.conflict_list", slug=found.slug),
            ngettext("%(num)d to decide about", "%(num)d to decide about", found.count),
        ),
        OfficeTask.LATE: (
            _l("Assessments that are late"),
            url_for("scoring.panel_overview", slug=found.slug),
            ngettext("%(num)d not handed in", "%(num)d not handed in", found.count),
        ),
    }[found.task]
    return WorkItem(kind=kind, title=found.title, url=url, detail=detail, due_at=found.due_at)


def paying(actor: Actor) -> Iterable[WorkItem]:
    """Claims of assessors that wait for an officer."""
    if not policies.is_officer(actor):
        return []
    found = pay.waiting_claims(actor)
    read_titles(panel.challenge for panel, _count in found)
    return [
        WorkItem(
            kind=_l("Pay claims to decide"),
            title=called(panel.challenge),
            url=url_for("scoring.pay_list", panel_id=panel.id),
            detail=ngettext("%(num)d claim", "%(num)d claims", count),
        )
        for panel, count in found
    ]


work_items.add("scoring.pay", paying, order=45)
work_items.add("scoring.assessing", assessing, order=10)
work_items.add("scoring.interests", interests_to_confirm, order=11)
work_items.add("scoring.office", looking_after, order=40)
