"""From the shortlist over the interviews to the award."""

import datetime as dt
import email
from email import policy

import pytest
from icalendar import Calendar
from sqlalchemy import select

from challenges.models import Phase
from challenges.states import SecondRound
from core import clock
from core.database import db
from core.errors import NotPermitted, Refused
from core.outbox import Message
from notifications.transport import compose
from scoring.models import Interview
from scoring.queries import interview as queries
from scoring.services import changing, leaving
from scoring.services import decision as deciding
from scoring.services import interview as services
from scoring.services import second_round as again
from scoring.states import DecisionKind
from scoring.states.interview import InterviewState
from submissions import services as proposals
from tests.factories.accounts import officer, page, sign_in
from tests.factories.decisions import Decided, scored, shortlisted
from tests.factories.panels import seat_for
from tests.factories.submissions import own
from tests.integration.scoring.test_rounds import rounds_of, score_again
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


def interviewing(*, slots: int = 3, pause: int = 10):
    """Two of three are on the shortlist, the round has begun, and there are some times in one room."""
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.INTERVIEW)
    db.session.get_one(Phase, scene.panel.phase_id).awards_up_to = 1
    _, approver = shortlisted(scene)
    again.begin_second_round(scene.reload(), by=scene.officer)
    if slots:
        add(scene, number=slots, pause=pause)
    return scene, approver


def tomorrow() -> dt.datetime:
    return (clock.now() + dt.timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


def add(scene, *, number: int = 1, pause: int = 0, place: str = "Room 2", after: int = 0) -> None:
    services.add_slots(
        scene.reload(), starts_at=tomorrow() + dt.timedelta(minutes=after), minutes=30, number=number, pause=pause,
        place=place, link="", by=scene.officer,
    )  # fmt: skip


def bidder(scene, number: int):
    return Decided(scene=scene, approver=scene.officer, decision=None).bidder(number)


def interview(scene, number: int) -> Interview:
    db.session.expire_all()
    actor = bidder(scene, number)
    found = queries.interview_of_bidder(actor, scene.submissions[number].id)
    assert found is not None
    return found


def entries(message: Message) -> Calendar:
    """What a mail program makes of the file that came with it."""
    mail = email.message_from_bytes(compose(message, sender="Townlab <a@b.example>").as_bytes(), policy=policy.default)
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert part.get_filename() == "calendar.ics"
    found = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == str(found["method"])
    return found


def told(kind: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.queued_at, Message.id)))


# --- times -----------------------------------------------------------------------------------------------------------


def test_two_times_in_one_place_never_overlap_and_none_is_nowhere_or_over():
    scene, _ = interviewing(slots=2, pause=10)
    with pytest.raises(Refused, match="overlaps"):
        add(scene, after=20)
    add(scene, after=20, place="Room 3")
    with pytest.raises(Refused, match="Enter a place"):
        add(scene, place=" ")
    with pytest.raises(Refused, match="has passed"):
        services.add_slots(
            scene.reload(), starts_at=clock.now(), minutes=30, number=1, pause=0, place="Room 9", link="",
            by=scene.officer,
        )  # fmt: skip


def test_nobody_is_invited_to_two_interviews_at_once():
    scene, _ = interviewing(slots=1)
    # At the same time in another room: the same three people interview both bidders.
    add(scene, place="Room 3", after=15)
    assert services.invite_all(scene.reload(), by=scene.officer) == (1, 1)
    add(scene, place="Room 3", after=60)
    assert services.invite_all(scene.reload(), by=scene.officer) == (1, 0)
    assert services.invite_all(scene.reload(), by=scene.officer) == (0, 0)


# --- invitations -----------------------------------------------------------------------------------------------------


def test_an_invitation_goes_into_the_calendars_of_the_bidder_and_of_the_panel():
    scene, _ = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    mine = [mail for mail in told("scoring/interview_bidder") if scene.submissions[0].reference in mail.subject]
    assert len(mine) == 1
    entry = entries(mine[0])
    event = entry.walk("VEVENT")[0]
    assert str(entry["method"]) == "REQUEST"
    assert int(event["sequence"]) == 0
    assert str(event["attendee"]).casefold() == f"mailto:{mine[0].to_address}".casefold()
    assert event["dtstart"].dt == interview(scene, 0).slot.starts_at
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=30)
    assert str(event["location"]) == "Room 2"
    panel = told("scoring/interview_panel")
    assert len(panel) == 6
    assert {str(entries(mail).walk("VEVENT")[0]["uid"]) for mail in panel} == {
        interview(scene, 0).uid,
        interview(scene, 1).uid,
    }


