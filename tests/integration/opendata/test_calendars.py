"""The dates of challenges for calendar programs."""

import datetime as dt
from zoneinfo import ZoneInfo

from icalendar import Calendar

from accounts.states import Role
from challenges.services.life import cancel
from challenges.states import ChallengeState
from core import clock
from tests.factories.accounts import CouncilFactory, member
from tests.factories.challenges import ChallengeFactory


def events_at(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return {event.uid.partition("@")[0]: event for event in Calendar.from_ical(answer.data).events}


def test_a_challenge_has_its_four_dates_in_the_zone_of_its_council(client):
    council = CouncilFactory(timezone="Europe/Madrid")
    challenge = ChallengeFactory(title="Dry feet", council=council, at=ChallengeState.OPEN)

    found = events_at(client, f"/challenges/{challenge.slug}/deadlines.ics")

    assert list(found) == [f"{challenge.id}-{kind}" for kind in ("opens", "questions", "deadline", "decision")]
    deadline = found[f"{challenge.id}-deadline"]
    assert deadline["SUMMARY"] == "Deadline for proposals: Dry feet"
    assert deadline["DTSTART"].params["TZID"] == "Europe/Madrid"
    assert deadline.start == challenge.closes_at.astimezone(ZoneInfo("Europe/Madrid")).replace(microsecond=0)
    assert found[f"{challenge.id}-decision"].start == challenge.decision_expected_on


def test_the_calendar_of_a_council_has_only_its_own_and_that_of_all_has_both(client):
    ours, theirs = ChallengeFactory(at=ChallengeState.OPEN), ChallengeFactory(at=ChallengeState.SCHEDULED)
    draft = ChallengeFactory(at=ChallengeState.DRAFT, council=ours.council)

    of_council = " ".join(events_at(client, f"/councils/{ours.council.slug}/deadlines.ics"))
    of_all = " ".join(events_at(client, "/deadlines.ics"))

    assert str(ours.id) in of_council
    assert str(theirs.id) not in of_council
    assert str(ours.id) in of_all
    assert str(theirs.id) in of_all
    assert str(draft.id) not in of_council + of_all


def test_a_draft_has_no_calendar(client):
    draft = ChallengeFactory(at=ChallengeState.DRAFT)

    assert client.get(f"/challenges/{draft.slug}/deadlines.ics").status_code == 404


def test_a_deadline_that_moves_stays_the_same_entry_and_one_that_is_cancelled_says_so(client):
    council = CouncilFactory()
    challenge = ChallengeFactory(council=council, at=ChallengeState.OPEN)
    path, uid = f"/challenges/{challenge.slug}/deadlines.ics", f"{challenge.id}-deadline"
    before = events_at(client, path)[uid]
    challenge.closes_at += dt.timedelta(days=7)
    moved = events_at(client, path)[uid]
    assert moved.start - before.start == dt.timedelta(days=7)

    cancel(challenge, reason="The money is gone.", by=member(council, Role.OFFICER))

    assert events_at(client, path)[uid]["STATUS"] == "CANCELLED"


def test_what_is_long_over_leaves_the_calendar_of_all(client, set_clock):
    challenge = ChallengeFactory(at=ChallengeState.OPEN)
    assert len(events_at(client, "/deadlines.ics")) == 4

    set_clock(clock.now() + dt.timedelta(days=300))

    assert events_at(client, "/deadlines.ics") == {}
    assert len(events_at(client, f"/challenges/{challenge.slug}/deadlines.ics")) == 4


def test_a_calendar_costs_the_same_with_one_and_with_many(client, query_counter):
    def cost():
        with query_counter() as statements:
            client.get("/deadlines.ics")
        return len(statements)

    ChallengeFactory(at=ChallengeState.OPEN)
    few = cost()
    for _ in range(6):
        ChallengeFactory(at=ChallengeState.OPEN)
    assert cost() == few <= 12
