"""The whole demonstration: eight councils, twenty-two challenges, eighty-nine proposals, eight pilots."""

import datetime as dt
import random

from sqlalchemy import text, update

from core import clock
from core.database import db
from core.outbox import Message, MessageState
from demonstration.services import (
    afterwards,
    bids,
    cast,
    delivery,
    interviews,
    meeting,
    organisations,
    panel,
    problems,
    register,
    story,
    voices,
    vote,
)

SEED = 20


def seed() -> None:
    """Fill an empty database, whose clock becomes movable. Commits nothing.

    Always the same but for ids and dates, which count from now. It plays through the services that people use, so it
    can hold nothing that the rules of the service forbid.
    """
    random.seed(SEED)
    clock.install_movable()
    today = clock.exactly_now()
    people = cast.assemble()
    organisations.present(people)
    register.declare_all(people, today)
    _forget()
    for facts in cast.read("challenges"):
        play(facts, people, today)
        _forget()
    problems.raise_all(people, today)
    _forget()
    clock.move_to(today - dt.timedelta(minutes=3))
    voices.speak(people)
    organisations.gather(people)
    clock.stop_moving()
    _settle()


AFTER_DEADLINE = ("closed", "assessing", "decided", "standstill", "awarded", "delivering", "completed")
AFTER_AWARD = AFTER_DEADLINE[4:]


def play(facts: dict[str, object], people: cast.Cast, today: dt.datetime) -> story.Story:
    """One challenge, as far as it has come."""
    told = story.tell(facts, people, today)
    if told.reach not in ("draft", "in_approval", "scheduled"):
        bids.propose(told)
        afterwards.put_forward(told)
    if told.reach == "cancelled":
        story.cancel(told)
    if told.reach == "unsuccessful":
        panel.give_up(told)
    if told.reach in AFTER_DEADLINE:
        _after_deadline(told)
    return told


def _after_deadline(told: story.Story) -> None:
    afterwards.answer_one(told)
    bench = panel.set_up(told)
    if told.reach == "closed":
        return
    panel.receive(bench)
    afterwards.clarify(told)
    panel.assess(bench)
    _after_scores(told, bench)
    if told.reach == "assessing":
        return
    panel.settle(bench)
    decision_id = panel.decide(bench)
    if told.reach == "decided":
        return
    panel.give_notice(bench, decision_id, days=33.5 if told.reach == "standstill" else 18)
    if told.reach == "standstill":
        panel.audit(bench, decision_id)
    if told.reach in AFTER_AWARD:
        won = panel.award(bench, decision_id)
        delivery.deliver(told, won)


def _after_scores(told: story.Story, bench: panel.Bench) -> None:
    """What some panels do before they decide: let the public vote, meet, interview."""
    if "public_share" in told.facts:
        panel.settle(bench)
        vote.open_to_all(bench)
    if told.facts["key"] == panel.LATE:
        meeting.put_on_table(bench)
    if "goes_on" in told.facts:
        panel.settle(bench)
        interviews.hold(bench)


def _forget() -> None:
    """Keep the session small: what has been played is written and need not be looked at again."""
    db.session.flush()
    db.session.expunge_all()


def _settle() -> None:
    """What the past has queued was delivered in the past; the worker begins with nothing to do."""
    db.session.flush()
    db.session.execute(update(Message).values(state=MessageState.SENT, sent_at=Message.queued_at))
    db.session.execute(text("delete from procrastinate_jobs"))
