"""Once an anonymised challenge is shared out, what its bidders are asked and answer is read only when it is checked."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.states import Role
from core import clock
from core.database import db
from core.outbox import Message
from submissions import queries, services
from submissions.queries import told_by
from tests.factories.accounts import member, sign_in
from tests.factories.panels import panel_with
from tests.support.posting import hidden, post, send

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def scene():
    scene = panel_with(assessors=1, submissions=1, anonymised=True)
    scene.assign()
    scene.declare_all()
    return scene


def ask(scene, words="How many barges?"):
    opened = queries.opened_submission(scene.officer, scene.submissions[0].id)
    return services.ask_bidder(
        opened, subject="Barges", words=words, due_at=clock.now() + dt.timedelta(days=5), by=scene.officer
    )


def team_of(scene):
    return member(scene.bids()[0].supplier, Role.MEMBER)


def answer(scene, asked, words):
    by = team_of(scene)
    services.answer_council(queries.own_clarification(by, asked.submission_id, asked.number), words=words, by=by)


def read_by_assessor(client, scene):
    actor = scene.assessors[0]
    sign_in(client, actor)
    return client.get(f"/assessing/{scene.opened(actor, scene.submissions[0]).id}").text


def look_through(client, scene):
    """The page as the officer sees it, with its address."""
    sign_in(client, scene.officer)
    address = f"/received/{scene.submissions[0].id}/hiding"
    return client.get(address), address


def test_an_answer_reaches_the_assessors_when_an_officer_has_looked_it_through(client, scene):
    name = scene.bids()[0].supplier.name
    asked = ask(scene)
    assert "barges" not in read_by_assessor(client, scene)
    page, address = look_through(client, scene)
    assert "1 question is new, or its answer is." in page.text
    send(client, f"{address}/checked", {"seen": hidden(page, "seen")})
    assert "How many barges?" in read_by_assessor(client, scene)

    answer(scene, asked, f"Two, says {name}.")

    read = read_by_assessor(client, scene)
    assert "says" not in read
    assert "looks through the answer for names first" in read
    sign_in(client, scene.officer)
    [mail] = db.session.scalars(select(Message).where(Message.kind == "submissions/clarification_answered"))
    assert f"{address}\n" in mail.body
    assert "only when you have looked it through" in mail.body
    for listed in ("/work", f"/panels/{scene.panel.id}"):
        assert f"/challenges/{scene.challenge.slug}/proposals/telling" in client.get(listed).text
    assert "1 question or answer is new" in client.get(f"/challenges/{scene.challenge.slug}/proposals/telling").text
    assert "Two, says" in client.get(f"/received/{scene.submissions[0].id}").text

    page = post(client, address, found=name)
    page = client.get(address)
    send(client, f"{address}/checked", {"seen": hidden(page, "seen")})

    assert "Two, says [hidden]." in read_by_assessor(client, scene)
    sign_in(client, scene.officer)
    assert "/proposals/telling" not in client.get("/work").text
    sign_in(client, team_of(scene))
    assert f"Two, says {name}." in client.get(f"/proposals/{scene.submissions[0].id}").text


def test_what_came_while_the_officer_was_reading_is_not_taken_for_read(client, scene):
    asked = ask(scene)
    page, address = look_through(client, scene)
    answer(scene, asked, "Two.")

    said = send(client, f"{address}/checked", {"seen": hidden(page, "seen")}, follow_redirects=True)

    assert "Something has changed since you opened this page." in said.text
    assert "barges" not in read_by_assessor(client, scene)


def test_where_names_are_known_an_answer_is_read_at_once(client):
    scene = panel_with(assessors=1, submissions=1)
    scene.assign()
    scene.declare_all()
    answer(scene, ask(scene), "Two.")
    read = read_by_assessor(client, scene)
    assert "How many barges?" in read
    assert "Two." in read
    assert queries.waiting_for_looking(scene.officer) == []


def test_a_question_that_waits_for_a_look_stops_nobody_from_sharing_out():
    scene = panel_with(assessors=1, submissions=1, anonymised=True)
    services.confirm_checked(scene.bids(), by=scene.officer)
    ask(scene)
    services.must_be_checked(scene.bids())
    [told] = told_by([queries.opened_submission(scene.officer, scene.submissions[0].id)])
    assert [one.words for one in told.new] == ["How many barges?"]
