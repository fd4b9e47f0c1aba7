"""Pages about problems, as residents and officers meet them."""

import io
import re
import uuid

import pytest
from sqlalchemy import func, select

from accounts.states import Role
from challenges.models.challenge import Challenge
from challenges.models.problem import Problem, ProblemFile
from challenges.queries.challenge import whole_challenge_by_id
from challenges.services import problem as services
from challenges.services.copying import save_preset
from challenges.states.challenge import ChallengeState
from challenges.states.problem import ProblemState
from core.database import db
from core.outbox import Message
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, member, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.problems import LAST_WEEK, ProblemFactory, published, raised
from tests.support.posting import hidden, post, send

SCRIPT = "<script>alert(1)</script><b>bold</b>"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
DECISIONS = ("accept", "answer", "decline", "transfer", "merge")


@pytest.fixture
def council(db_session):
    return CouncilFactory(name="Northbridge", contact_phone="01632 960 001")


@pytest.fixture
def by(council):
    return officer(council)


# --- raising ----------------------------------------------------------------------------------------------------


def test_two_answers_are_enough_and_the_next_page_is_the_last(client, council):
    answer = post(client, "/problems/new", council_id=str(council.id), words="The lift is broken.")
    assert answer.status_code == 302
    page = client.get(answer.location)
    problem = db.session.scalars(select(Problem)).one()
    assert answer.location == f"/problems/reference/{problem.reference}"
    assert problem.reference in page.text
    assert "The lift is broken." in page.text
    assert "Northbridge" in page.text


def test_the_confirmation_survives_a_bookmark_in_another_browser(app, client, council):
    answer = post(client, "/problems/new", council_id=str(council.id), words="The lift is broken.")
    assert app.test_client().get(answer.location).status_code == 200


def test_only_council_and_words_are_needed(client, council):
    page = post(client, "/problems/new", words="", email="not an address", place="Mill Lane")
    assert page.status_code == 200
    assert "Error: Raise a problem" in page.text
    assert "There is a problem" in page.text
    assert page.text.count("govuk-error-summary__list") == 1
    for words in ("Choose the council it is about", "Say what the problem is", "Enter an email address"):
        assert page.text.count(words) == 2
    assert 'value="Mill Lane"' in page.text
    assert page.text.count("(optional)") == 3


def test_the_page_of_a_council_chooses_it(client, council):
    page = client.get(f"/problems/new?council={council.slug}")
    assert f'<option value="{council.id}" selected' in page.text
    assert "01632 960 001" in page.text


@pytest.mark.parametrize("council", ["nowhere", "'; drop table problems", "00000000-0000-4000-8000-000000000000"])
def test_a_council_that_is_not_there_chooses_none(client, council):
    assert client.get("/problems/new", query_string={"council": council}).status_code == 200


@pytest.mark.parametrize("council_id", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_council_that_is_not_offered_is_an_error(client, council, council_id):
    page = post(client, "/problems/new", council_id=council_id, words="The lift is broken.")
    assert page.status_code == 200
    assert "There is a problem" in page.text
    assert "The lift is broken." in page.text


def test_it_says_where_to_turn_in_an_emergency(client, council):
    page = client.get("/problems/new")
    assert "112" in page.text
    assert "999" in page.text


def test_a_double_click_raises_one_problem(client, council):
    page = client.get("/problems/new")
    data = {
        "csrf_token": hidden(page, "csrf_token"),
        "form_key": hidden(page, "form_key"),
        "council_id": str(council.id),
        "words": "The lift is broken.",
    }
    first, second = (client.post("/problems/new", data=data) for _ in range(2))
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Problem)) == 1


def test_a_form_without_its_token_changes_nothing(client, council):
    answer = client.post("/problems/new", data={"council_id": str(council.id), "words": "The lift is broken."})
    assert answer.status_code == 400
    assert db.session.scalar(select(func.count()).select_from(Problem)) == 0


def test_markup_stays_words(client, council, by):
    answer = post(client, "/problems/new", council_id=str(council.id), words=f"Lift {SCRIPT}", place=SCRIPT)
    problem = db.session.scalars(select(Problem)).one()
    services.publish_problem(problem, title=problem.title, description=problem.description, publish_files=False, by=by)
    slug = problem.slug
    sign_in(client, by)
    for path in (answer.location, f"/problems/{slug}", "/problems", f"/problems/ours/{problem.id}"):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<b>bold" not in page.text


