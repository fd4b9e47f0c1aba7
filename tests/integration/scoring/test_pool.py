"""Assessors over challenges: terms, profile, pool, reminders, and taking over from somebody who leaves."""

import datetime as dt

import pytest

from challenges.states.theme import Theme
from core.access import Actor
from core.database import db
from core.errors import Refused
from core.outbox import Message
from scoring.models import Assessment, SetAside
from scoring.queries import assessment as assessments
from scoring.queries import panel as panels
from scoring.queries import pool
from scoring.services import assessment as assessing
from scoring.services import assigning, joining, leaving, reminding, sharing
from scoring.services import panel as services
from scoring.states import AssessmentState, SeatState
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.accounts import officer as officer_of
from tests.factories.panels import panel_with
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


def asked(scene, **facts):
    """An invitation, and the person it is for."""
    person = PersonFactory()
    seat = services.invite(
        scene.reload(), name=person.name, email=person.email, is_chair=False, by=scene.officer, **facts
    )
    actor = Actor(person_id=person.id, name=person.name)
    return panels.invitation_for(actor, seat.id), actor


def work(actor, submission):
    return db.session.scalar(
        db.select(Assessment)
        .join(Assessment.seat)
        .filter_by(person_id=actor.person_id)
        .where(Assessment.submission_id == submission.id)
    )


def test_the_terms_are_kept_as_they_were_accepted_and_capacity_is_only_lowered(client):
    scene = panel_with(assessors=1, submissions=1)
    services.change_terms(scene.reload(), words="We pay £20 for each proposal.", by=scene.officer)
    seat, actor = asked(scene, capacity=10)
    joining.join_panel(seat, terms_accepted=True, capacity=4, by=actor)
    services.change_terms(scene.reload(), words="We pay nothing.", by=scene.officer)

    assert (seat.capacity, seat.terms_version, seat.state) == (4, services.TERMS_VERSION, SeatState.ACCEPTED)
    sign_in(client, actor)
    page = client.get(f"/assessing/invitations/{seat.id}").text
    assert "We pay £20 for each proposal." in page
    assert "We pay nothing." not in page


def test_who_takes_over_begins_anew_and_drafts_are_neither_counted_nor_shown(client):
    scene = panel_with(assessors=3, submissions=4, each=2)
    scene.assign()
    scene.declare_all()
    leaver, other, third = scene.assessors
    held = [one for one in scene.submissions if work(leaver, one)]
    scene.score(leaver, held[0])
    begun = scene.opened(leaver, held[1])
    criterion = assessments.criteria_of(scene.panel.lot_id)[0]
    assessing.save_scores(
        begun, {criterion.id: assessing.Entry(score=1, reason="A draft nobody reads.")}, version=0, by=leaver
    )
    sign_in(client, scene.officer)
    page = client.get(f"/panels/{scene.panel.id}/seats/{scene.seat(leaver).id}/leave").text
    assert "1 assessment that they handed in stays and counts." in page
    assert "1 that they only began is set aside." in page

    already = {one.id for one in held if work(other, one)} - {held[1].id}
    if work(other, held[1]) is not None:
        other, third = third, other
        already = {one.id for one in held if work(other, one)}
    done = leaving.leave_panel(
        scene.reload(), scene.seat(leaver), reason="New job.", successor=scene.seat(other), by=scene.officer
    )

    assert work(leaver, held[0]).state is AssessmentState.SUBMITTED
    (aside,) = db.session.scalars(db.select(SetAside).filter_by(submission_id=held[1].id)).all()
    assert aside.drafts[0]["reason"] == "A draft nobody reads."
    assert held[0].id not in done.takes
    for one in held[1:]:
        assert work(leaver, one) is None
        assert work(other, one) is not None
    assert set(done.takes) == {one.id for one in held[1:]} - already
    fresh = scene.opened(other, held[1])
    assert (fresh.state, fresh.scores) == (AssessmentState.CLEAR, [])


def test_somebody_new_takes_over_once_they_accept_but_not_where_they_have_a_conflict():
    scene = panel_with(assessors=2, submissions=3, each=2)
    scene.assign()
    scene.declare_all()
    scene.score(scene.assessors[1], scene.submissions[0])
    person = PersonFactory()
    actor = Actor(person_id=person.id, name=person.name)
    with pytest.raises(Refused) as refused:
        leaving.replace_by_new(
            scene.reload(), scene.seat(scene.assessors[1]), reason="Ill.", name="", email="", by=scene.officer
        )
    assert refused.value.field == "name"
    seat = leaving.replace_by_new(
        scene.reload(), scene.seat(scene.assessors[1]), reason="Ill.", name=person.name, email=person.email,
        by=scene.officer,
    )  # fmt: skip
    person.past_employers = [scene.bids()[1].supplier.name]
    db.session.flush()
    conflicted = scene.bids()[1].id

    done = joining.join_panel(panels.invitation_for(actor, seat.id), terms_accepted=True, by=actor)

    wanted = {one.id for one in scene.submissions[1:]}
    assert set(done.takes) == wanted - {conflicted}
    assert done.conflicts == len(wanted & {conflicted})


def mails(kind):
    return db.session.scalars(db.select(Message.to_address).filter_by(kind=f"scoring/{kind}")).all()


