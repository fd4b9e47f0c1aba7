"""Ideas from the public: a short form, sealed until the deadline, with a receipt and an answer."""

import pytest
from sqlalchemy import func, select

from accounts.states import Role
from core import clock
from core.audit import AuditEvent
from core.database import db
from core.errors import IllegalMove, NotPermitted
from core.outbox import Message
from submissions import queries, services
from submissions.models import Idea
from submissions.services import receipts
from submissions.states import IdeaState
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, member, sign_in
from tests.factories.submissions import after_deadline, challenge_open, supplier_person
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def council():
    return CouncilFactory()


@pytest.fixture
def challenge(council):
    return challenge_open(council, ideas_allowed=True)


@pytest.fixture
def resident():
    return actor_alone(PersonFactory())


@pytest.fixture
def officer(council):
    return member(council, Role.OFFICER)


def put_forward(challenge, by, title="Benches"):
    return services.put_forward(challenge, title=title, words="A bench at each stop.", by=by)


def mails(kind):
    return db.session.scalars(select(Message).where(Message.kind == f"submissions/{kind}")).all()


def test_a_resident_puts_forward_an_idea_and_hears_what_becomes_of_it(client, challenge, resident, officer):
    address = f"/challenges/{challenge.slug}/ideas/new"
    assert address in client.get(f"/challenges/{challenge.slug}").get_data(as_text=True)
    sign_in(client, resident)
    assert 'href="/ideas"' not in client.get("/work").get_data(as_text=True)
    lacking = send(client, address, data={"title": "Benches"}).get_data(as_text=True)
    assert "Write what your idea is" in lacking
    long = send(client, address, data={"title": "Benches", "words": "bench " * 301}).get_data(as_text=True)
    assert "300" in long
    sent = {"title": "Benches", "words": "A bench at each stop.", "contact": "01632 960 003"}
    where = {send(client, address, data=sent).location for _ in range(2)}
    assert len(where) == 1
    page = client.get(where.pop()).get_data(as_text=True)
    assert "A bench at each stop." in page
    [receipt] = mails("idea_receipt")
    assert "bench" not in receipt.body
    assert receipts.is_genuine(receipts.read_receipt(receipt.body))
    assert "Benches" in client.get("/ideas").get_data(as_text=True)

    assert 'href="/ideas"' in client.get("/work").get_data(as_text=True)

    idea = db.session.scalars(select(Idea)).one()
    sign_in(client, officer)
    assert client.get(f"/received/ideas/{idea.id}").status_code == 404
    before = client.get(f"/challenges/{challenge.slug}/ideas").get_data(as_text=True)
    assert "Benches" not in before
    after_deadline(challenge)
    assert f"/challenges/{challenge.slug}/ideas" in client.get("/work").get_data(as_text=True)
    for _ in range(2):
        assert "01632 960 003" in client.get(f"/received/ideas/{idea.id}").get_data(as_text=True)
    opened = select(func.count()).select_from(AuditEvent).where(AuditEvent.kind == "IDEA_OPENED")
    assert db.session.scalar(opened) == 1
    answer = {"outcome": "taken_up", "answer": "We try it at ten stops."}
    assert send(client, f"/received/ideas/{idea.id}/answer", data=answer).status_code == 302
    assert send(client, f"/received/ideas/{idea.id}/answer", data=answer).status_code == 409
    assert ["We try it at ten stops." in mail.body for mail in mails("idea_answered")] == [True]
    sign_in(client, resident)
    assert "We try it at ten stops." in client.get(f"/ideas/{idea.id}").get_data(as_text=True)


def test_the_receipt_can_be_made_again_from_what_was_sent(challenge, resident):
    idea = put_forward(challenge, resident)
    content = services.content_of_idea(
        idea.reference, challenge, title="Benches", words="A bench at each stop.", contact=""
    )
    receipt = services.receipt_of_idea(idea)
    assert receipt.digest == receipts.digest_of(content)
    assert receipts.is_genuine(receipt)


def test_where_the_council_does_not_ask_the_public_nobody_can_send_one(client, council, resident):
    quiet = challenge_open(council)
    assert "ideas/new" not in client.get(f"/challenges/{quiet.slug}").get_data(as_text=True)
    with pytest.raises(NotPermitted):
        put_forward(quiet, resident)


def test_at_the_deadline_it_is_too_late(client, challenge, resident):
    sign_in(client, resident)
    clock.move_to(challenge.closes_at)
    page = send(client, f"/challenges/{challenge.slug}/ideas/new", data={"title": "Benches", "words": "A bench."})
    assert "The deadline has passed" in page.get_data(as_text=True)
    assert "A bench." in page.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Idea)) == 0


def test_a_supplier_proposes_and_sends_no_idea(challenge):
    with pytest.raises(NotPermitted):
        put_forward(challenge, supplier_person())


def test_what_is_withdrawn_is_read_by_nobody_else_and_makes_room_for_another(challenge, resident, officer):
    first = put_forward(challenge, resident)
    services.withdraw_idea(first, by=resident)
    second = put_forward(challenge, resident, title="Shelters")
    assert second.id != first.id
    after_deadline(challenge)
    page = queries.received_ideas_page(officer, challenge, 1)
    assert [idea.title for idea in page.items] == ["Shelters"]
    assert queries.opened_idea(officer, first.id) is None
    with pytest.raises(IllegalMove):
        services.withdraw_idea(first, by=resident)


def test_an_officer_does_not_decide_on_an_idea_of_their_own(challenge, officer):
    alone = actor_alone(db.session.get_one(type(PersonFactory()), officer.person_id))
    idea = put_forward(challenge, alone)
    after_deadline(challenge)
    assert queries.opened_idea(officer, idea.id) is None
    with pytest.raises(NotPermitted):
        services.answer_idea(idea, taken_up=True, words="Yes.", by=officer)
    assert idea.state is IdeaState.SENT


@pytest.mark.parametrize("count", [1, 25])
def test_the_lists_ask_the_database_as_often_for_one_as_for_many(client, challenge, officer, query_counter, count):
    person = PersonFactory()
    for number in range(count):
        put_forward(challenge, actor_alone(PersonFactory() if number else person), title=f"Idea {number}")
    after_deadline(challenge)
    sign_in(client, officer)
    with query_counter() as statements:
        client.get(f"/challenges/{challenge.slug}/ideas")
    assert len(statements) <= 9