def test_a_picture_comes_with_the_problem(client, council, by):
    answer = post(
        client,
        "/problems/new",
        council_id=str(council.id),
        words="The lift is broken.",
        upload=(io.BytesIO(PNG), "lift.png"),
    )
    assert answer.status_code == 302
    attached = db.session.scalars(select(ProblemFile)).one()
    path = f"/problems/{attached.problem_id}/files/{attached.file_id}"
    assert client.get(path).location.startswith("/sign-in")
    sign_in(client, by)
    download = client.get(path)
    assert download.data == PNG
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert download.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content"), [("lift.exe", b"MZ"), ("lift.png", b"<html>no picture</html>"), ("lift.pdf", b"")]
)
def test_a_file_that_cannot_be_taken_keeps_what_was_typed(client, council, name, content):
    page = post(
        client,
        "/problems/new",
        council_id=str(council.id),
        words="The lift is broken.",
        upload=(io.BytesIO(content), name),
    )
    assert page.status_code == 200
    assert "There is a problem" in page.text
    assert "The lift is broken." in page.text
    assert db.session.scalar(select(func.count()).select_from(Problem)) == 0


def test_an_address_gets_a_mail_to_confirm(client, council):
    post(client, "/problems/new", council_id=str(council.id), words="The lift.", email="gran@home.example")
    assert db.session.scalars(select(Message.to_address)).all() == ["gran@home.example"]


def test_somebody_signed_in_is_not_asked_for_an_address(client, council):
    by = actor_alone(PersonFactory())
    sign_in(client, by)
    assert 'name="email"' not in client.get("/problems/new").text
    post(client, "/problems/new", council_id=str(council.id), words="The lift is broken.")
    assert db.session.scalars(select(Problem.raised_by)).one() == by.person_id


# --- following --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower"])
def test_a_reference_leads_to_the_problem(client, council, typed):
    problem = raised(council)
    reference = problem.reference
    wanted = reference.lower().replace("-", " ") if typed == "lower" else typed.format(reference)
    answer = client.get("/problems/find", query_string={"reference": wanted})
    assert answer.location == f"/problems/reference/{reference}"


def test_an_unknown_reference_is_said_to_be_unknown(client, council):
    page = client.get("/problems/reference/PRB-2222222", follow_redirects=True)
    assert page.status_code == 200
    assert "PRB-2222222" in page.text


def test_what_was_not_published_stays_between_author_and_council(client, council, by):
    problem = raised(council, words="Mrs Smith is loud.")
    reference, slug = problem.reference, problem.slug
    assert client.get(f"/problems/{slug}").status_code == 404
    assert "Smith" not in client.get("/problems").text
    assert "is loud" not in client.get("/problems?words=Smith").text
    assert "Smith" in client.get(f"/problems/reference/{reference}").text


def test_once_published_the_reference_shows_only_the_public_words(client, council, by):
    problem = raised(council, words="Mrs Smith is loud.")
    services.publish_problem(problem, title="Noise", description="A neighbour is loud.", publish_files=False, by=by)
    page = client.get(f"/problems/reference/{problem.reference}")
    assert "A neighbour is loud." in page.text
    assert "Smith" not in page.text
    assert "Smith" not in client.get(f"/problems/{problem.slug}").text


def test_an_unknown_problem_is_not_found(client, db_session):
    assert client.get("/problems/nothing-here").status_code == 404


# --- the public list --------------------------------------------------------------------------------------------


def test_search_filters_and_order_have_an_address(client, council, by):
    lamp = published(council, by, words="The lamps are out.")
    other = CouncilFactory(name="Southbridge", slug="southbridge")
    published(other, officer(other), words="Ice on the pavement.")
    found = client.get("/problems?words=lamp").text
    assert "The <mark>lamps</mark> are out" in found
    assert "Ice on" not in found
    assert "Ice on" in client.get("/problems?council=southbridge").text
    assert lamp.title not in client.get("/problems?council=southbridge").text
    assert "No problem fits" in client.get("/problems?state=answered").text
    assert lamp.reference in client.get(f"/problems/{lamp.slug}").text
    assert lamp.title in client.get("/problems", query_string={"words": lamp.reference}).text


@pytest.mark.parametrize(
    "query",
    [
        "state=unheard-of",
        "sort=unheard-of",
        "page=0",
        "page=-4",
        "page=99999",
        "page=x",
        "council=nowhere",
        "words=%27%3A%2A",
        "words=a%26%7C!()",
        "words=%00",
    ],
)
def test_unknown_values_in_the_address_are_harmless(client, council, by, query):
    published(council, by)
    assert client.get(f"/problems?{query}").status_code == 200


def test_joined_and_passed_on_problems_are_listed_only_when_asked_for(client, council):
    main = ProblemFactory(council=council, published=True, title="The first of two")
    ProblemFactory(
        council=council, published=True, title="The second of two", state=ProblemState.MERGED, merged_into_id=main.id
    )
    assert "The second of two" not in client.get("/problems").text
    assert "The second of two" in client.get("/problems?state=merged").text


