"""Who is told, what waits for whom, and what became of a problem."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from challenges.models import Problem
from challenges.registries import outcomes_of
from challenges.states import Channel, ProblemState
from core import clock
from core.database import db, new_id
from core.outbox import Message
from core.text import new_reference
from participation.models import Topic
from participation.services import create_topic, follow_as_person
from pilots import listeners, queries, services
from pilots.states import AdoptionRoute, GateOutcome, MilestoneState, PilotState
from submissions.registries import own_links_for
from tests.factories.accounts import PersonFactory
from tests.factories.pilots import STEPS, accepted_submission, adopter, pilot_at, stop, today

pytestmark = pytest.mark.usefixtures("db_session")


def problem_behind(running) -> Problem:
    council = running.pilot.council
    problem = Problem(
        id=new_id(),
        reference=new_reference("PRB"),
        slug=f"problem-{new_id().hex[-8:]}",
        council_id=council.id,
        title="Ice on the steps",
        description="Ice on the steps to the station.",
        raised_words="Ice on the steps to the station.",
        state=ProblemState.ACCEPTED,
        channel=Channel.WEB,
        raised_at=clock.now(),
        published_at=clock.now(),
        challenge_id=running.challenge.id,
    )
    problem.topic_id = create_topic(
        kind="problem", title=problem.title, path=f"/problems/{problem.slug}", council_id=council.id
    ).id
    db.session.add(problem)
    db.session.flush()
    return problem


def follower_of(*topic_ids):
    person = PersonFactory()
    for topic_id in topic_ids:
        follow_as_person(db.session.get(Topic, topic_id), person.id)
    return person


def mails_to(person_or_actor) -> list[str]:
    person_id = getattr(person_or_actor, "person_id", None) or person_or_actor.id
    found = db.session.scalars(select(Message).where(Message.person_id == person_id).order_by(Message.id))
    return [message.kind for message in found]


@pytest.fixture
def signed():
    return pilot_at(PilotState.MOBILISING)


def test_whoever_raised_or_follows_the_problem_hears_what_became_of_it(signed):
    problem = problem_behind(signed)
    resident = follower_of(problem.topic_id)
    services.begin(signed.pilot, by=signed.officer)
    for state in (PilotState.EVALUATING, PilotState.SCALING, PilotState.IN_USE):
        STEPS[state](signed)
    by = adopter()
    adoption = services.register_interest(signed.pilot, by=by)
    services.evaluate_adoption(adoption, by=by)
    services.procure(adoption, route=AdoptionRoute.TENDER, value=Decimal(5), by=by)
    services.go_live(adoption, live_on=today(), by=by)
    assert mails_to(resident) == ["pilots/pilot_begun", "pilots/pilot_in_use", "pilots/pilot_adopted"]


def test_a_stop_is_told_too(signed):
    resident = follower_of(problem_behind(signed).topic_id)
    stop(signed)
    assert mails_to(resident) == ["pilots/pilot_stopped"]


def test_one_mail_however_many_things_somebody_follows(signed):
    person = follower_of(problem_behind(signed).topic_id, signed.challenge.topic_id, signed.pilot.topic_id)
    services.begin(signed.pilot, by=signed.officer)
    assert mails_to(person) == ["pilots/pilot_begun"]


def test_a_mail_says_what_happened_why_it_came_and_how_to_stop_it(signed):
    person = follower_of(problem_behind(signed).topic_id)
    services.begin(signed.pilot, by=signed.officer)
    mail = db.session.scalars(select(Message).where(Message.person_id == person.id)).one()
    assert signed.pilot.title in mail.subject
    assert f"/pilots/{signed.pilot.slug}" in mail.body
    assert "because you follow" in mail.body
    assert mail.stop_url


def test_the_two_sides_are_told_of_what_the_other_does(signed):
    services.begin(signed.pilot, by=signed.officer)
    services.report_milestone(signed.milestones[0], outcome=MilestoneState.MET, words="Done.", by=signed.team)
    services.accept_payment(signed.payment(), by=signed.officer)
    services.invoice_payment(signed.payment(), invoice_number="7", by=signed.team)
    services.mark_paid(signed.payment(), paid_on=today(), by=signed.officer)
    observation = signed.observation()
    services.dispute_observation(observation, reasons="Which week?", by=signed.officer)
    assert mails_to(signed.officer) == [
        "pilots/milestone_reported",
        "pilots/payment_invoiced",
        "pilots/observation_reported",
    ]
    assert mails_to(signed.team) == [
        "pilots/contract_signed",
        "pilots/payment_accepted",
        "pilots/payment_made",
        "pilots/observation_checked",
    ]


def test_approvers_are_asked_and_the_team_hears_the_answer(signed):
    services.begin(signed.pilot, by=signed.officer)
    variation = services.propose_end(
        signed.pilot, ends_on=signed.pilot.ends_on + dt.timedelta(days=9), reason="Snow.", by=signed.team
    )
    services.approve_variation(variation, reasons="Yes.", by=signed.approver)
    review = services.recommend_gate(
        signed.stages[0], recommendation=GateOutcome.PASSED, reasons="Good.", by=signed.officer
    )
    services.decide_gate(review, outcome=GateOutcome.PASSED, reasons="Good.", by=signed.approver)
    services.evaluate(signed.pilot, evaluation="It works.", by=signed.officer)
    assert mails_to(signed.approver) == [
        "pilots/variation_to_decide",
        "pilots/gate_to_decide",
        "pilots/decision_needed",
    ]
    assert mails_to(signed.officer) == ["pilots/variation_decided", "pilots/gate_decided"]


# -- reminders ------------------------------------------------------------------------------------------------------


def reminders_to(actor) -> list[str]:
    return [kind for kind in mails_to(actor) if kind.endswith("_due")]


def test_reminders_come_a_week_and_a_day_before_and_once_when_late(signed):
    services.begin(signed.pilot, by=signed.officer)
    due = signed.milestones[-1].due_on
    for days, expected in ((8, 0), (7, 1), (5, 1), (1, 2), (-1, 3), (-3, 3)):
        clock.move_to(dt.datetime.combine(due - dt.timedelta(days=days), dt.time(12), dt.UTC))
        services.remind()
        services.remind()
        kinds = reminders_to(signed.team)
        assert kinds.count("pilots/milestone_due") == expected, days


def test_kpi_reports_and_gates_are_reminded_of(signed):
    services.begin(signed.pilot, by=signed.officer)
    clock.move_to(dt.datetime.combine(signed.stages[0].ends_on, dt.time(12), dt.UTC))
    services.remind()
    assert "pilots/kpi_report_due" in reminders_to(signed.team)
    assert "pilots/gate_due" in reminders_to(signed.officer)


def test_a_stopped_pilot_reminds_nobody(signed):
    stop(signed)
    clock.move_to(clock.now() + dt.timedelta(days=400))
    services.remind()
    assert not reminders_to(signed.team)


# -- what waits -----------------------------------------------------------------------------------------------------


def waiting(app, actor) -> list[str]:
    with app.test_request_context():
        return [str(item.title) for item in listeners.items(actor)]


def test_the_officer_starts_signs_and_begins(app):
    running = pilot_at(PilotState.CONTRACTING)
    accepted_submission(running.challenge)
    titles = waiting(app, running.officer)
    assert any(title.startswith("Start the pilot with") for title in titles)
    assert "Finish the plan and record the signature" in titles


def test_each_side_sees_what_it_has_to_do(app):
    running = pilot_at(PilotState.ACTIVE)
    clock.move_to(dt.datetime.combine(running.pilot.ends_on, dt.time(12), dt.UTC))
    kpi, milestone = running.kpi.title, running.milestones[0].title
    assert waiting(app, running.team) == [f"Report a value of “{kpi}”", f"Report on “{milestone}”"]
    assert waiting(app, running.officer) == [f"Recommend at the gate of “{running.stages[0].title}”"]
    observation = running.observation(days_ago=3)
    services.report_milestone(running.milestones[0], outcome=MilestoneState.MET, words="Done.", by=running.team)
    titles = waiting(app, running.officer)
    assert f"Check a value of “{kpi}”" in titles
    assert f"Accept what was delivered for “{milestone}”" in titles
    services.dispute_observation(observation, reasons="Which week?", by=running.officer)
    assert f"Answer about “{kpi}”" in waiting(app, running.team)


def test_approvers_see_what_others_prepared(app):
    running = pilot_at(PilotState.ACTIVE)
    services.propose_end(
        running.pilot, ends_on=running.pilot.ends_on + dt.timedelta(days=9), reason="Snow.", by=running.team
    )
    services.recommend_gate(running.stages[0], recommendation=GateOutcome.PASSED, reasons="Good.", by=running.officer)
    services.evaluate(running.pilot, evaluation="It works.", by=running.officer)
    assert sorted(waiting(app, running.approver)) == [
        "Decide on variation 1",
        f"Decide the gate of “{running.stages[0].title}”",
        "Scale up, extend or stop",
    ]


def test_an_adopting_officer_sees_the_next_step(app):
    by = adopter()
    services.register_interest(pilot_at(PilotState.IN_USE).pilot, by=by)
    assert waiting(app, by) == ["Look into it"]


def test_what_waits_takes_few_queries(app, query_counter):
    running = pilot_at(PilotState.ACTIVE)
    running.observation()
    with app.test_request_context(), query_counter() as statements:
        clock.now()
        list(listeners.items(running.officer))
    assert len(statements) <= 4


# -- what became of a problem ---------------------------------------------------------------------------------------


def test_a_problem_shows_its_pilot_and_who_uses_it(signed):
    services.begin(signed.pilot, by=signed.officer)
    by = adopter()
    adoption = services.register_interest(signed.pilot, by=by)
    assert [outcome.title for outcome in outcomes_of(signed.challenge.id)] == [signed.pilot.title]
    services.evaluate_adoption(adoption, by=by)
    found = outcomes_of(signed.challenge.id)
    assert len(found) == 2
    assert adoption.council.name in str(found[1].title)


def test_the_supplier_goes_from_its_proposal_to_its_pilot(app, signed):
    with app.test_request_context():
        found = own_links_for(signed.team, signed.submission)
        assert [link.url for link in found if "/pilots/" in link.url] == [f"{signed.pilot.path}/manage"]
        assert not [link for link in own_links_for(adopter(), signed.submission) if "/pilots/" in link.url]


def test_what_is_not_signed_has_not_become_of_it_yet():
    running = pilot_at(PilotState.CONTRACTING)
    assert outcomes_of(running.challenge.id) == []
    assert queries.pilots_of_challenge(running.challenge.id) == []
