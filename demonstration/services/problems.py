"""Problems beside those that became challenges: just raised, being looked at, answered, declined, passed on."""

import datetime as dt
from typing import Any

from accounts.states import Role
from challenges.services import problem as raising
from challenges.services import problem_decision as deciding
from challenges.services.me_too import Voice, say_me_too
from challenges.services.problem import Report
from challenges.states.problem import Channel
from challenges.states.theme import Theme
from core import clock
from core.database import db
from core.workflow import known
from demonstration.services.cast import Cast, read


def raise_all(cast: Cast, today: dt.datetime) -> None:
    """Each as many days ago as its entry says."""
    for number, facts in enumerate(read("problems")):
        _play(cast, facts, today, number)


def _play(cast: Cast, facts: dict[str, Any], today: dt.datetime, number: int) -> None:
    raised_at = today - dt.timedelta(days=facts["days_ago"], hours=number)
    clock.move_to(raised_at)
    council = cast.councils[facts["council"]]
    officer = cast.of(facts["council"], Role.OFFICER)
    report = Report(
        council_id=council.id,
        words=facts["words"],
        title=facts["title"],
        place=facts["place"],
        language=facts["language"],
    )
    if "channel" in facts:
        raising.enter_problem(report, channel=Channel(facts["channel"]), consent_given=True, by=officer)
        return
    problem = raising.raise_problem(report, by=cast.residents[number % len(cast.residents)])
    if facts["to"] == "raised":
        return
    clock.move_to(raised_at + dt.timedelta(hours=20))
    db.session.flush()
    raising.start_review(problem, by=officer)
    raising.publish_problem(
        problem,
        title=facts["title"],
        description=facts["words"],
        publish_files=False,
        theme=known(Theme, facts.get("theme", "")),
        by=officer,
    )
    for other, words in enumerate(facts.get("me_too", ()), start=1):
        say_me_too(problem, Voice(words=words), by=cast.residents[(number + other) % len(cast.residents)])
    clock.move_to(raised_at + dt.timedelta(hours=30))
    if facts["to"] == "answered":
        deciding.answer_problem(problem, answer=facts["answer"], by=officer)
    elif facts["to"] == "declined":
        deciding.decline_problem(problem, reason=facts["answer"], by=officer)
    elif facts["to"] == "transferred":
        receiving = cast.councils[facts["to_council"]]
        deciding.transfer_to_council(problem, receiving, reason=facts["answer"], by=officer)