@pytest.mark.parametrize("path", ["/problems", "/problems/ours"])
def test_a_list_costs_the_same_with_1_and_with_25(client, council, by, query_counter, path):
    sign_in(client, by)

    def cost():
        with query_counter() as statements:
            assert client.get(path).status_code == 200
        return len(statements)

    ProblemFactory(council=council, published=True)
    one = cost()
    for _ in range(24):
        challenge = ChallengeFactory(council=council)
        ProblemFactory(council=council, published=True, challenge_id=challenge.id)
    assert cost() == one
    assert one <= 12


def test_the_list_has_pages(client, council):
    for number in range(27):
        ProblemFactory(council=council, published=True, title=f"Lamp {number}")
    assert "1 to 25 of 27" in client.get("/problems").text
    assert "26 to 27 of 27" in client.get("/problems?page=2").text


# --- what became of it ------------------------------------------------------------------------------------------


def test_a_problem_leads_to_its_challenge_once_that_is_approved(client, council):
    draft = ChallengeFactory(council=council, at=ChallengeState.DRAFT, title="Brighter parks")
    problem = ProblemFactory(council=council, published=True, state=ProblemState.ACCEPTED, challenge_id=draft.id)
    assert "Brighter parks" not in client.get(f"/problems/{problem.slug}").text
    challenge = ChallengeFactory(council=council, title="Safer parks")
    problem.challenge_id = challenge.id
    assert "Safer parks" in client.get(f"/problems/{problem.slug}").text


def test_a_page_of_a_problem_stays_under_12_queries(client, council, by, query_counter):
    problem = published(council, by)
    with query_counter() as statements:
        client.get(f"/problems/{problem.slug}")
    assert len(statements) <= 12


# --- the council ------------------------------------------------------------------------------------------------


def test_officers_find_what_waits_with_its_age(client, council, by):
    ProblemFactory(council=council, title="Dark park", raised_at=LAST_WEEK)
    ProblemFactory(title="Somebody else’s")
    sign_in(client, by)
    page = client.get("/problems/ours").text
    assert "Dark park" in page
    assert "Somebody else" not in page
    assert re.search(r"\(\d+ days\)", page)


def test_the_work_page_names_what_waits(client, council, by):
    problem = ProblemFactory(council=council, title="Dark park")
    sign_in(client, by)
    page = client.get("/work").text
    assert "Dark park" in page
    assert f"/problems/ours/{problem.id}" in page


def test_residents_find_their_problems_on_their_work_page(client, council):
    somebody = actor_alone(PersonFactory())
    raised(council, by=somebody, words="Dark park")
    sign_in(client, somebody)
    assert "Dark park" in client.get("/work").text


def test_an_officer_publishes_it_in_other_words(client, council, by):
    problem = raised(council, words="Mrs Smith fell.")
    sign_in(client, by)
    path = f"/problems/ours/{problem.id}/publish"
    assert "Mrs Smith fell." in client.get(path).text
    answer = post(client, path, title="A fall", description="Somebody fell.")
    assert answer.location == f"/problems/ours/{problem.id}"
    assert "What was written at first" in client.get(answer.location).text
    assert client.get(f"/problems/{db.session.get(Problem, problem.id).slug}").status_code == 200


def test_an_officer_starts_and_declines(client, council, by):
    problem = raised(council)
    sign_in(client, by)
    post(client, f"/problems/ours/{problem.id}/start", form_at=f"/problems/ours/{problem.id}")
    empty = post(client, f"/problems/ours/{problem.id}/decline", reason="  ")
    assert "There is a problem" in empty.text
    post(client, f"/problems/ours/{problem.id}/decline", reason="The lake is not ours.")
    assert db.session.get(Problem, problem.id).state is ProblemState.DECLINED


def test_an_officer_takes_it_up_in_a_new_challenge(client, council, by):
    problem = published(council, by)
    sign_in(client, by)
    path = f"/problems/ours/{problem.id}/accept"
    assert "There is a problem" in post(client, path).text
    assert "Choose a kind of programme" in post(client, path, challenge="new").text
    answer = post(client, path, challenge="new", preset="rapid")
    assert answer.status_code == 302
    assert db.session.get(Problem, problem.id).challenge_id is not None


def test_an_officer_takes_it_up_with_a_preset_that_the_council_saved(client, council, by):
    problem = published(council, by)
    source = whole_challenge_by_id(ChallengeFactory(council=council, at=ChallengeState.DRAFT, terms="Ours.").id)
    own = save_preset(source, name="As we do it", by=by)
    other = ChallengeFactory(at=ChallengeState.DRAFT)
    theirs = save_preset(whole_challenge_by_id(other.id), name="Theirs", by=officer(other.council))
    sign_in(client, by)
    path = f"/problems/ours/{problem.id}/accept"
    page = client.get(path).text
    assert "As we do it (saved by your council)" in page
    assert "Theirs" not in page
    assert "There is a problem" in post(client, path, challenge="new", preset=str(theirs.id)).text
    assert post(client, path, challenge="new", preset=str(own.id)).status_code == 302
    problem = db.session.get_one(Problem, problem.id)
    challenge = db.session.get_one(Challenge, problem.challenge_id)
    assert (challenge.title, challenge.terms) == (problem.title, "Ours.")
    assert challenge.problem_statement == problem.description


