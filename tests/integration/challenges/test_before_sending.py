"""The page between form and sending: is it one of these, or can it not wait? Nothing that was typed is lost."""

import datetime as dt
import io

import pytest
from sqlalchemy import func, select

from challenges import safety
from challenges.jobs import forget_kept_uploads
from challenges.models.me_too import KeptUpload, MeToo
from challenges.models.problem import Problem, ProblemFile
from challenges.services import problem_decision as decisions
from challenges.states.problem import Concern, ProblemState
from core import clock
from core.database import db
from core.outbox import Message
from core.storage import StoredFile
from participation import queries as topics
from participation import services as participation
from participation.models import Follow
from tests.bad_input.forms import forms_of, read
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, officer, sign_in
from tests.factories.problems import published, raised
from tests.integration.challenges.test_problem_pages import PNG
from tests.support.posting import hidden, post

LAMPS = "The street lamps in Mill Lane are dark at night."


@pytest.fixture
def council(db_session):
    return CouncilFactory(name="Northbridge", nation="WLS", contact_phone="01632 960 001")


@pytest.fixture
def by(council):
    return officer(council)


def fields_of(page):
    """What the page sends along, as a browser would."""
    [form] = forms_of(read(page.text), path="/problems/new")
    return {name: values[-1] for name, values in form.sent.items()} | {"csrf_token": hidden(page, "csrf_token")}


def press(client, page, **button):
    return client.post("/problems/new", data=fields_of(page) | button)


def begin(client, council, words=LAMPS, **more):
    return post(client, "/problems/new", council_id=str(council.id), words=words, **more)


def raised_ones():
    return db.session.scalar(select(func.count()).where(Problem.description == LAMPS))


def test_similar_problems_are_offered_before_it_is_sent(client, council, by):
    other = published(council, by, words="All street lamps in the lane are dark.")
    page = begin(client, council)
    assert page.status_code == 200
    assert other.title in page.text
    assert raised_ones() == 0
    answer = press(client, page, send="yes")
    assert answer.location.startswith("/problems/reference/")
    assert raised_ones() == 1


def test_me_too_instead_of_a_duplicate_takes_three_pages(client, council, by):
    other = published(council, by, words="All street lamps in the lane are dark.")
    page = begin(client, council, email="gran@home.example")
    answer = press(client, page, me_too=other.slug)
    assert answer.location == f"/problems/{other.slug}/me-too/done"
    assert "You have this problem too" in client.get(answer.location).text
    assert raised_ones() == 0
    assert db.session.scalars(select(MeToo.words)).one() == LAMPS
    assert db.session.scalars(select(Follow.address).where(Follow.topic_id == other.topic_id)).one() == (
        "gran@home.example"
    )


def test_nothing_typed_is_lost_on_the_way_back_to_the_form(client, council, by):
    published(council, by, words="All street lamps in the lane are dark.")
    page = begin(client, council, place="Mill Lane", email="gran@home.example", upload=(io.BytesIO(PNG), "lamp.png"))
    again = press(client, page, change="yes")
    for typed in (LAMPS, "Mill Lane", "gran@home.example", "We have kept the picture"):
        assert typed in again.text
    answer = client.post("/problems/new", data=fields_of(again) | {"send": "yes"})
    assert answer.status_code == 302
    assert db.session.scalar(select(func.count()).select_from(ProblemFile)) == 1
    assert db.session.scalar(select(func.count()).select_from(KeptUpload)) == 0


def test_a_file_that_was_kept_for_a_form_that_never_came_is_forgotten(client, council, by):
    published(council, by, words="All street lamps in the lane are dark.")
    begin(client, council, upload=(io.BytesIO(PNG), "lamp.png"))
    forget_kept_uploads()
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1
    clock.move_to(clock.now() + dt.timedelta(days=2))
    forget_kept_uploads()
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_problem_that_was_merged_meanwhile_is_joined_where_it_went(client, council, by):
    other = published(council, by, words="All street lamps in the lane are dark.")
    page = begin(client, council)
    main = published(council, by, words="No light.")
    decisions.merge_problem(other, main, by=by)
    assert press(client, page, me_too=other.slug).location == f"/problems/{main.slug}/me-too/done"


