"""Sharing out in steps: a plan, its confirmation, and long ones piece by piece."""

import pytest

from core import jobs
from core.audit import AuditEvent
from core.database import db
from core.errors import NotPermitted, Refused
from scoring.models import Assessment
from scoring.queries import assigning as queries
from scoring.services import assigning, changing
from scoring.services import conflict as interests
from scoring.services import sharing as services
from scoring.states import AssessmentState
from submissions.services import NotChecked, hiding
from tests.factories.accounts import officer as officer_of
from tests.factories.accounts import sign_in
from tests.factories.panels import panel_with, seat_for
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


def made():
    return db.session.scalar(db.select(db.func.count(Assessment.id)))


def events(kind):
    return db.session.scalar(db.select(db.func.count()).select_from(AuditEvent).filter_by(kind=kind))


def test_nothing_is_assigned_before_the_plan_is_confirmed_and_a_second_click_does_nothing():
    scene = panel_with(assessors=3, submissions=4, each=2)
    plan = services.plan(scene.reload(), by=scene.officer)
    assert (made(), len(plan.plan["pairs"])) == (0, 8)

    services.confirm(scene.reload(), plan.id, by=scene.officer)
    services.confirm(scene.reload(), plan.id, by=scene.officer)

    assert made() == 8
    assert plan.done_at is not None
    # One event for each seat, and one for all of it.
    assert (events("ASSESSMENTS_ASSIGNED"), events("SHARING_CONFIRMED")) == (3, 1)


def test_a_plan_made_from_what_has_changed_since_is_not_carried_out():
    scene = panel_with(assessors=2, submissions=2)
    plan = services.plan(scene.reload(), by=scene.officer)
    scene.declare(scene.assessors[0], conflict_with=scene.submissions[0])
    with pytest.raises(Refused, match="has changed"):
        services.confirm(scene.reload(), plan.id, by=scene.officer)
    with pytest.raises(NotPermitted):
        services.confirm(scene.reload(), plan.id, by=officer_of())
    assert made() == 0


def test_what_is_begun_stays_and_what_nobody_has_begun_moves_to_who_came_late():
    scene = panel_with(assessors=2, submissions=4, each=1)
    scene.assign()
    scene.declare_all()
    busy = scene.assessors[0]
    (first, *_) = [one for one in scene.submissions if held_by(scene, busy, one)]
    scene.score(busy, first)
    late = seat_for(scene)

    plan = services.plan(scene.reload(), anew=True, by=scene.officer)
    services.confirm(scene.reload(), plan.id, by=scene.officer)

    assert held_by(scene, busy, first).state is AssessmentState.SUBMITTED
    loads = [sum(1 for one in scene.submissions if held_by(scene, actor, one)) for actor in (*scene.assessors, late)]
    assert sorted(loads) == [1, 1, 2]


def held_by(scene, actor, submission):
    return db.session.scalar(db.select(Assessment).filter_by(seat_id=scene.seat(actor).id, submission_id=submission.id))


def test_long_work_goes_on_piece_by_piece_and_leaves_out_what_became_impossible(monkeypatch):
    scene = panel_with(assessors=3, submissions=4, each=3)
    monkeypatch.setattr(services, "AT_ONCE", 4)
    monkeypatch.setattr(services, "BATCH", 5)
    plan = services.plan(scene.reload(), by=scene.officer)
    assert plan.planned_at is None
    jobs.run_now("scoring.plan_sharing", sharing_id=str(plan.id))
    services.confirm(scene.reload(), plan.id, by=scene.officer)
    assert made() == 0
    with pytest.raises(Refused, match="shared out now"):
        services.plan(scene.reload(), by=scene.officer)
    scene.declare(scene.assessors[0], conflict_with=scene.submissions[0])

    assert services.carry_out(plan.id)
    assert made() in (4, 5)
    assert services.carry_out(plan.id)
    assert not services.carry_out(plan.id)
    assert not services.carry_out(plan.id)
    assert (made(), queries.latest_sharing(scene.panel.id).gone_through) == (11, 12)


def test_the_plan_says_what_cannot_be_met_and_nothing_of_what_the_reader_is_kept_out_of(client, query_counter):
    scene = panel_with(assessors=2, submissions=3, each=3)
    services.plan(scene.reload(), by=scene.officer)
    sign_in(client, scene.officer)
    page = client.get(f"/panels/{scene.panel.id}/sharing").text
    assert "2 assessors can take new work, and each proposal needs 3." in page
    assert all(one.reference in page for one in scene.submissions)
    conflicted = scene.submissions[0]
    interests.report_conflict(scene.challenge, [conflicted], words="Mine.", by=scene.officer)
    page = client.get(f"/panels/{scene.panel.id}/sharing").text
    assert conflicted.reference not in page
    assert scene.submissions[1].reference in page


def test_assigning_asks_the_same_of_the_database_for_few_and_many(query_counter):
    def statements(submissions):
        scene = panel_with(assessors=3, submissions=submissions)
        facts = assigning.gather(scene.reload(), by=scene.officer)
        pairs = facts.plan(1).pairs
        for one in facts.submissions:
            one.state = type(one.state).IN_ASSESSMENT
        scene.challenge.state = type(scene.challenge.state).ASSESSING
        db.session.flush()
        with query_counter() as counted:
            assigning.add(facts.panel, facts.first_round, pairs, by=scene.officer)
        return len(counted)

    assert statements(2) == statements(6)


def test_nothing_that_is_read_without_names_is_shared_out_before_it_is_checked_for_slips(client):
    scene = panel_with(assessors=2, submissions=2, anonymised=True)
    sign_in(client, scene.officer)
    answer = send(client, f"/panels/{scene.panel.id}/assign")
    assert answer.location == f"/challenges/{scene.challenge.slug}/proposals/telling"
    assert "First check every proposal for words that tell who proposes." in client.get(answer.location).text

    first, second = scene.bids()
    hiding.confirm_checked([first], by=scene.officer)
    seats = [scene.seat(actor).id for actor in scene.assessors]
    with pytest.raises(NotChecked):
        changing.set_assessors(scene.reload(), second, seat_ids=seats, by=scene.officer)
    with pytest.raises(NotChecked):
        services.plan(scene.reload(), by=scene.officer)
    assert made() == 0

    hiding.confirm_checked([second], by=scene.officer)
    plan = services.plan(scene.reload(), by=scene.officer)
    services.confirm(scene.reload(), plan.id, by=scene.officer)
    assert made() == 4
