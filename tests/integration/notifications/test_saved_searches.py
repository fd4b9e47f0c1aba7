"""Searches that are saved: asked for, confirmed, told of once a day, and ended."""

import datetime as dt
import re

import pytest

from accounts.states import Role
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.texts import texts_of
from challenges.services.life import cancel
from challenges.services.translation import write_translations
from challenges.states import ChallengeState
from core import clock, jobs
from core.database import db
from core.errors import Refused
from core.outbox import Message
from notifications import queries, services
from notifications.models import SavedSearch
from notifications.transport import compose
from pilots import services as pilots
from pilots.states import PilotState
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, member, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.pilots import adopter, pilot_at
from tests.factories.problems import ProblemFactory
from tests.support.posting import post

# In summer, London is an hour ahead of UTC.
EVENING = dt.datetime(2026, 6, 1, 20, 0, tzinfo=dt.UTC)
SEVEN = dt.datetime(2026, 6, 2, 6, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def evening(set_clock):
    set_clock(EVENING)


@pytest.fixture
def resident(evening):
    return actor_alone(PersonFactory(email="resident@home.example"))


def mails_to(address="resident@home.example"):
    found = db.select(Message).where(Message.to_address == address, Message.kind.startswith("notifications/"))
    return db.session.scalars(found.order_by(Message.queued_at, Message.id)).all()


def morning(set_clock, days=0):
    set_clock(SEVEN + days * DAY + dt.timedelta(minutes=3))
    jobs.due_now()
    return mails_to()


def lamp(**more):
    return ProblemFactory(published=True, published_at=clock.now(), **more)


def test_what_is_new_comes_once_in_one_mail_with_a_group_for_each_search(resident, set_clock):
    council = CouncilFactory(name="Northmoor", slug="northmoor")
    lamp(title="There before", council=council)
    services.save_search("problems", {"council": ["northmoor"]}, by=resident)
    services.save_search("challenges", {"words": ["feet"]}, by=resident)
    set_clock(EVENING + dt.timedelta(hours=1))
    lamp(title="Lamp out", council=council)
    lamp(title="Lamp of another council")
    ChallengeFactory(title="Dry feet", council=council, at=ChallengeState.OPEN, approved_at=clock.now())
    ChallengeFactory(title="Warm hands", council=council, at=ChallengeState.OPEN, approved_at=clock.now())
    db.session.flush()

    [mail] = morning(set_clock)

    assert mail.subject == "2 new things in your saved searches"
    assert mail.body.index("Challenges: “feet”") < mail.body.index("Dry feet") < mail.body.index("Problems: Northmoor")
    assert "Lamp out" in mail.body
    for absent in ("There before", "another council", "Warm hands"):
        assert absent not in mail.body
    assert "You get this email because you saved a search." in mail.body
    assert len(morning(set_clock)) == 1
    assert len(morning(set_clock, days=1)) == 1


def test_each_subscriber_to_the_same_search_reads_of_a_challenge_in_their_own_language(resident, set_clock):
    welsh = actor_alone(PersonFactory(email="preswylydd@home.example", language="cy"))
    for by in (resident, welsh):
        services.save_search("challenges", {}, by=by)
    set_clock(EVENING + dt.timedelta(hours=1))
    council = CouncilFactory(languages=["en", "cy"])
    made = ChallengeFactory(title="Dry feet", council=council, at=ChallengeState.OPEN, approved_at=clock.now())
    whole = whole_challenge_by_id(made.id)
    titles = [text for text in texts_of(whole) if text.key == "title"]
    write_translations(whole, "cy", texts=titles, words={"title": "Traed sych"})

    [mail] = morning(set_clock)
    assert "Dry feet" in mail.body
    [mail] = mails_to("preswylydd@home.example")
    assert "Traed sych" in mail.body
    assert "Dry feet" not in mail.body


def test_no_mail_comes_when_nothing_is_new(resident, set_clock):
    services.save_search("problems", {}, by=resident)
    assert morning(set_clock) == []


def test_a_worker_that_was_down_tells_late_in_one_mail(resident, set_clock):
    services.save_search("problems", {}, by=resident)
    for days in range(3):
        set_clock(EVENING + days * DAY + dt.timedelta(hours=1))
        lamp(title=f"Lamp {days}")
    db.session.flush()

    [mail] = morning(set_clock, days=3)

    assert all(f"Lamp {days}" in mail.body for days in range(3))


def test_what_becomes_public_after_the_hour_comes_the_day_after(resident, set_clock):
    services.save_search("problems", {}, by=resident)
    set_clock(SEVEN + dt.timedelta(minutes=1))
    lamp(title="Just late")
    db.session.flush()

    assert morning(set_clock) == []
    assert len(morning(set_clock, days=1)) == 1


def test_whoever_looks_for_a_state_hears_when_something_comes_into_it(resident, set_clock):
    council = CouncilFactory()
    challenge = ChallengeFactory(title="Dry feet", council=council, at=ChallengeState.OPEN)
    challenge.opens_at, challenge.closes_at = EVENING + DAY / 3, EVENING + 40 * DAY
    db.session.flush()
    services.save_search("challenges", {"state": ["open"]}, by=resident)
    services.save_search("challenges", {"state": ["cancelled"]}, by=resident)
    [opened] = morning(set_clock)
    assert "Challenges: Open" in opened.body
    assert "Cancelled" not in opened.body

    cancel(challenge, reason="The money is gone.", by=member(council, Role.OFFICER))

    _, cancelled = morning(set_clock, days=1)
    assert "Challenges: Cancelled" in cancelled.body


def test_pilots_and_adoptions_are_told_of_too(resident, set_clock):
    services.save_search("pilots", {}, by=resident)
    services.save_search("adoptions", {}, by=resident)
    set_clock(EVENING + dt.timedelta(hours=1))
    running = pilot_at(PilotState.ACTIVE)
    pilots.register_interest(running.pilot, interest="", by=adopter(CouncilFactory(name="Elsewhere")))
    contracting = pilot_at(PilotState.CONTRACTING)
    contracting.pilot.title = "Secret until signed"
    db.session.flush()

    [mail] = morning(set_clock)

    assert running.pilot.path in mail.body
    assert "Elsewhere" in mail.body
    assert "Secret until signed" not in mail.body


def test_the_mail_is_in_the_language_of_its_reader(evening, set_clock):
    actor = actor_alone(PersonFactory(email="resident@home.example", language="es"))
    services.save_search("problems", {}, by=actor)
    set_clock(EVENING + dt.timedelta(hours=1))
    lamp(title="Lamp out")
    db.session.flush()

    [mail] = morning(set_clock)

    assert "Problemas" in mail.body


def test_somebody_signed_in_saves_a_search_from_its_list_and_ends_it_on_a_page(client, resident):
    CouncilFactory(slug="northmoor", name="Northmoor")
    sign_in(client, resident)
    path = re.search(r'href="(/saved-searches/new[^"]+)"', client.get("/problems?words=lamp&council=northmoor").text)

    answer = post(client, path.group(1).replace("&amp;", "&"))

    page = client.get(answer.location)
    assert "Problems: “lamp”, Northmoor" in page.text
    assert 'href="/problems?words=lamp&amp;council=northmoor"' in page.text
    search_id = re.search(r'value="([^"]+)"[^>]*name="search_id"', page.text).group(1)
    post(client, "/saved-searches", search_id=search_id)
    assert "You have saved no search." in client.get("/saved-searches").text


def test_an_address_is_asked_first_and_may_then_end_each_or_all(client, set_clock, evening):
    answer = post(client, "/saved-searches/new?list=problems&words=lamp", email=" Neighbour@Home.example ")
    assert answer.location == "/saved-searches/asked"
    [asking] = mails_to("neighbour@home.example")
    set_clock(EVENING + dt.timedelta(minutes=1))
    lamp(title="Lamp out")
    db.session.flush()
    assert len(morning(set_clock)) == 0

    path = re.search(r"(/saved-searches/\S+/confirm)", asking.body).group(1)
    own = post(client, path).location
    assert "Problems: “lamp”" in client.get(own).text
    lamp(title="Lamp out again")
    db.session.flush()
    morning(set_clock, days=1)

    _, mail = mails_to("neighbour@home.example")
    assert "Lamp out again" in mail.body
    stop = mail.stop_url.removeprefix("http://127.0.0.1:8000")
    assert compose(mail, sender="a@b.example")["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.get(stop).status_code == 200
    assert client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "You have saved no search." in client.get(own).text


def test_pressing_twice_saves_once_and_asks_once_a_day(client, resident, set_clock):
    for _ in range(2):
        services.save_search("problems", {"words": ["lamp"]}, by=resident)
        services.ask_to_save("problems", {"words": ["lamp"]}, address="neighbour@home.example")

    assert db.session.scalar(db.select(db.func.count()).select_from(SavedSearch)) == 2
    assert len(mails_to("neighbour@home.example")) == 1


def test_nobody_saves_searches_without_end(resident):
    for number in range(20):
        services.save_search("problems", {"words": [f"lamp {number}"]}, by=resident)
    with pytest.raises(Refused):
        services.save_search("problems", {"words": ["one more"]}, by=resident)
    services.save_search("problems", {"words": ["lamp 7"]}, by=resident)


def test_only_what_the_list_knows_is_kept(resident):
    asked = {"words": ["  damp   walls "], "council": ["nowhere"], "state": ["raised"], "page": ["7"], "x": ["y"]}
    assert services.save_search("problems", asked, by=resident).parameters == {"words": ["damp walls"]}


def test_one_address_cannot_end_the_search_of_another(client, resident):
    search = services.save_search("problems", {}, by=resident)
    services.ask_to_save("problems", {}, address="neighbour@home.example")
    other = queries.subscriber_by_address("neighbour@home.example")
    services.confirm(queries.saved_search(other.id, "problems", {}))
    post(client, f"/saved-searches/{other.token}", search_id=str(search.id))
    db.session.expire_all()
    assert search.ended_at is None


def test_a_search_that_was_ended_is_not_confirmed_by_an_old_mail(client, evening):
    services.ask_to_save("problems", {}, address="neighbour@home.example")
    subscriber = queries.subscriber_by_address("neighbour@home.example")
    search = db.session.scalars(db.select(SavedSearch)).one()
    services.confirm(search)
    services.end_all(subscriber)
    old = search.token
    services.ask_to_save("problems", {}, address="neighbour@home.example")
    assert client.get(f"/saved-searches/{old}/confirm").status_code == 404


def test_telling_many_costs_no_more_queries_for_each_search_that_others_saved_too(resident, set_clock, query_counter):
    def cost(days):
        set_clock(EVENING + days * DAY + dt.timedelta(hours=1))
        lamp()
        db.session.flush()
        set_clock(SEVEN + days * DAY + dt.timedelta(minutes=3))
        with query_counter() as statements:
            services.send_digests(hour=7, zone="Europe/London")
        return sum("from problems" in statement.lower() for statement in statements)

    services.save_search("problems", {}, by=resident)
    few = cost(0)
    for _ in range(5):
        services.save_search("problems", {}, by=actor_alone(PersonFactory()))
    set_clock(SEVEN + dt.timedelta(hours=1))
    services.send_digests(hour=7, zone="Europe/London")
    assert cost(1) <= few * 2