def test_an_officer_adds_it_to_a_draft(client, council, by):
    problem = published(council, by)
    draft = ChallengeFactory(council=council, at=ChallengeState.DRAFT)
    others = ChallengeFactory(at=ChallengeState.DRAFT)
    sign_in(client, by)
    path = f"/problems/ours/{problem.id}/accept"
    assert "There is a problem" in post(client, path, challenge=str(others.id)).text
    assert post(client, path, challenge=str(draft.id)).status_code == 302
    assert db.session.get(Problem, problem.id).challenge_id == draft.id


def test_an_officer_answers_it(client, council, by):
    problem = published(council, by)
    sign_in(client, by)
    path = f"/problems/ours/{problem.id}/answer"
    bad = post(client, path, answer="Look here", url="javascript:alert(1)")
    assert "There is a problem" in bad.text
    assert "Look here" in bad.text
    post(client, path, answer="Look here", url="bins.example/collect")
    page = client.get(f"/problems/{problem.slug}").text
    assert "Look here" in page
    assert 'href="https://bins.example/collect"' in page


def test_an_officer_passes_it_on(client, council, by):
    other = CouncilFactory(name="Southbridge")
    problem = published(council, by)
    sign_in(client, by)
    path = f"/problems/ours/{problem.id}/transfer"
    assert "Enter the name of the other body" in post(client, path, council="other").text
    assert "There is a problem" in post(client, path, council=str(council.id)).text
    post(client, path, council=str(other.id), reason="Their road.")
    assert "Southbridge" in client.get(f"/problems/{problem.slug}").text


def test_an_officer_joins_it_with_another(client, council, by):
    problem, main = published(council, by, words="Lamp out"), published(council, by, words="All lamps out")
    elsewhere = ProblemFactory()
    sign_in(client, by)
    path = f"/problems/ours/{problem.id}/merge"
    assert "All lamps out" in client.get(path + "?words=lam").text
    assert "No other problem fits" in client.get(path + "?words=zebra").text
    assert "There is a problem" in post(client, path, into=str(elsewhere.id)).text
    post(client, path, into=str(main.id))
    assert "All lamps out" in client.get(f"/problems/{problem.slug}").text
    assert "1 more report" in client.get(f"/problems/{main.slug}").text


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_form_that_is_out_of_date_is_refused_in_words(client, council, by, decision):
    problem = published(council, by)
    sign_in(client, by)
    post(client, f"/problems/ours/{problem.id}/answer", answer="Here.")
    late = send(client, f"/problems/ours/{problem.id}/{decision}", {"reason": "No.", "answer": "Other."})
    assert late.status_code == 409
    assert db.session.get(Problem, problem.id).public_answer == "Here."


@pytest.mark.parametrize("page", ["", "/publish", *(f"/{decision}" for decision in DECISIONS)])
def test_another_councils_officer_does_not_find_it(client, council, by, page):
    problem = published(council, by)
    path = f"/problems/ours/{problem.id}{page}"
    sign_in(client, officer())
    assert client.get(path).status_code == 404
    sign_in(client, member(council, Role.AUDITOR))
    assert client.get(path).status_code == (200 if page == "" else 403)


def test_somebody_not_signed_in_is_asked_to(client, council, by):
    problem = published(council, by)
    for page in ("", "/new", f"/{problem.id}", f"/{uuid.UUID('00000000-0000-4000-8000-000000000000')}"):
        assert client.get(f"/problems/ours{page}").location.startswith("/sign-in")


def test_residents_and_suppliers_see_no_triage(client, db_session):
    sign_in(client, actor_alone(PersonFactory()))
    assert client.get("/problems/ours").status_code == 403
    assert client.get("/problems/ours/new").status_code == 403


def test_an_officer_enters_a_problem_for_somebody(client, council, by):
    sign_in(client, by)
    path = "/problems/ours/new"
    page = post(client, path, council_id=str(council.id), words="My bin.", channel="carrier-pigeon")
    assert "There is a problem" in page.text
    assert "Ask the person" in page.text
    answer = post(client, path, council_id=str(council.id), words="My bin.", channel="phone", consent_given="yes")
    problem = db.session.scalars(select(Problem)).one()
    assert problem.channel.value == "phone"
    assert problem.reference in client.get(answer.location).text