def test_reminders_come_before_and_after_the_day_never_twice_a_day_and_never_to_the_recused(set_clock):
    scene = panel_with(assessors=2, submissions=1, each=2)
    scene.assign()
    scene.declare(scene.assessors[0])
    scene.declare(scene.assessors[1], conflict_with=scene.submissions[0])
    work(scene.assessors[1], scene.submissions[0]).state = AssessmentState.RECUSED
    seat, _ = asked(scene)
    due = scene.panel.assess_by_at
    address = scene.seat(scene.assessors[0]).email

    for days, working, inviting in ((-8, 0, 0), (-7, 1, 1), (-1, 2, 2), (1, 3, 2), (7, 4, 2)):
        for minutes in (1, 30):
            set_clock(due + dt.timedelta(days=days, minutes=minutes))
            reminding.remind()
            assert mails("assessments_reminder") == [address] * working
            assert mails("invitation_reminder") == [seat.email] * inviting


def test_an_officer_reminds_by_hand_once_a_day(client, set_clock):
    scene = panel_with(assessors=1, submissions=1)
    scene.assign()
    sign_in(client, scene.officer)
    url = f"/panels/{scene.panel.id}"
    for words in ("1 person is reminded.", "Nobody is reminded"):
        post(client, f"{url}/remind", form_at=url)
        assert words in client.get(url).text
    assert len(mails("assessments_reminder")) == 1


def test_an_assessor_says_once_what_they_read_and_know_and_sees_their_load(client):
    scene = panel_with(assessors=1, submissions=2)
    scene.assign()
    sign_in(client, scene.assessors[0])
    url = "/assessing/profile"

    def say(**facts):
        return post(client, url, **facts)

    assert "Choose at least one language" in say().text
    away = {f"away_until-{part}": value for part, value in (("day", "1"), ("month", "8"), ("year", "2026"))}
    assert "Enter both days, or none." in say(languages="cy", **away).text
    # The first time it leads on to the register of interests.
    assert say(languages=["en", "cy"], themes="climate").location == "/register-of-interests"
    page = client.get(url).text
    assert "2 proposals to do now." in page
    assert pool.profile_of(scene.assessors[0].person_id).languages == ["en", "cy"]


def test_the_pool_shows_each_council_its_own_assessors(client):
    scene = panel_with(assessors=2, submissions=1)
    scene.assign()
    known = scene.assessors[0]
    joining.save_profile(languages=["cy"], themes=[], by=known)
    sign_in(client, scene.officer)
    page = client.get(f"/assessors?language=cy&panel={scene.panel.id}").text
    assert scene.seat(known).name in page
    assert "1 proposal to do" in page
    assert "On this panel" in page
    assert scene.seat(scene.assessors[1]).email not in page
    invitation = client.get(f"/panels/{scene.panel.id}/invite?person={known.person_id}").text
    assert scene.seat(known).email in invitation
    sign_in(client, officer_of())
    assert scene.seat(known).email not in client.get(f"/assessors?panel={scene.panel.id}").text
    assert client.get("/assessors?panel=x").status_code == 200


def test_a_council_says_what_somebody_knows_they_are_told_and_the_plan_goes_by_it(client):
    scene = panel_with(assessors=3, submissions=3, each=2)
    scene.reload().challenge.theme = Theme.CLIMATE
    db.session.flush()
    knows = scene.assessors[0]
    sign_in(client, scene.officer)
    url = f"/panels/{scene.panel.id}/seats/{scene.seat(knows).id}/expertise"
    assert post(client, url, themes="climate").location == f"/panels/{scene.panel.id}"
    (mail,) = db.session.scalars(db.select(Message).filter_by(kind="scoring/expertise_stated")).all()
    assert mail.person_id == knows.person_id
    assert str(Theme.CLIMATE.label) in mail.body
    # The same again tells nobody anything.
    post(client, url, themes="climate")
    assert len(mails("expertise_stated")) == 1
    facts = {one.id: one.expertise for one in assigning.seats_to_fill(scene.reload(), scene.reload().seats)}
    assert facts[scene.seat(knows).id] == {"climate"}
    assert "Your council says that they know well" in client.get("/assessors?theme=climate").text

    post(client, f"/panels/{scene.panel.id}/assign", form_at=f"/panels/{scene.panel.id}")
    plan = client.get(f"/panels/{scene.panel.id}/sharing").text
    assert "Who knows the field" in plan
    assert "2 proposals: 1 of its assessors knows the field" in " ".join(plan.split())
    sign_in(client, knows)
    assert "says that you know this well" in client.get("/assessing/profile").text
    sign_in(client, scene.assessors[1])
    assert client.get(url).status_code == 404


def test_pool_plan_and_leaving_ask_the_same_of_the_database_for_few_and_for_many(client, query_counter):
    def counts(assessors, submissions):
        scene = panel_with(assessors=assessors, submissions=submissions, each=1)
        sharing.plan(scene.reload(), by=scene.officer)
        sign_in(client, scene.officer)
        found = []
        for url in ("/assessors", f"/panels/{scene.panel.id}/sharing", f"/panels/{scene.panel.id}"):
            client.get(url)
            with query_counter() as statements:
                assert client.get(url).status_code == 200
            found.append(len(statements))
        return found

    few = counts(1, 1)
    assert few == counts(7, 4)
    assert max(few[:2]) <= 12