def test_a_change_replaces_the_entry_and_a_cancellation_takes_it_out():
    scene, _ = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    first = interview(scene, 0)
    uid, other = first.uid, services.times_for(first)[0]
    services.move(first, slot_id=other.id, by=scene.officer)
    services.cancel(interview(scene, 0), reason="The lift is broken.", by=scene.officer)
    mails = [mail for mail in told("scoring/interview_bidder") if scene.submissions[0].reference in mail.subject]
    events = [entries(mail) for mail in mails]
    assert [str(entry["method"]) for entry in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(entry.walk("VEVENT")[0]["sequence"]) for entry in events] == [0, 1, 2]
    assert {str(entry.walk("VEVENT")[0]["uid"]) for entry in events} == {uid}
    assert "The lift is broken." in mails[2].body
    free = services.times_for(interview(scene, 0))
    services.move(interview(scene, 0), slot_id=free[0].id, by=scene.officer)
    assert interview(scene, 0).state is InterviewState.INVITED


def test_calendars_follow_when_others_interview_and_nobody_is_in_two_places():
    scene, _ = interviewing(slots=1)
    add(scene, place="Room 3", after=15)
    one, two, three = scene.assessors

    def assess(number: int, *actors) -> None:
        (bid,) = [bid for bid in scene.bids() if bid.id == scene.submissions[number].id]
        changing.set_assessors(
            scene.reload(), bid, seat_ids=[scene.seat(actor).id for actor in actors],
            round_number=2, reason="Ill.", by=scene.officer,
        )  # fmt: skip

    assess(0, one, two)
    assess(1, three)
    assert services.invite_all(scene.reload(), by=scene.officer) == (2, 0)
    fresh = seat_for(scene)
    before = len(told("scoring/interview_panel"))
    assess(0, one, fresh)
    (came,), (went,) = told("scoring/interview_panel")[before:], told("scoring/interviewer_gone")
    assert (came.person_id, went.person_id) == (fresh.person_id, two.person_id)
    assert [str(entries(mail)["method"]) for mail in (came, went)] == ["REQUEST", "CANCEL"]
    assert {int(entries(mail).walk("VEVENT")[0]["sequence"]) for mail in (came, went)} == {1}
    with pytest.raises(Refused, match="interviews another bidder"):
        assess(1, three, fresh)
    done = leaving.leave_panel(
        scene.reload(), scene.seat(three), reason="A new job.", successor=scene.seat(fresh), by=scene.officer
    )
    assert (done.takes, done.busy) == ((), 1)


def test_whoever_leaves_the_race_is_not_interviewed():
    scene, _ = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    actor = bidder(scene, 1)
    proposals.withdraw(own(scene.submissions[1], actor), by=actor)
    assert services.cancel_of_those_who_left() == 1
    assert services.cancel_of_those_who_left() == 0
    assert interview(scene, 1).state is InterviewState.CANCELLED


# --- the bidder ------------------------------------------------------------------------------------------------------


def test_a_bidder_confirms_takes_another_time_or_asks_for_one(client):
    scene, _ = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    url = f"/proposals/{scene.submissions[0].id}/interview"
    text = page(client, bidder(scene, 0), url)
    assert "Room 2" in text
    post(client, url, answer="confirm", access_needs="A sign language interpreter.")
    assert interview(scene, 0).state is InterviewState.CONFIRMED
    assert "A sign language interpreter." in page(client, scene.officer, f"/interviews/{interview(scene, 0).id}")
    other = services.times_for(interview(scene, 0))[0]
    sign_in(client, bidder(scene, 0))
    post(client, url, answer="another", slot=str(other.id))
    assert (interview(scene, 0).slot_id, interview(scene, 0).sequence) == (other.id, 1)
    empty = post(client, url, answer="none", words="")
    assert "Say which times suit you" in empty.text
    post(client, url, answer="none", words="Any afternoon.")
    assert interview(scene, 0).state is InterviewState.CHANGE_ASKED
    assert "Interviews to move" in page(client, scene.officer, "/work")
    assert "Any afternoon." in page(client, scene.officer, f"/interviews/{interview(scene, 0).id}/move")