@pytest.mark.parametrize("wrong", ["", "x", "no-such-problem"])
def test_a_problem_that_is_not_there_is_not_joined_and_nothing_is_lost(client, council, by, wrong):
    published(council, by, words="All street lamps in the lane are dark.")
    page = press(client, begin(client, council), me_too=wrong)
    assert "There is a problem" in page.text
    assert LAMPS in page.text


def test_what_sounds_like_an_emergency_leads_to_the_numbers_of_the_nation_first(client, council):
    page = begin(client, council, words="I smell gas in the stairs of our house.")
    assert page.status_code == 200
    assert "0800 111 999" in page.text
    assert db.session.scalar(select(func.count()).select_from(Problem)) == 0
    answer = press(client, page, send="yes")
    assert answer.status_code == 302
    assert db.session.scalars(select(Problem.concern)).one() is Concern.EMERGENCY


def test_officers_read_first_what_cannot_wait(client, council, by):
    raised(council, words=LAMPS)
    raised(council, words="He hits me.")
    sign_in(client, by)
    page = client.get("/problems/ours").text
    assert page.index("He hits me") < page.index("street lamps")
    assert "Somebody may be harmed" in page


@pytest.mark.parametrize("public", [False, True])
def test_an_emergency_is_answered_at_once_and_nobody_else_reads_it(client, council, by, public):
    author = actor_alone(PersonFactory())
    words = "My neighbour is being hurt."
    problem = published(council, by, by=author, words=words) if public else raised(council, by=author, words=words)
    slug, said = problem.slug, f"/topics/{problem.topic_id}/comments"
    comment = participation.say(topics.topic(problem.topic_id), words="I hear it too.", by=author) if public else None
    sign_in(client, by)
    assert client.get(said).status_code == (200 if public else 404)
    path = f"/problems/ours/{problem.id}/refer"
    assert "Choose what it is" in post(client, path, answer="Call now.").text
    post(client, path, concern="safeguarding", answer="Call the police now. We did too.")
    problem = db.session.get(Problem, problem.id)
    assert problem.state is ProblemState.REFERRED
    page = client.get(f"/problems/reference/{problem.reference}").text
    assert "Call the police now." in page
    assert "0808 80 10 800" in page
    assert client.get(f"/problems/{slug}").status_code == 404
    assert client.get(said).status_code == 404
    if comment:
        assert client.get(f"/comments/{comment.id}").status_code == 404
        sign_in(client, author)
        assert "I hear it too." in client.get(f"/comments/{comment.id}").text
        sign_in(client, by)
    assert words not in client.get("/problems").text
    mail = db.session.scalars(select(Message).where(Message.kind == "challenges/problem_decided")).one()
    assert mail.person_id == author.person_id
    assert not any(word in mail.subject + mail.body for word in ("police", "harm", "neighbour"))
    assert client.get(path).status_code == 409


# --- the words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "concern"),
    [
        ("There is a fire in the bins", Concern.EMERGENCY),
        ("Mae nwy yn gollwng", Concern.EMERGENCY),
        ("Mae tân yn y tŷ", Concern.EMERGENCY),
        ("Hi ha foc al carrer", Concern.EMERGENCY),
        ("Hay una fuga de gas", Concern.EMERGENCY),
        ("A child is being ABUSED next door", Concern.SAFEGUARDING),
        ("Dw i'n meddwl am hunanladdiad", Concern.SAFEGUARDING),
        ("Pateix maltractaments a casa", Concern.SAFEGUARDING),
        ("Pienso en el suicidio", Concern.SAFEGUARDING),
        ("Mae'r ffordd dan ddŵr tan yfory", None),
        ("The firewood and the Gascony lane", None),
        ("", None),
    ],
)
def test_words_of_each_language_make_us_ask(words, concern):
    assert safety.concern_in(words) is concern


@pytest.mark.parametrize("nation", [*safety.HELPLINES, "somewhere"])
def test_every_nation_has_somebody_to_call(nation):
    assert all(safety.helplines(nation, concern) for concern in Concern)
