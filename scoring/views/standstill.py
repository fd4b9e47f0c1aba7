"""The page that counts the days of a standstill."""

import datetime as dt
from zoneinfo import ZoneInfo

from flask import render_template

from core import clock
from core.access import requires
from scoring import standstill
from scoring.models import Decision
from scoring.policies import decision as policies
from scoring.queries import feedback as queries
from scoring.queries.feedback import FeedbackDesk
from scoring.services.standstill import length_for
from scoring.views.blueprint import blueprint


@blueprint.get("/decisions/<uuid:decision_id>/standstill")
@requires(policies.can_see_decision, load=queries.feedback_desk)
def standstill_show(desk: FeedbackDesk) -> str:
    """Before the notice: as it would be, were the notice given today."""
    decision = desk.decision
    days = counted_days(decision)
    return render_template(
        "scoring/standstill_show.html",
        decision=decision,
        challenge=decision.challenge,
        days=days,
        length=sum(day.number is not None for day in days),
        today=_there(decision, clock.now()),
        is_over=decision.notice_at is not None and standstill.is_over(decision.standstill_ends_at, clock.now()),
    )


def counted_days(decision: Decision) -> list[standstill.Day]:
    """None where no standstill applies. `decision` has its challenge with the council, and its phase."""
    council = decision.challenge.council
    if decision.notice_at is None:
        notice_on, length = _there(decision, clock.now()), length_for(decision)
        return list(standstill.counted_days(notice_on, days=length, nation=council.nation)) if length else []
    if decision.standstill_ends_at is None:
        return []
    # As it was reckoned when the notice was given: the setting may be another by now.
    last = _there(decision, decision.standstill_ends_at - dt.timedelta(minutes=1))
    return list(standstill.days_until(_there(decision, decision.notice_at), last, nation=council.nation))


def _there(decision: Decision, moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZoneInfo(decision.challenge.council.timezone)).date()
