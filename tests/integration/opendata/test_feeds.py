"""Feeds of the public lists: what is in them, for whom, and when they have changed."""

import datetime as dt

import pytest
from lxml import etree

from accounts.states import Role
from challenges.services.life import cancel
from challenges.states import ChallengeState
from core.database import db
from pilots import services as pilots
from pilots.states import PilotState
from tests.factories.accounts import CouncilFactory, member, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.pilots import adopter, pilot_at
from tests.factories.problems import ProblemFactory

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = ("/challenges.atom", "/problems.atom", "/pilots.atom", "/adoptions.atom")


def feed_at(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    return etree.fromstring(answer.data)


def entries(feed):
    return {entry.findtext(f"{ATOM}title"): entry for entry in feed.iter(f"{ATOM}entry")}


def test_each_list_has_a_feed_of_what_is_public_and_of_nothing_else(client):
    ChallengeFactory(title="Open one", at=ChallengeState.OPEN)
    ChallengeFactory(title="Drafted one", at=ChallengeState.DRAFT)
    ProblemFactory(title="Seen lamp", published=True)
    ProblemFactory(title="Unseen lamp", under_review=True)
    running = pilot_at(PilotState.ACTIVE)
    contracting = pilot_at(PilotState.CONTRACTING)
    contracting.pilot.title = "Secret until signed"
    council = adopter()
    pilots.register_interest(running.pilot, interest="For our hills", by=council)

    found = {path: list(entries(feed_at(client, path))) for path in FEEDS}

    assert found["/challenges.atom"].count("Open one") == 1
    assert "Drafted one" not in found["/challenges.atom"]
    assert found["/problems.atom"] == ["Seen lamp"]
    assert found["/pilots.atom"] == [running.pilot.title]
    assert len(found["/adoptions.atom"]) == 1


def test_a_feed_is_searched_with_the_parameters_of_its_list(client):
    council = CouncilFactory(slug="northmoor")
    ProblemFactory(title="Lamp out", council=council, published=True)
    ProblemFactory(title="Bin full", council=council, published=True)
    ProblemFactory(title="Bin of another council", published=True)

    assert list(entries(feed_at(client, "/problems.atom?words=bin&council=northmoor"))) == ["Bin full"]
    assert list(entries(feed_at(client, "/problems.atom?council=northmoor&state=accepted"))) == []


def test_an_entry_keeps_its_id_and_tells_when_the_challenge_was_cancelled(client):
    council = CouncilFactory()
    challenge = ChallengeFactory(title="Dry feet", council=council, at=ChallengeState.OPEN)
    before = entries(feed_at(client, "/challenges.atom"))["Dry feet"]
    challenge.title = "Drier feet"

    cancel(challenge, reason="The money is gone.", by=member(council, Role.OFFICER))

    after = entries(feed_at(client, "/challenges.atom"))["Drier feet"]
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id") == challenge.id.urn
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert after.find(f"{ATOM}category").get("term") == "cancelled"


def test_a_feed_says_its_language_and_an_entry_its_own(client):
    ProblemFactory(title="Cau’r bont", language="cy", published=True)
    feed = feed_at(client, "/problems.atom?lang=es")

    assert feed.get(LANGUAGE) == "es"
    assert feed.findtext(f"{ATOM}title").startswith("Problemas")
    assert entries(feed)["Cau’r bont"].get(LANGUAGE) == "cy"


def test_a_feed_that_has_not_changed_is_not_sent_again(client):
    problem = ProblemFactory(published=True)
    first = client.get("/problems.atom?lang=en")
    assert "public" in first.headers["Cache-Control"]
    assert first.last_modified == problem.published_at.replace(microsecond=0)

    by_tag = client.get("/problems.atom?lang=en", headers={"If-None-Match": first.headers["ETag"]})
    by_time = client.get("/problems.atom?lang=en", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (by_tag.status_code, by_time.status_code) == (304, 304)

    problem.decided_at = problem.published_at + dt.timedelta(days=1)
    changed = client.get("/problems.atom?lang=en", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert changed.status_code == 200


def test_a_long_list_goes_on_in_the_next_page_of_its_feed(client):
    council = CouncilFactory()
    for _ in range(26):
        ProblemFactory(council=council, published=True)
    feed = feed_at(client, f"/problems.atom?council={council.slug}")
    [following] = [link.get("href") for link in feed.iter(f"{ATOM}link") if link.get("rel") == "next"]

    assert len(entries(feed)) == 25
    assert len(entries(feed_at(client, following))) == 1


def test_the_feed_of_a_council_holds_all_that_is_its_own(client):
    running = pilot_at(PilotState.ACTIVE)
    council = running.pilot.council
    ProblemFactory(title="Ours", council=council, published=True)
    ProblemFactory(title="Theirs", published=True)

    found = entries(feed_at(client, f"/councils/{council.slug}/feed.atom"))

    assert {"Ours", running.pilot.title, running.challenge.title} <= set(found)
    assert "Theirs" not in found
    assert client.get("/councils/nowhere/feed.atom").status_code == 404


def test_somebody_of_the_council_sees_no_more_in_a_feed_than_everybody(client):
    council = CouncilFactory()
    ChallengeFactory(title="Drafted one", council=council, at=ChallengeState.DRAFT)
    sign_in(client, officer(council))

    assert entries(feed_at(client, "/challenges.atom")) == {}
    assert entries(feed_at(client, f"/councils/{council.slug}/feed.atom")) == {}


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_costs_the_same_with_one_and_with_many(client, query_counter, path):
    def cost():
        with query_counter() as statements:
            client.get(path)
        return len(statements)

    def plant():
        ChallengeFactory(at=ChallengeState.OPEN)
        ProblemFactory(published=True)
        pilots.register_interest(pilot_at(PilotState.ACTIVE).pilot, interest="", by=adopter())
        db.session.flush()

    plant()
    few = cost()
    for _ in range(4):
        plant()
    assert cost() == few <= 12


def test_the_list_names_its_feed_with_what_is_searched_for(client):
    page = client.get("/problems?words=lamp&page=2")

    assert 'type="application/atom+xml" title="Problems" href="/problems.atom?words=lamp&amp;lang=en"' in page.text
