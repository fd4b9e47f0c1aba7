"""Everything else that a council and its suppliers have going on, so that every page of the service is there."""

import datetime as dt
import io
from decimal import Decimal

from challenges.models import Challenge
from challenges.services import amendment
from challenges.services import question as asking
from core import clock, jobs
from core.database import db
from core.storage import store_upload
from participation import services as participation
from participation.models import Topic
from pilots import services as piloting
from pilots.states import AdoptionRoute, GateOutcome, MilestoneState, PilotState
from scoring.models import Panel
from scoring.queries import panel as panels
from scoring.services import claim as claiming
from scoring.services import panel as paneling
from scoring.states import DecisionState
from tests.factories.decisions import decided, rescore, scored
from tests.factories.panels import Scene, seat_for
from tests.factories.pilots import adopter, pilot_at
from tests.factories.problems import published
from tests.factories.submissions import PDF
from tests.sealing.people import Cast
from tests.support.worker import run_jobs

SEATED = ("chair", "assessor", "undeclared assessor", "recused assessor")
REMINDERS = (dt.timedelta(days=6, hours=12), dt.timedelta(hours=12))


def plant(cast: Cast) -> None:
    """An earlier challenge that was decided, and a pilot of the supplier whose proposal is sealed now."""
    published(cast.council, cast["officer"], words="The bin lorries are loud.")
    _decided(cast)
    _pilot(cast)


def _decided(cast: Cast) -> None:
    scene = scored(council=cast.council, scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=1)
    earlier = decided(at=DecisionState.STANDSTILL, scene=scored(council=cast.council, scores=(5, 4)), awards=1)
    claiming.raise_claim(earlier.scene.submissions[1].id, grounds="It was misread.", by=earlier.bidder(1))


def _pilot(cast: Cast) -> None:
    running = pilot_at(PilotState.ACTIVE, council=cast.council, supplier=cast.suppliers["rival"])
    piloting.recommend_gate(
        running.stages[0], recommendation=GateOutcome.PASSED, reasons="As planned.", by=running.officer
    )
    running.observation("60", days_ago=1)
    evidence = store_upload(io.BytesIO(PDF), name="report.pdf", limit=1_000_000)
    piloting.report_milestone(
        running.milestones[0], outcome=MilestoneState.MET, words="Done.", evidence=evidence, by=running.team
    )
    piloting.propose_end(
        running.pilot, ends_on=clock.now().date() + dt.timedelta(days=999), reason="Snow.", by=running.officer
    )
    used = pilot_at(PilotState.IN_USE, council=cast.council, supplier=cast.suppliers["rival"])
    other = adopter()
    adoption = piloting.register_interest(used.pilot, by=other)
    piloting.evaluate_adoption(adoption, by=other)
    piloting.procure(adoption, route=next(iter(AdoptionRoute)), value=Decimal(1000), by=other)


def set_up_panel(cast: Cast, challenge: Challenge) -> Scene:
    """Four have accepted their seats, one is asked."""
    opened = panels.own_challenge(cast["officer"], challenge.slug)
    assert opened is not None
    assert opened.closes_at is not None
    panel: Panel = paneling.set_up_panel(
        opened,
        phase_id=opened.phases[0].id,
        lot_id=opened.lots[0].id,
        assess_by_at=opened.closes_at + dt.timedelta(days=60),
        by=cast["officer"],
    )
    scene = Scene(council=cast.council, challenge=opened, officer=cast["officer"], panel=panel)
    for name in SEATED:
        scene.assessors.append(seat_for(scene, is_chair=name == "chair", person=cast.person(name)))
    invited = cast.person("invited assessor")
    paneling.invite(scene.reload(), name=invited.name, email=invited.email or "", is_chair=False, by=cast["officer"])
    db.session.flush()
    db.session.expire_all()
    return scene


def talk(cast: Cast, challenge: Challenge) -> None:
    """Whatever makes mails go out: followers, a comment, a question and its answer, an amendment."""
    topic = db.session.get_one(Topic, challenge.topic_id)
    participation.follow_by_email(topic, address="somebody@home.example")
    for name in ("resident", "officer", "moderator", "other officer", "rival"):
        participation.follow_as_person(topic, cast[name].person_id)
    participation.say(topic, words="What of wheelchairs?", by=cast["resident"])
    asked = asking.ask_question(challenge, words="By when?", by=cast["team of reopened"])
    asking.answer_question(asked, words="By when?", answer="By May.", by=cast["officer"])
    amendment.amend(challenge, values={"contact_phone": "01632 960 002"}, reason="A new number.", by=cast["officer"])


def let_time_pass(challenge: Challenge) -> None:
    """To the last day before the deadline, with everything done that became due on the way."""
    for before in REMINDERS:
        assert challenge.closes_at is not None
        clock.move_to(challenge.closes_at - before)
        jobs.due_now()
        run_jobs()
