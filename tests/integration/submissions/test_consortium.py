"""Proposing together: asked, confirmed, refused, left; and who is part of what was submitted."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.states import Role
from core import clock
from core.audit import AuditEvent
from core.database import db
from core.errors import NotPermitted, Refused
from core.outbox import Message
from scoring.queries import conflict as conflicts
from submissions import queries, services
from submissions.models import SubmissionMember
from tests.factories.accounts import SupplierFactory, member, sign_in
from tests.factories.submissions import after_deadline, challenge_open, draft, own, supplier_person
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
SECRET = "zqsecret"


@pytest.fixture
def lead():
    return supplier_person()


@pytest.fixture
def partner():
    return member(SupplierFactory(name="Partner Ltd", identifier="07654321"), Role.LEAD)


def mails(kind: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.queued_at)))


def body_of(actor):
    from accounts.models import Supplier

    return db.session.get_one(Supplier, actor.body_id)


def ask(submission, partner, *, by, part="Makes the sensors."):
    member = services.ask_member(own(submission, by), body_of(partner), part=part, by=by)
    return queries.own_place(partner, member.id)


def test_an_organisation_is_found_by_its_number_and_takes_part_when_its_lead_says_yes(client, lead, partner):
    submission = draft(by=lead, words=SECRET)
    sign_in(client, lead)
    path = f"/proposals/{submission.id}/members"
    asked = send(client, f"{path}/ask", {"words": "7654321", "part": "Makes the sensors."})
    assert asked.location == path
    assert "Waiting for an answer" in client.get(path).text
    [mail] = mails("submissions/member_asked")
    assert mail.person_id == partner.person_id
    assert SECRET not in mail.subject + mail.body
    assert "sensors" not in mail.body

    sign_in(client, partner)
    [place] = db.session.scalars(select(SubmissionMember))
    page = client.get(f"/consortia/{place.id}").text
    assert "Makes the sensors." in page
    assert SECRET not in page
    assert f"/consortia/{place.id}" in client.get("/work").text
    assert client.get(f"/proposals/{submission.id}").status_code == 404
    send(client, f"/consortia/{place.id}", {"answer": "yes"})
    assert SECRET in client.get(f"/proposals/{submission.id}").text
    assert [told.person_id for told in mails("submissions/member_answered")] == [lead.person_id]

    version = services.submit(own(submission, lead), by=lead)
    [kept] = version.content["members"]
    assert (kept["name"], kept["identifier"], kept["part"]) == ("Partner Ltd", "07654321", "Makes the sensors.")


def test_where_several_fit_the_team_chooses(client, lead):
    first, second = SupplierFactory(name="Tide North"), SupplierFactory(name="Tide South")
    for supplier in (first, second):
        member(supplier, Role.LEAD)
    sign_in(client, lead)
    path = f"/proposals/{draft(by=lead).id}/members/ask"
    assert "No organisation that is registered here" in send(client, path, {"words": "Nobody Ltd", "part": "All"}).text
    page = send(client, path, {"words": "Tide", "part": "All"}).text
    assert "Choose the organisation" in page
    send(client, path, {"words": "Tide", "part": "All", "body": str(second.id)})
    assert db.session.scalars(select(SubmissionMember.body_id)).one() == second.id


def test_who_refuses_or_leaves_is_out_and_the_lead_is_told(lead, partner):
    submission = draft(by=lead)
    services.refuse_member(ask(submission, partner, by=lead), by=partner)
    assert "does not take part" in mails("submissions/member_answered")[0].subject
    place = ask(submission, partner, by=lead)
    services.confirm_member(place, by=partner)
    assert queries.own_submission(partner, submission.id) is not None
    services.refuse_member(queries.own_place(partner, place.id), by=partner)
    told = [mail.subject for mail in mails("submissions/member_answered")]
    assert len(told) == 3
    assert any("has left your proposal" in subject for subject in told)
    assert queries.own_submission(partner, submission.id) is None
    assert own(submission, lead).members == []


def test_from_the_first_submission_on_nobody_leaves_and_nobody_is_taken_out(lead, partner):
    submission = draft(by=lead)
    place = ask(submission, partner, by=lead)
    services.confirm_member(place, by=partner)
    services.submit(own(submission, lead), by=lead)
    services.reopen(own(submission, lead), by=lead)
    for attempt in (
        lambda: services.refuse_member(queries.own_place(partner, place.id), by=partner),
        lambda: services.take_out_member(queries.member_of_own(lead, submission.id, place.id), by=lead),
    ):
        with pytest.raises(services.NotOpen):
            attempt()


def test_who_has_not_confirmed_is_not_part_of_what_is_submitted_and_is_told(client, lead, partner):
    submission = draft(by=lead)
    place = ask(submission, partner, by=lead)
    sign_in(client, lead)
    assert (
        "Not part of it, because they have not confirmed: Partner Ltd."
        in client.get(f"/proposals/{submission.id}/check").text
    )
    version = services.submit(own(submission, lead), by=lead)
    assert version.content["members"] == []
    assert queries.own_place(partner, place.id) is None
    [told] = mails("submissions/member_left_out")
    assert (told.person_id, "before your organisation had answered" in told.body) == (partner.person_id, True)


def test_a_partner_who_came_after_the_last_submission_is_no_bidder(lead, partner):
    challenge = challenge_open()
    submission = draft(challenge, by=lead)
    services.submit(own(submission, lead), by=lead)
    services.reopen(own(submission, lead), by=lead)
    services.confirm_member(ask(submission, partner, by=lead), by=partner)
    after_deadline(challenge)
    [bid] = conflicts.bids(challenge.id)
    assert [bidder.name for bidder in conflicts.bidders([bid])] == [bid.supplier.name]
    assert [found.id for found in queries.bidders_of(challenge.id)] == [bid.supplier_id]


def test_after_the_deadline_nobody_asks_or_answers(lead, partner):
    challenge = challenge_open()
    submission = draft(challenge, by=lead)
    place = ask(submission, partner, by=lead)
    clock.move_to(challenge.closes_at)
    for attempt in (
        lambda: services.confirm_member(place, by=partner),
        lambda: services.refuse_member(place, by=partner),
        lambda: services.ask_member(own(submission, lead), SupplierFactory(), part="All", by=lead),
    ):
        with pytest.raises(services.TooLate):
            attempt()


def test_nobody_is_asked_twice_or_asked_in_vain_or_asks_themselves(lead, partner):
    submission = draft(by=lead)
    ask(submission, partner, by=lead)
    for body in (body_of(partner), body_of(lead), SupplierFactory()):
        with pytest.raises(Refused):
            services.ask_member(own(submission, lead), body, part="All", by=lead)


def test_only_the_lead_supplier_asks_and_only_a_lead_of_the_other_answers(lead, partner):
    submission = draft(by=lead)
    place = ask(submission, partner, by=lead)
    colleague = member(body_of(partner), Role.MEMBER)
    for actor in (colleague, supplier_person(), lead):
        with pytest.raises(NotPermitted):
            services.confirm_member(place, by=actor)
    services.confirm_member(place, by=partner)
    with pytest.raises(NotPermitted):
        services.ask_member(own(submission, partner), SupplierFactory(), part="All", by=partner)
    with pytest.raises(NotPermitted):
        services.take_out_member(queries.own_place(partner, place.id), by=partner)
    assert queries.own_submission(colleague, submission.id) is not None


def test_no_event_of_a_team_is_in_the_records_of_the_council(lead, partner):
    submission = draft(by=lead)
    place = ask(submission, partner, by=lead)
    services.confirm_member(place, by=partner)
    services.take_out_member(queries.member_of_own(lead, submission.id, place.id), by=lead)
    found = db.session.scalars(select(AuditEvent).where(AuditEvent.kind.startswith("MEMBER_"))).all()
    assert {event.kind for event in found} == {"MEMBER_ASKED", "MEMBER_CONFIRMED", "MEMBER_TAKEN_OUT"}
    assert {event.council_id for event in found} == {None}
    assert "sensors" not in str([event.facts for event in found])
    assert clock.now() - submission.created_at < dt.timedelta(hours=1)
