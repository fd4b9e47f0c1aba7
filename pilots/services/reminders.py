"""Who is reminded of what falls due. Asked every minute; each reminder goes out once, perhaps late."""

import datetime as dt

from flask_babel import lazy_gettext as _l

from core import clock
from core.access import SYSTEM
from notifications.services import tell_people
from pilots import queries
from pilots.services import news

AHEAD = dt.timedelta(days=7)


def remind() -> None:
    """Milestones and KPI reports to the team, gates to the officer: a week before, a day before, and once when late."""
    today = clock.now().date()
    due = queries.due_until(today + AHEAD)
    for milestone in due.milestones:
        news.tell_team(
            milestone.pilot,
            template="pilots/milestone_due",
            by=SYSTEM,
            once_key=f"milestone-due:{milestone.id}:{milestone.due_on}:{_step(milestone.due_on, today)}",
            milestone=milestone,
        )
    for kpi, day in due.kpis:
        news.tell_team(
            kpi.pilot,
            template="pilots/kpi_report_due",
            by=SYSTEM,
            once_key=f"kpi-due:{kpi.id}:{day}:{_step(day, today)}",
            kpi=kpi,
            due_on=day,
        )
    for stage in due.stages:
        tell_people(
            {stage.pilot.manager_id},
            template="pilots/gate_due",
            why=_l("You get this mail because you manage this pilot."),
            once_key=f"gate-due:{stage.id}:{stage.ends_on}:{_step(stage.ends_on, today)}",
            pilot=stage.pilot,
            stage=stage,
        )


def _step(due_on: dt.date, today: dt.date) -> str:
    days = (due_on - today).days
    if days < 0:
        return "late"
    return "day" if days <= 1 else "week"
