"""Pages about clarification questions."""

import datetime as dt
import re
import uuid

import pytest
from sqlalchemy import func, select

from accounts.states import Role
from challenges.models.question import ClarificationQuestion
from challenges.services import question as services
from challenges.states.challenge import ChallengeState
from challenges.states.question import QuestionState
from core import clock
from core.database import db
from tests.factories.accounts import (
    MembershipFactory,
    PersonFactory,
    actor_alone,
    actor_for,
    member,
    officer,
    sign_in,
)
from tests.factories.challenges import ChallengeFactory
from tests.integration.challenges.test_problem_pages import SCRIPT
from tests.support.posting import hidden, post, send


@pytest.fixture
def challenge(db_session):
    return ChallengeFactory(title="Dry pavements")


@pytest.fixture
def supplier(db_session):
    return actor_for(MembershipFactory(person=PersonFactory(name="Ada Asker")))


@pytest.fixture
def by(challenge):
    return officer(challenge.council)


@pytest.fixture
def question(challenge, supplier):
    return services.ask_question(challenge, words="May Acme use its own sensors?", by=supplier)


def test_a_supplier_asks_and_only_they_see_it(app, client, challenge, supplier):
    path = f"/challenges/{challenge.slug}/questions/new"
    assert client.get(path).location.startswith("/sign-in")
    sign_in(client, supplier)
    assert "There is a problem" in post(client, path, words="  ").text
    answer = post(client, path, words="May Acme use its own sensors?")
    assert "May Acme use" in client.get(answer.location).text
    assert "May Acme use" not in app.test_client().get(answer.location).text


def test_a_double_click_asks_once(client, challenge, supplier):
    sign_in(client, supplier)
    path = f"/challenges/{challenge.slug}/questions/new"
    page = client.get(path)
    data = {name: hidden(page, name) for name in ("csrf_token", "form_key")} | {"words": "When?"}
    assert [client.post(path, data=data).status_code for _ in range(2)] == [302, 302]
    assert db.session.scalar(select(func.count()).select_from(ClarificationQuestion)) == 1


def test_a_question_that_comes_too_late_is_still_there_to_copy(client, challenge, supplier):
    sign_in(client, supplier)
    path = f"/challenges/{challenge.slug}/questions/new"
    page = client.get(path)
    clock.move_to(challenge.questions_close_at)
    data = {name: hidden(page, name) for name in ("csrf_token", "form_key")} | {"words": "Is it too late?"}
    late = client.post(path, data=data)
    assert "The time for questions is over" in late.text
    assert "Is it too late?" in late.text
    assert db.session.scalar(select(func.count()).select_from(ClarificationQuestion)) == 0


def test_the_page_says_when_questions_cannot_be_asked(client, supplier):
    challenge = ChallengeFactory(at=ChallengeState.CLOSED)
    sign_in(client, supplier)
    assert "Questions cannot be asked now" in client.get(f"/challenges/{challenge.slug}/questions/new").text
    assert "Questions cannot be asked now" in client.get(f"/challenges/{challenge.slug}/questions").text


def test_the_council_is_not_asked_by_its_own_people(client, challenge, by):
    sign_in(client, by)
    assert client.get(f"/challenges/{challenge.slug}/questions/new").status_code == 403


def test_a_draft_and_an_unknown_challenge_have_no_questions(client, db_session):
    draft = ChallengeFactory(at=ChallengeState.DRAFT)
    for slug in (draft.slug, "nothing-here"):
        assert client.get(f"/challenges/{slug}/questions").status_code == 404


def test_an_answer_is_read_by_everybody_and_names_nobody(app, client, challenge, question, by):
    sign_in(client, by)
    assert "May Acme use its own sensors?" in client.get(f"/questions/{question.id}").text
    bad = post(client, f"/questions/{question.id}", words="May one use own sensors?", answer="")
    assert "There is a problem" in bad.text
    assert "May one use own sensors?" in bad.text
    post(client, f"/questions/{question.id}", words="May one use own sensors?", answer="Yes.")
    page = app.test_client().get(f"/challenges/{challenge.slug}/questions").text
    assert "May one use own sensors?" in page
    assert "Acme" not in page
    assert "Ada Asker" not in page


