"""Nothing is published that somebody else has not looked at."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accounts.states import Role
from challenges.models import Amendment, Approval, Challenge
from challenges.queries.approval import drafts_of, waiting_for
from challenges.queries.challenge import unannounced
from challenges.services import amendment, approval, life
from challenges.signals import challenge_amended, challenge_cancelled, challenge_opened
from challenges.states import ApprovalOutcome, ChallengeState
from core import clock
from core.access import SYSTEM, Actor
from core.audit import AuditEvent
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from participation.queries import topic
from participation.services import follow_as_person, vote
from tests.factories.accounts import MembershipFactory, PersonFactory, actor_for, member, officer
from tests.factories.challenges import ChallengeFactory

pytestmark = pytest.mark.usefixtures("db_session")
State = ChallengeState


def draft() -> tuple[Challenge, Actor, Actor]:
    """A complete draft, its officer, and an approver of the council."""
    challenge = ChallengeFactory(at=State.DRAFT)
    by = officer(challenge.council)
    challenge.drafted_by, challenge.drafters = by.person_id, [str(by.person_id)]
    return challenge, by, member(challenge.council, Role.APPROVER)


def asked() -> tuple[Challenge, Actor, Actor]:
    challenge, by, approver = draft()
    approval.submit_for_approval(challenge, note="New weights", by=by)
    return challenge, by, approver


def subjects() -> list[str]:
    return list(db.session.scalars(select(Message.subject).order_by(Message.queued_at, Message.id)))


def events_of(challenge: Challenge) -> list[str]:
    query = select(AuditEvent.kind).where(AuditEvent.subject_id == challenge.id).order_by(AuditEvent.id)
    return list(db.session.scalars(query))


def test_it_is_asked_for_told_approved_and_published():
    challenge, _by, approver = asked()
    assert challenge.state is State.IN_APPROVAL
    assert [each.challenge_id for each in waiting_for(approver)] == [challenge.id]
    approval.approve(challenge, by=approver)
    assert challenge.state_at(clock.now()) is State.SCHEDULED
    assert (challenge.approved_by, challenge.approved_at is not None) == (approver.person_id, True)
    assert topic(challenge.topic_id).path == f"/challenges/{challenge.slug}"
    assert subjects() == [
        f"A challenge waits for your approval: {challenge.title}",
        f"Approved: {challenge.title}",
    ]
    assert events_of(challenge) == ["CHALLENGE_SENT_FOR_APPROVAL", "CHALLENGE_APPROVED"]
    assert waiting_for(approver) == []


def test_it_comes_back_with_comments_and_can_be_sent_again():
    challenge, by, approver = asked()
    with pytest.raises(Refused):
        approval.send_back(challenge, comments="  ", by=approver)
    approval.send_back(challenge, comments="Say who pays.", by=approver)
    assert challenge.state is State.DRAFT
    assert [(each.id, returned.comments) for each, returned in drafts_of(by)] == [(challenge.id, "Say who pays.")]
    approval.submit_for_approval(challenge, by=by)
    outcomes = db.session.scalars(select(Approval.outcome).order_by(Approval.asked_at)).all()
    assert list(outcomes) == [ApprovalOutcome.SENT_BACK, None]


@pytest.mark.parametrize("decide", ["approve", "send_back"])
def test_nobody_decides_about_their_own_drafting(decide: str):
    challenge, by, _approver = asked()
    as_approver = actor_for(
        MembershipFactory(
            person=db.session.get(type(PersonFactory()), by.person_id), body=challenge.council, role=Role.APPROVER
        )
    )
    assert waiting_for(as_approver) == []
    with pytest.raises(NotPermitted):
        getattr(approval, decide)(challenge, comments="Good", by=as_approver)


def test_whoever_wrote_a_section_cannot_approve_either():
    challenge, _by, approver = asked()
    challenge.drafters = [*challenge.drafters, str(approver.person_id)]
    assert waiting_for(approver) == []
    with pytest.raises(NotPermitted):
        approval.approve(challenge, by=approver)


def test_the_database_itself_refuses_an_author_who_approves():
    challenge, _by, _approver = asked()
    challenge.approved_by = challenge.drafted_by
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_only_an_approver_of_this_council_decides():
    challenge, by, _approver = asked()
    others = (
        by,
        officer(challenge.council),
        member(challenge.council, Role.AUDITOR),
        actor_for(MembershipFactory(role=Role.LEAD)),
        Actor(),
    )
    for actor in others:
        with pytest.raises(NotPermitted):
            approval.approve(challenge, by=actor)


def test_it_cannot_be_sent_when_only_its_author_could_approve():
    challenge = ChallengeFactory(at=State.DRAFT)
    with pytest.raises(Refused):
        approval.submit_for_approval(challenge, by=officer(challenge.council))


@pytest.mark.parametrize(
    "field",
    [
        "summary",
        "problem_statement",
        "outcomes_wanted",
        "who_is_affected",
        "eligibility",
        "route_to_market",
        "terms",
        "contact_name",
        "contact_email",
        "contact_phone",
        "conflicts_assessment",
        "budget_owner",
    ],
)
def test_it_cannot_be_sent_while_a_part_is_missing(field: str):
    challenge, by, _approver = draft()
    setattr(challenge, field, "  ")
    with pytest.raises(Refused):
        approval.submit_for_approval(challenge, by=by)


def test_it_cannot_be_sent_with_weights_that_do_not_make_100():
    challenge, by, _approver = draft()
    challenge.lots[0].criteria[0].weight -= 1
    with pytest.raises(Refused):
        approval.submit_for_approval(challenge, by=by)


def test_it_cannot_be_approved_after_its_opening_passed(set_clock):
    challenge, _by, approver = asked()
    set_clock(challenge.opens_at + dt.timedelta(seconds=1))
    with pytest.raises(Refused):
        approval.approve(challenge, by=approver)


@pytest.mark.parametrize("at", [State.OPEN, State.DRAFT, State.CLOSED])
def test_only_what_waits_can_be_approved(at: ChallengeState):
    challenge = ChallengeFactory(at=at)
    with pytest.raises(IllegalMove):
        approval.approve(challenge, by=member(challenge.council, Role.APPROVER))


# -- amendments ------------------------------------------------------------------------------------------------


def opened(at: ChallengeState = State.OPEN) -> tuple[Challenge, Actor]:
    challenge = ChallengeFactory(at=at)
    return challenge, officer(challenge.council)


def test_an_amendment_is_numbered_and_says_what_changed():
    challenge, by = opened()
    heard = []
    follower = PersonFactory()
    follow_as_person(topic(challenge.topic_id), follower.id)

    def hear(_sender, **told):
        heard.append(told["amendment"].number)

    with challenge_amended.connected_to(hear):
        amendment.amend(challenge, values={"summary": "Fewer falls."}, reason="Clearer", by=by)
        amendment.amend(challenge, values={"terms": "New", "summary": "Fewer falls."}, reason="Law", by=by)
    found = db.session.scalars(select(Amendment).order_by(Amendment.number)).all()
    assert [each.number for each in found] == heard == [1, 2]
    assert found[1].changes == [{"field": "terms", "before": "You keep the rights.", "after": "New"}]
    assert subjects() == [f"Amendment 1: {challenge.title}", f"Amendment 2: {challenge.title}"]


@pytest.mark.parametrize(
    "field",
    [
        *("closes_at", "tie_break", "quality_threshold", "score_max", "opens_at", "state", "id"),
        *("public_vote", "public_share", "ballot_choices", "ballot_turnout"),
    ],
)
def test_what_decides_who_wins_is_frozen(field: str):
    challenge, by = opened()
    with pytest.raises(Refused):
        amendment.amend(challenge, values={field: "x"}, reason="Because", by=by)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"summary": "Fewer falls on icy pavements."}, "Nothing changes"),
        ({"summary": " "}, "Emptied"),
        ({"summary": "New"}, "  "),
        ({"decision_expected_on": dt.date(2020, 1, 1)}, "Earlier"),
    ],
)
def test_an_amendment_changes_something_and_says_why(values: dict, reason: str):
    challenge, by = opened()
    with pytest.raises(Refused):
        amendment.amend(challenge, values=values, reason=reason, by=by)


def test_after_the_deadline_only_contact_and_decision_date_change():
    challenge, by = opened(State.CLOSED)
    with pytest.raises(Refused):
        amendment.amend(challenge, values={"summary": "New"}, reason="Late", by=by)
    amendment.amend(challenge, values={"contact_name": "Bo"}, reason="Ann left", by=by)
    assert challenge.contact_name == "Bo"


@pytest.mark.parametrize("at", [State.DRAFT, State.IN_APPROVAL, State.AWARDED, State.CANCELLED])
def test_amendments_have_their_time(at: ChallengeState):
    challenge, by = opened(at)
    with pytest.raises(IllegalMove):
        amendment.amend(challenge, values={"contact_name": "Bo"}, reason="Because", by=by)


def test_another_councils_officer_cannot_amend_extend_or_cancel():
    challenge, _by = opened()
    stranger = officer()
    with pytest.raises(NotPermitted):
        amendment.amend(challenge, values={"summary": "New"}, reason="Because", by=stranger)
    with pytest.raises(NotPermitted):
        amendment.extend_deadline(challenge, closes_at=clock.now(), reason="Because", by=stranger)
    with pytest.raises(NotPermitted):
        life.cancel(challenge, reason="Because", by=stranger)
    with pytest.raises(NotPermitted):
        life.declare_unsuccessful(challenge, reason="Because", by=stranger)


def test_an_extension_is_for_everybody_and_leaves_an_amendment():
    challenge, by = opened()
    later = challenge.closes_at + dt.timedelta(days=7)
    found = amendment.extend_deadline(challenge, closes_at=later, reason="An outage", by=by)
    db.session.refresh(challenge)
    assert challenge.closes_at == later
    assert (found.number, found.changes[0]["field"]) == (1, "closes_at")
    assert events_of(challenge) == ["CHALLENGE_EXTENDED"]


@pytest.mark.parametrize("days", [0, -1])
def test_a_deadline_never_moves_earlier(days: int):
    challenge, by = opened()
    with pytest.raises(Refused):
        amendment.extend_deadline(
            challenge, closes_at=challenge.closes_at + dt.timedelta(days=days), reason="Because", by=by
        )


def test_a_deadline_that_passed_is_not_moved(set_clock):
    challenge, by = opened()
    later = challenge.closes_at + dt.timedelta(days=7)
    set_clock(challenge.closes_at)
    with pytest.raises(IllegalMove):
        amendment.extend_deadline(challenge, closes_at=later, reason="An outage", by=by)


def test_the_database_decides_whether_the_deadline_passed(set_clock):
    """The reading at the beginning of the request says open; the statement that moves it says closed."""
    challenge, by = opened()
    before, later = challenge.closes_at, challenge.closes_at + dt.timedelta(days=7)
    set_clock(challenge.closes_at)
    db.session().info["townlab_clock_read"] = challenge.closes_at - dt.timedelta(seconds=1)
    with pytest.raises(Refused):
        amendment.extend_deadline(challenge, closes_at=later, reason="An outage", by=by)
    assert challenge.closes_at == before


# -- life ------------------------------------------------------------------------------------------------------


def test_an_opened_challenge_is_announced_once(set_clock):
    challenge = ChallengeFactory(at=State.SCHEDULED)
    follow_as_person(topic(challenge.topic_id), PersonFactory().id)
    heard = []

    def hear(_sender, **told):
        heard.append(told["challenge"].id)

    with challenge_opened.connected_to(hear):
        assert life.announce_opened() == 0
        set_clock(challenge.opens_at)
        assert life.announce_opened() == 1
        assert life.announce_opened() == 0
    assert heard == [challenge.id]
    assert subjects() == [f"Open now: {challenge.title}"]
    assert events_of(challenge) == ["CHALLENGE_OPENED"]


def test_one_that_closed_before_anybody_was_told_is_not_announced(set_clock):
    challenge = ChallengeFactory(at=State.SCHEDULED)
    follow_as_person(topic(challenge.topic_id), PersonFactory().id)
    set_clock(challenge.closes_at)
    life.announce_opened()
    assert subjects() == []
    assert unannounced(clock.exactly_now()) == []


def test_a_cancelled_challenge_says_why_and_tells_who_holds_proposals():
    challenge, by = opened()
    follow_as_person(topic(challenge.topic_id), PersonFactory().id)
    heard = []

    def hear(_sender, **told):
        heard.append(told["challenge"].state)

    with challenge_cancelled.connected_to(hear):
        with pytest.raises(Refused):
            life.cancel(challenge, reason=" ", by=by)
        life.cancel(challenge, reason="No money", by=by)
    assert heard == [State.CANCELLED]
    assert subjects() == [f"Cancelled: {challenge.title}"]
    with pytest.raises(IllegalMove):
        life.cancel(challenge, reason="Again", by=by)


def test_the_way_from_closing_to_completion():
    challenge, by = opened(State.CLOSED)
    for move in (life.start_assessment, life.record_decision, life.start_standstill):
        move(challenge, by=by)
    life.set_aside(challenge, reason="A score was read wrongly", by=by)
    assert challenge.state is State.ASSESSING
    for move in (life.record_decision, life.start_standstill, life.award, life.start_delivery, life.start_delivery):
        move(challenge, by=by)
    life.complete(challenge, by=by)
    assert challenge.state is State.COMPLETED


def test_moves_after_closing_are_for_the_council_or_the_machine():
    challenge, _by = opened(State.CLOSED)
    for actor in (officer(), member(challenge.council, Role.AUDITOR), Actor()):
        with pytest.raises(NotPermitted):
            life.start_assessment(challenge, by=actor)
    life.start_assessment(challenge, by=SYSTEM)


def test_an_open_challenge_cannot_be_assessed():
    challenge, by = opened()
    with pytest.raises(IllegalMove):
        life.start_assessment(challenge, by=by)
    with pytest.raises(IllegalMove):
        life.declare_unsuccessful(challenge, reason="Nobody came", by=by)


def test_votes_on_the_challenge_are_open_once_it_is_published():
    challenge, by, approver = draft()
    approval.submit_for_approval(challenge, by=by)
    approval.approve(challenge, by=approver)
    resident = Actor(person_id=PersonFactory().id)
    assert vote(topic(challenge.topic_id), by=resident)
