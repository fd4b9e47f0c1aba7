"""A second round: a shortlist is approved, bidders are invited, and some of the interviews have been held."""

import datetime as dt
from zoneinfo import ZoneInfo

from accounts.states import Role
from core import clock
from core.database import db
from demonstration.services import panel as panels
from demonstration.services.panel import Bench
from scoring.models import Interview
from scoring.queries import interview as queries
from scoring.services import interview as services
from scoring.services import second_round
from scoring.states import DecisionKind
from submissions.models import Submission

QUESTIONS = (
    "Show us what happens in the first ten minutes after a fall.",
    "What does somebody do who does not want anything new in their home?",
    "What would you do first if the test began on Monday?",
    "What went wrong when you tried this before?",
)
PLACE = "Northmoor Town Hall, room 2.14 (level access, hearing loop)"
LINK = "https://meet.northmoor.example/falls"
SATURDAY = 5
# Days from the deadline to the interviews that have been held, and to those to come.
HELD, TO_COME = 19, 27
TEN = dt.time(10, 0)


def hold(bench: Bench) -> None:
    """Four go on: two were interviewed and are being scored, two have a time that is still to come."""
    story = bench.story
    panels.decide(bench, kind=DecisionKind.SHORTLIST)
    story.at(15.5)
    second_round.begin_second_round(bench.reload(), by=story.officer)
    services.save_questions(bench.reload(), questions=QUESTIONS, by=story.officer)
    _offer_times(bench, days=HELD, number=2, place=PLACE, link="")
    _offer_times(bench, days=TO_COME, number=4, place="", link=LINK)
    services.invite_all(bench.reload(), by=story.officer)
    _answer(bench)
    _score(bench)


def _offer_times(bench: Bench, *, days: int, number: int, place: str, link: str) -> None:
    """From ten in the morning, on the next day of work."""
    zone = ZoneInfo(bench.story.challenge.council.timezone)
    day = bench.story.closes_at.astimezone(zone).date() + dt.timedelta(days=days)
    if day.weekday() >= SATURDAY:
        day += dt.timedelta(days=7 - day.weekday())
    services.add_slots(
        bench.reload(),
        starts_at=dt.datetime.combine(day, TEN, tzinfo=zone).astimezone(dt.UTC),
        minutes=40,
        number=number,
        pause=20,
        place=place,
        link=link,
        by=bench.story.officer,
    )


def _interviews(bench: Bench) -> list[Interview]:
    """By their time."""
    db.session.flush()
    clock.forget()
    held = queries.interviews_in(bench.reload().rounds[1].id)
    return sorted(held.values(), key=lambda one: one.slot.starts_at)


def _answer(bench: Bench) -> None:
    """All come but the last, who asks for another time."""
    story = bench.story
    story.at(16)
    found = [(one.submission_id, one.slot_id) for one in _interviews(bench)]
    for number, (submission_id, slot_id) in enumerate(found):
        supplier_id = db.session.get_one(Submission, submission_id).supplier_id
        bidder = story.cast.of(
            next(key for key, body in story.cast.suppliers.items() if body.id == supplier_id), Role.LEAD
        )
        asked = queries.interview_of_bidder(bidder, submission_id)
        if asked is None:
            raise LookupError(submission_id)
        if number == len(found) - 1:
            services.ask_for_another(asked, words="Any time after two, or the day after.", access_needs="", by=bidder)
        else:
            needs = "One of us lip-reads. A seat with light from the front, and no music." if number == 0 else ""
            services.confirm(asked, slot_id=slot_id, access_needs=needs, by=bidder)


def _score(bench: Bench) -> None:
    """After the first two: one assessor has handed in about both; the others have not begun."""
    bench.story.at(HELD + 3)
    held = {one.submission_id for one in _interviews(bench)[:2]}
    second = bench.reload().rounds[1].id
    for actor in bench.people[:1]:
        for mine in panels.assessments_of(bench, actor, round_id=second):
            if mine.submission_id in held:
                panels.score(bench, actor, mine.id, strictness=0)