def test_once_the_time_has_come_a_bidder_changes_nothing(client):
    scene, _ = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    asked, by = interview(scene, 0), bidder(scene, 0)
    clock.move_to(asked.slot.starts_at)
    with pytest.raises(Refused, match="has passed"):
        services.confirm(asked, slot_id=None, access_needs="", by=by)
    with pytest.raises(Refused, match="has passed"):
        services.ask_for_another(asked, words="Friday", access_needs="", by=by)
    sign_in(client, by)
    assert "Send your answer" not in client.get(f"/proposals/{scene.submissions[0].id}/interview").text


def test_a_time_that_somebody_took_meanwhile_is_refused():
    scene, _ = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    wanted = services.times_for(interview(scene, 0))[0].id
    services.confirm(interview(scene, 1), slot_id=wanted, access_needs="", by=bidder(scene, 1))
    with pytest.raises(Refused, match="taken now"):
        services.confirm(interview(scene, 0), slot_id=wanted, access_needs="", by=bidder(scene, 0))
    with pytest.raises(NotPermitted):
        services.confirm(interview(scene, 0), slot_id=None, access_needs="", by=bidder(scene, 1))


def test_whoever_interviews_finds_the_question_sheet_beside_the_scores(client):
    scene, _ = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    asked = interview(scene, 0)
    actor = scene.assessors[0]
    mine = {one.submission_id: one for one in rounds_of(actor, scene.reload().rounds[1])}
    sign_in(client, actor)
    assert f"/interviews/{asked.id}" in client.get(f"/assessing/{mine[asked.submission_id].id}").text


def test_who_reads_about_an_interview(client):
    scene, approver = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    url = f"/interviews/{interview(scene, 0).id}"
    for actor in (scene.officer, approver, *scene.assessors):
        page(client, actor, url)
    for actor in (officer(), bidder(scene, 0), bidder(scene, 1)):
        page(client, actor, url, status=404)
    page(client, bidder(scene, 1), f"/proposals/{scene.submissions[0].id}/interview", status=404)


# --- the officer's page ----------------------------------------------------------------------------------------------


def test_an_officer_arranges_interviews_and_prints_the_question_sheet(client):
    scene, _ = interviewing(slots=0)
    url = f"/panels/{scene.panel.id}/second-round"
    sign_in(client, scene.officer)
    when = tomorrow()
    day = {"starts_at-day": when.day, "starts_at-month": when.month, "starts_at-year": when.year}
    fields = {
        **day,
        "starts_at-time": "14:00",
        "minutes": 45,
        "number": 3,
        "pause": 15,
        "link": "https://meet.example/7",
    }
    assert post(client, f"{url}/slots", **fields).location == url
    text = client.get(url).text
    assert text.count("https://meet.example/7") == 3
    post(client, f"{url}/questions", questions="What did you learn?\n\nWho will do the work?\n")
    post(client, f"{url}/invite", form_at=url)
    sheet = client.get(f"/interviews/{interview(scene, 0).id}").text
    assert sheet.index("What did you learn?") < sheet.index("Who will do the work?")
    free = next(
        slot for slot in queries.slots_in(interview(scene, 0).round_id) if slot in queries.free_slots(slot.round_id)
    )
    assert post(client, f"{url}/slots/{free.id}/remove", form_at=url).location == url
    taken = interview(scene, 0).slot_id
    with pytest.raises(Refused, match="Somebody has this time"):
        services.remove_slot(*queries.slot_in_sight(scene.officer, scene.panel.id, taken), by=scene.officer)


# --- the whole walk --------------------------------------------------------------------------------------------------


def test_from_the_shortlist_over_the_interviews_to_the_award():
    scene, approver = interviewing()
    services.invite_all(scene.reload(), by=scene.officer)
    for number in (0, 1):
        services.confirm(interview(scene, number), slot_id=None, access_needs="", by=bidder(scene, number))
    clock.move_to(tomorrow() + dt.timedelta(hours=3))
    score_again(scene, 0, 2)
    score_again(scene, 1, 5)
    award = deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)
    deciding.send_for_approval(award.id, by=scene.officer)
    deciding.approve_decision(award.id, by=approver)
    db.session.expire_all()
    assert [one.state.value for one in scene.submissions] == ["reserve", "recommended", "not_selected"]
    assert scene.challenge.state.value == "decided"