def test_no_page_of_the_council_names_the_asker(client, challenge, question, by):
    sign_in(client, by)
    for path in ("/questions", f"/questions/{question.id}", f"/questions/{question.id}/withhold"):
        page = client.get(path)
        assert page.status_code == 200
        assert "Ada Asker" not in page.text


def test_officers_see_how_long_a_question_waits(client, challenge, question, by):
    clock.move_to(clock.now().replace(microsecond=0) + dt.timedelta(days=4, minutes=1))
    sign_in(client, by)
    assert re.search(r"\(4 days\)", client.get("/questions").text)
    assert "No question waits" not in client.get("/questions?state=unheard-of").text
    assert "There is none in this state" in client.get("/questions?state=answered").text


def test_a_question_that_cannot_be_published_is_answered_to_its_asker(client, challenge, question, supplier, by):
    sign_in(client, by)
    path = f"/questions/{question.id}/withhold"
    assert "There is a problem" in post(client, path, reason="").text
    post(client, path, reason="It is about another challenge.")
    assert "another challenge" not in client.get(f"/challenges/{challenge.slug}/questions").text
    sign_in(client, supplier)
    assert "another challenge" in client.get(f"/challenges/{challenge.slug}/questions").text


def test_a_form_that_is_out_of_date_is_refused_in_words(client, question, by):
    sign_in(client, by)
    post(client, f"/questions/{question.id}", words="When?", answer="Soon.")
    late = send(client, f"/questions/{question.id}", {"words": "When?", "answer": "Never."})
    assert late.status_code == 409
    withheld = send(client, f"/questions/{question.id}/withhold", {"reason": "No."})
    assert withheld.status_code == 409
    kept = db.session.get(ClarificationQuestion, question.id)
    assert (kept.state, kept.answer) == (QuestionState.ANSWERED, "Soon.")
    assert "Soon." in client.get(f"/questions/{question.id}").text


def test_others_do_not_find_a_question(client, challenge, question, supplier):
    path, auditor = f"/questions/{question.id}", member(challenge.council, Role.AUDITOR)
    assert client.get(path).location.startswith("/sign-in")
    for outsider in (officer(), supplier, actor_alone(PersonFactory())):
        sign_in(client, outsider)
        assert client.get(path).status_code == 404
        assert client.get(f"{path}/withhold").status_code == 404
        assert client.get(f"/questions/{uuid.uuid4()}").status_code == 404
    sign_in(client, auditor)
    assert client.get(path).status_code == 403
    assert client.get("/questions").status_code == 200
    sign_in(client, supplier)
    assert client.get("/questions").status_code == 403


def test_markup_stays_words(client, challenge, supplier, by):
    question = services.ask_question(challenge, words=f"When? {SCRIPT}", by=supplier)
    services.answer_question(question, words=f"When? {SCRIPT}", answer=f"Now. {SCRIPT}", by=by)
    page = client.get(f"/challenges/{challenge.slug}/questions").text
    assert "<script>alert" not in page
    assert "<b>bold" not in page


@pytest.mark.parametrize("path", ["/questions", "/challenges/{slug}/questions"])
def test_a_list_costs_the_same_with_1_and_with_25(client, challenge, supplier, by, query_counter, path):
    address = path.format(slug=challenge.slug)
    sign_in(client, by)

    def cost():
        with query_counter() as statements:
            assert client.get(address).status_code == 200
        return len(statements)

    def ask():
        question = services.ask_question(challenge, words="When?", by=supplier)
        if path != "/questions":
            services.answer_question(question, words="When?", answer="Now.", by=by)

    ask()
    one = cost()
    for _ in range(24):
        ask()
    assert cost() == one
    assert one <= 12
