"""The public lists: what fits each filter, in which order, in how many queries, and what is never in them."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from challenges.services.problem_decision import accept_into_new_challenge
from challenges.states import Instrument
from challenges.states.challenge import ChallengeState
from challenges.states.problem import ProblemState
from challenges.states.theme import Theme
from core import clock
from core.database import db
from pilots.states import PilotState
from tests.factories.accounts import CouncilFactory, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.pilots import pilot_at
from tests.factories.problems import ProblemFactory, raised
from tests.support.posting import hidden, post

LISTS = ("/problems", "/challenges", "/pilots", "/search")
ODD = (
    "<script>alert(1)</script>",
    "مرحبا بالعالم",
    "🚲 🚲🚲",
    "x" * 10_000,
    "lamp " * 3000,
    "'; drop table problems; --",
    "a:* & !b | (c <-> d)",
    "\\ ' '' \" %s %(x)s {}",
    "\x00 \ufeff \u202e",
    "the and of",
)


def options(page, name):
    """What a filter offers, as people read it."""
    box = re.search(rf'<select[^>]*name="{name}".*?</select>', page.text, re.DOTALL)
    return re.findall(r"<option[^>]*>\s*(.*?)\s*</option>", box[0], re.DOTALL)[1:]


def slugs(page, kind):
    return list(dict.fromkeys(re.findall(rf'<a class="govuk-link" href="/{kind}/([^"/?]+)"', page.text)))


@pytest.fixture
def northbridge(db_session):
    return CouncilFactory(name="Northbridge", slug="northbridge")


@pytest.fixture
def southbridge(db_session):
    return CouncilFactory(name="Southbridge", slug="southbridge")


@pytest.fixture
def problems(northbridge, southbridge):
    ProblemFactory(published=True, council=northbridge, slug="one", title="Dark lamps", theme=Theme.STREETS)
    ProblemFactory(published=True, council=northbridge, slug="two", title="Dark park", theme=Theme.SAFETY)
    answered = {"state": ProblemState.ANSWERED, "public_answer": "Mended."}
    ProblemFactory(published=True, council=southbridge, slug="three", title="Noise", theme=Theme.STREETS, **answered)
    ProblemFactory(council=southbridge, title="Dark and not public", theme=Theme.SAFETY)


def test_each_filter_says_how_many_fit_the_others(client, problems):
    page = client.get("/problems")
    assert options(page, "council") == ["Northbridge (2)", "Southbridge (1)"]
    assert options(page, "state") == ["Being looked at (2)", "Answered (1)"]
    assert options(page, "theme") == ["Streets and transport (2)", "Safety (1)"]

    page = client.get("/problems?council=northbridge&theme=streets")
    assert "one" in slugs(page, "problems")
    assert options(page, "council") == ["Northbridge (1)", "Southbridge (1)"]
    assert options(page, "theme") == ["Streets and transport (1)", "Safety (1)"]
    assert options(page, "state") == ["Being looked at (1)"]


def test_the_numbers_count_what_was_searched_for(client, problems):
    page = client.get("/problems?words=noises")
    assert options(page, "council") == ["Southbridge (1)"]
    assert "1 result" in page.text


def test_a_filter_that_nothing_fits_stays_and_says_so(client, problems):
    page = client.get("/problems?council=southbridge&theme=safety")
    assert "Southbridge (0)" in options(page, "council")
    assert "Safety (0)" in options(page, "theme")
    assert "No problem fits this search" in page.text
    assert 'href="/problems?theme=safety"' in page.text
    assert 'href="/problems?council=southbridge"' in page.text


def test_one_link_keeps_it_all_and_each_part_can_be_taken_away(client, problems):
    page = client.get("/problems?words=dark&council=northbridge&sort=oldest&page=1")
    assert 'href="/problems?words=dark&amp;sort=oldest"' in page.text
    assert 'href="/problems?council=northbridge&amp;sort=oldest"' in page.text
    assert 'value="dark"' in page.text


def test_what_has_only_some_of_the_words_is_shown_and_said(client, problems):
    page = client.get("/problems?words=dark+zebra")
    assert "Nothing has all of your words" in page.text
    assert "<mark>Dark</mark> lamps" in page.text
    assert "Nothing has all" not in client.get("/problems?words=dark").text


def test_nothing_found_says_what_to_do_next(client, problems):
    page = client.get("/problems?words=zebra")
    assert "Check the spelling" in page.text
    assert 'href="/search?words=zebra"' in page.text
    assert '<li><a class="govuk-link" href="/problems/new">' in page.text


def test_the_best_answer_comes_first_unless_another_order_is_asked_for(client, northbridge):
    early = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for number, title in enumerate(("Nothing", "Swans", "Nothing more")):
        ProblemFactory(
            published=True,
            slug=f"p{number}",
            title=title,
            description="Near the swans.",
            published_at=early + dt.timedelta(days=number),
        )
    found = [slug for slug in slugs(client.get("/problems?words=swan"), "problems") if slug[0] == "p"]
    assert found[0] == "p1"
    found = [slug for slug in slugs(client.get("/problems?words=swan&sort=newest"), "problems") if slug[0] == "p"]
    assert found == ["p2", "p1", "p0"]


def test_challenges_are_filtered_by_money_closing_date_kind_and_who_may_apply(client, northbridge):
    soon = clock.now() + dt.timedelta(days=3)
    ChallengeFactory(council=northbridge, slug="grant", instrument=Instrument.GRANT, closes_at=soon, theme=Theme.CARE)
    large = ChallengeFactory(council=northbridge, slug="large", ideas_allowed=True)
    large.phases[0].shares[0].amount = Decimal(600_000)
    ChallengeFactory(council=northbridge, slug="closed", at=ChallengeState.CLOSED)
    db.session.flush()

    page = client.get("/challenges")
    assert options(page, "money") == ["25,000 to 100,000 (2)", "More than 500,000 (1)"]
    assert options(page, "closes") == ["In the next 7 days (1)", "In 8 to 30 days (1)"]
    assert options(page, "state") == ["Open (2)", "Closed (1)"]
    assert options(page, "who") == ["Residents and community groups too (1)", "Organisations only (2)"]
    assert options(page, "instrument") == ["Contract (2)", "Grant (1)"]
    for query, expected in (
        ("money=more", ["large"]),
        ("closes=week", ["grant"]),
        ("closes=month", ["large"]),
        ("instrument=grant", ["grant"]),
        ("theme=care", ["grant"]),
        ("who=everybody", ["large"]),
        ("state=closed", ["closed"]),
        ("state=open&instrument=contract&money=more&closes=month&council=northbridge", ["large"]),
    ):
        assert slugs(client.get(f"/challenges?{query}"), "challenges") == expected, query


def test_pilots_are_filtered_by_the_theme_of_their_challenge_and_by_money(client, db_session):
    running = pilot_at(PilotState.ACTIVE)
    running.challenge.theme = Theme.CLIMATE
    running.pilot.amount = Decimal(20_000)
    other = pilot_at(PilotState.STOPPED)
    db_session.flush()
    page = client.get("/pilots")
    assert options(page, "theme") == ["Climate, nature and waste (1)"]
    assert slugs(client.get("/pilots?theme=climate"), "pilots") == [running.pilot.slug]
    assert slugs(client.get("/pilots?money=to-25000"), "pilots") == [running.pilot.slug]
    assert slugs(client.get("/pilots?state=stopped"), "pilots") == [other.pilot.slug]


@pytest.mark.parametrize("path", LISTS)
def test_whatever_is_typed_the_page_is_there_and_holds_it_as_text(client, problems, path):
    for words in ODD:
        page = client.get(path, query_string={"words": words})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_one_row_and_25_cost_the_same_number_of_queries(client, query_counter):
    queries = ("", "words=swans", "words=swans+zebra", "words=swans&council=x&theme=care&state=open")

    def plant(number):
        ProblemFactory(published=True, description=f"Swans {number}")
        ChallengeFactory(summary=f"Swans {number}")

    def costs():
        found = {}
        for address in (f"{path}?{query}" for path in LISTS for query in queries):
            with query_counter() as statements:
                assert client.get(address).status_code == 200
            found[address] = len(statements)
        return found

    plant(0)
    pilot_at(PilotState.MOBILISING, title="Swans")
    one = costs()
    pilot_at(PilotState.MOBILISING, title="More swans")
    for number in range(1, 25):
        plant(number)
    assert costs() == one
    assert max(one.values()) <= 12


def test_what_is_not_public_is_in_no_list_and_in_no_number(client, northbridge):
    secret = "Quokkas on the towpath"
    ProblemFactory(council=northbridge, title=secret)
    ProblemFactory(council=northbridge, published=True, raised_words=secret, reporter_email="quokkas@towpath.example")
    for state in (ChallengeState.DRAFT, ChallengeState.IN_APPROVAL):
        ChallengeFactory(council=northbridge, title=secret, at=state, theme=Theme.WORK)
    ChallengeFactory(conflicts_assessment=secret, budget_owner=secret)
    running = pilot_at(PilotState.CONTRACTING, council=northbridge)
    running.pilot.title = secret
    learning = pilot_at(PilotState.STOPPED)
    learning.pilot.learning_worked = learning.pilot.evaluation = secret
    running.submission.title = secret
    db.session.flush()
    for path in LISTS:
        page = client.get(f"{path}?words=quokka")
        assert "Quokkas" not in page.text, path
        assert "(1)" not in page.text, path
    assert "Work and business" not in client.get("/challenges").text


def test_more_than_can_be_ranked_is_counted_and_said(client, northbridge, monkeypatch):
    monkeypatch.setattr("core.search.RANKED_AT_MOST", 26)
    monkeypatch.setattr("core.finding.RANKED_AT_MOST", 26)
    for number in range(28):
        ProblemFactory(published=True, council=northbridge, description=f"Swans {number}")
    page = client.get("/problems?words=swans&page=9")
    assert "28" in page.text
    assert "the best 26" in page.text
    assert len([slug for slug in slugs(page, "problems") if slug.startswith("problem-")]) == 1


def test_an_officer_says_what_a_problem_and_its_challenge_are_about(client, northbridge):
    by = officer(northbridge)
    problem = raised(northbridge, words="Dark lamps.")
    sign_in(client, by)
    answers = {"title": "Dark lamps", "description": "Dark lamps.", "theme": "streets"}
    path = f"/problems/ours/{problem.id}/publish"
    assert post(client, path, **answers).status_code == 302
    assert options(client.get("/problems"), "theme") == ["Streets and transport (1)"]

    challenge = accept_into_new_challenge(problem, preset="rapid", by=by)
    assert challenge.theme is Theme.STREETS
    path = f"/challenges/{challenge.slug}/edit/problem"
    page = client.get(path)
    assert re.search(r'<option value="streets"\s+selected', page.text)
    answers = {name: hidden(page, name) for name in ("csrf_token", "seen")} | {"title": "Lamps", "theme": "safety"}
    assert client.post(path, data=answers).status_code == 302
    assert challenge.theme is Theme.SAFETY
