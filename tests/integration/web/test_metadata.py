"""What pages say of themselves to search engines and to whoever links to them."""

import json
import re

import pytest
from lxml import etree

from accounts.states import Role
from challenges.states import ChallengeState
from pilots.states import PilotState
from tests.factories.accounts import CouncilFactory, member, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.pilots import pilot_at
from tests.factories.problems import ProblemFactory

SERVICE = "http://127.0.0.1:8000"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def about(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text).group(1))


def meta(page, name):
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', page.text)
    return found and found.group(1)


def addresses(client, path):
    return [loc.text for loc in etree.fromstring(client.get(path).data).iter(LOC)]


def test_a_challenge_says_what_it_is_about_where_it_is_and_how_it_looks_elsewhere(client):
    challenge = ChallengeFactory(title="Dry feet", summary="Fewer </script> puddles.", at=ChallengeState.OPEN)
    page = client.get(f"/challenges/{challenge.slug}?lang=cy", headers={"Host": "elsewhere.example"})
    url = f"{SERVICE}/challenges/{challenge.slug}"

    assert meta(page, "og:title") == "Dry feet"
    assert meta(page, "og:description").startswith("Fewer")
    assert meta(page, "og:locale") == "cy_GB"
    assert f'<link rel="canonical" href="{url}?lang=cy">' in page.text
    for code in ("en", "cy", "ca", "es"):
        assert f'<link rel="alternate" hreflang="{code}" href="{url}?lang={code}">' in page.text
    assert f'<link rel="alternate" hreflang="x-default" href="{url}">' in page.text
    sought = about(page)["seeks"]
    assert (sought["@type"], sought["description"], sought["url"]) == ("Demand", "Fewer </script> puddles.", url)
    assert sought["availabilityEnds"] == challenge.closes_at.isoformat()


def test_problems_pilots_councils_and_the_service_say_what_they_are(client):
    council = CouncilFactory()
    problem = ProblemFactory(title="Lamp out", council=council, place="Park Road", published=True)
    running = pilot_at(PilotState.ACTIVE)

    assert about(client.get(f"/problems/{problem.slug}"))["contentLocation"]["name"] == "Park Road"
    assert about(client.get(running.pilot.path))["funder"]["name"] == running.pilot.council.name
    assert about(client.get(f"/councils/{council.slug}"))["@type"] == "GovernmentOrganization"
    assert about(client.get("/"))["@type"] == "WebSite"


def test_a_draft_and_a_private_page_are_not_for_search_engines(client):
    draft = ChallengeFactory(at=ChallengeState.DRAFT)
    sign_in(client, member(draft.council, Role.OFFICER))

    for path in (f"/challenges/{draft.slug}", "/work", "/sign-in", "/nowhere", "/problems?words=lamp"):
        page = client.get(path, follow_redirects=True)
        assert meta(page, "robots") == "noindex", path
        assert "canonical" not in page.text, path
    assert "ld+json" not in client.get(f"/challenges/{draft.slug}").text


@pytest.mark.parametrize("path", ["/", "/challenges", "/problems", "/pilots?page=1", "/adoptions", "/privacy"])
def test_a_public_page_may_be_listed(client, path):
    page = client.get(path)

    assert meta(page, "robots") is None
    assert f'<link rel="canonical" href="{SERVICE}{path.partition("?")[0]}">' in page.text
    assert meta(page, "og:image").startswith(f"{SERVICE}/static/card.")


def test_the_site_map_has_every_public_thing_and_nothing_else(client):
    council = CouncilFactory()
    shown, draft = ChallengeFactory(council=council, at=ChallengeState.OPEN), ChallengeFactory(at=ChallengeState.DRAFT)
    seen, unseen = ProblemFactory(published=True), ProblemFactory(under_review=True)
    signed, unsigned = pilot_at(PilotState.ACTIVE).pilot, pilot_at(PilotState.CONTRACTING).pilot

    maps = [url.removeprefix(SERVICE) for url in addresses(client, "/sitemap.xml")]
    found = {url for path in maps for url in addresses(client, path)}

    assert f"{SERVICE}/challenges" in found
    assert f"{SERVICE}/councils/{council.slug}" in found
    for public in (f"/challenges/{shown.slug}", f"/problems/{seen.slug}", signed.path):
        assert SERVICE + public in found
    for private in (f"/challenges/{draft.slug}", f"/problems/{unseen.slug}", unsigned.path):
        assert SERVICE + private not in found
    assert client.get("/sitemap/people-1.xml").status_code == 404
    assert client.get("/sitemap/problems-2.xml").status_code == 404


def test_robots_are_sent_to_the_site_map_and_away_from_a_demonstration(client, app, monkeypatch):
    assert "Disallow: /\n" in client.get("/robots.txt").text
    monkeypatch.setitem(app.config, "DEMONSTRATION", False)
    answer = client.get("/robots.txt").text
    assert f"Sitemap: {SERVICE}/sitemap.xml" in answer
    assert "Disallow: /sign-in\n" in answer
    assert "Disallow: /\n" not in answer
