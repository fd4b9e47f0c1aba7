"""An answer that leaves little time before the deadline: an extension for everybody is proposed to the officer."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from accounts.models import Council
from challenges.models.challenge import Challenge
from challenges.models.question import ClarificationQuestion
from challenges.queries.outage import extended_at
from challenges.states.challenge import ChallengeState
from challenges.states.question import QuestionState
from core import clock, working_days
from core.database import db


@dataclass(frozen=True)
class LateAnswer:
    """The latest answer, and the deadline that would leave everybody as many working days as the council's setting."""

    number: int
    answered_at: dt.datetime
    working_days: int
    closes_at: dt.datetime


def late_answer(challenge: Challenge) -> LateAnswer | None:
    """Nothing where the last answer left time enough, the deadline was extended since, or it has passed.

    `challenge` has its council loaded. In two queries.
    """
    if challenge.closes_at is None or challenge.state_at(clock.now()) is not ChallengeState.OPEN:
        return None
    last = db.session.execute(
        select(ClarificationQuestion.number, ClarificationQuestion.answered_at)
        .where(
            ClarificationQuestion.challenge_id == challenge.id, ClarificationQuestion.state == QuestionState.ANSWERED
        )
        .order_by(ClarificationQuestion.number.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return None
    proposed = deadline_after(last.answered_at, closes_at=challenge.closes_at, council=challenge.council)
    extended = extended_at([challenge.id]).get(challenge.id) if proposed else None
    if proposed is None or (extended and extended > last.answered_at):
        return None
    return LateAnswer(last.number, last.answered_at, challenge.council.late_answer_days, proposed)


def deadline_after(answered_at: dt.datetime, *, closes_at: dt.datetime, council: Council) -> dt.datetime | None:
    """The same time of day, as many working days after the answer as the council's setting; None if that is no later.

    A council whose setting is 0, or whose nation has no calendar here, knows no late answers.
    """
    if council.late_answer_days == 0 or council.nation not in working_days.CALENDARS:
        return None
    zone = ZoneInfo(council.timezone)
    closes = closes_at.astimezone(zone)
    day = working_days.after(answered_at.astimezone(zone).date(), days=council.late_answer_days, nation=council.nation)
    proposed = dt.datetime.combine(day, closes.time(), tzinfo=zone)
    return proposed.astimezone(dt.UTC) if day > closes.date() else None
