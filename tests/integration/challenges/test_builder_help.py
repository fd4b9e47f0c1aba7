"""What the builder says of a draft without standing in the way."""

import datetime as dt
import re

import pytest

from challenges.services import draft_challenge
from challenges.states import ChallengeState
from core.database import db
from tests.factories.accounts import CouncilFactory, body_id_of, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.integration.challenges.test_challenge_pages import dates, seen_in, text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
YEAR = 2031


@pytest.fixture
def drafted(client):
    challenge = ChallengeFactory(at=ChallengeState.DRAFT, council=CouncilFactory(languages=["en", "ca"]))
    sign_in(client, officer(challenge.council))
    return challenge


def timeline(opens: dt.date, *, time: str = "12:00") -> dict[str, str]:
    week = dt.timedelta(days=7)
    return {
        **dates("opens_at", opens, time="9:00"),
        **dates("questions_close_at", opens + week),
        **dates("closes_at", opens + 2 * week, time=time),
        **dates("decision_expected_on", opens + 6 * week),
    }


def test_words_that_name_a_solution_are_pointed_out_and_saved(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/outcomes"
    words = {"seen": seen_in(text_of(client.get(address))), "outcomes_wanted": "An app, i una plataforma"}
    assert send(client, address, words).status_code == 302
    assert "Names a solution: app, plataforma." in text_of(client.get(f"/challenges/{drafted.slug}/edit"))
    assert "These words name a solution: app, plataforma." in text_of(client.get(address))
    assert "name a solution" not in text_of(client.get(f"/challenges/{drafted.slug}/edit/terms"))


def test_the_checklist_says_what_is_missing_and_why_it_matters(client):
    by = officer()
    challenge = draft_challenge(council_id=body_id_of(by), preset="catalyst", title="Icy pavements", by=by)
    sign_in(client, by)
    for page in ("edit", "submit", "manage"):
        shown = text_of(client.get(f"/challenges/{challenge.slug}/{page}"))
        assert "Without one, good pilots end." in shown
        assert "Pilots are measured against them." in shown


def test_the_timeline_is_drawn_from_what_is_typed_and_nothing_is_saved(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/timeline"
    page = text_of(client.get(address))
    assert page.count('<rect class="tl-svg-accent"') == 4
    before = drafted.opens_at
    data = {"seen": seen_in(page), "show": "yes", **timeline(dt.date(YEAR, 3, 3))}
    page = text_of(send(client, address, data))
    assert "3 March 2031 to 17 March 2031, 14 days" in " ".join(page.split())
    assert "There is a problem" not in page
    db.session.refresh(drafted)
    assert drafted.opens_at == before
    data["closes_at-day"] = "32"
    page = text_of(send(client, address, data))
    assert "Enter a real date" in page
    assert page.count('<rect class="tl-svg-accent"') == 2


def test_a_deadline_at_a_weekend_or_in_the_evening_is_worth_a_look(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/timeline"
    seen = seen_in(text_of(client.get(address)))
    page = text_of(send(client, address, {"seen": seen, "show": "yes", **timeline(dt.date(YEAR, 3, 8), time="18:30")}))
    assert "at a weekend" in page
    assert "in the evening" in page
    data = {"seen": seen, **timeline(dt.date(YEAR, 3, 8), time="18:30")}
    assert send(client, address, data).status_code == 302


def test_of_a_deadline_in_the_doubled_hour_the_officer_is_asked_which_and_the_public_told(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/timeline"
    seen = seen_in(text_of(client.get(address)))
    data = {"seen": seen, **timeline(dt.date(YEAR, 10, 12))}
    data |= dates("closes_at", dt.date(YEAR, 10, 26), time="1:30")
    page = text_of(send(client, address, data))
    assert "comes twice" in page
    assert re.search(r'type="radio" value="second"', page)
    assert send(client, address, {**data, "closes_at-which": "second"}).status_code == 302
    db.session.refresh(drafted)
    assert drafted.closes_at == dt.datetime(YEAR, 10, 26, 1, 30, tzinfo=dt.UTC)
    assert "1:30am, winter time" in text_of(client.get(f"/challenges/{drafted.slug}"))
    skipped = dates("closes_at", dt.date(YEAR, 3, 30), time="1:30")
    data = {"seen": seen_in(text_of(client.get(address))), **timeline(dt.date(YEAR, 3, 12)), **skipped}
    assert "does not exist on that day" in text_of(send(client, address, data))
