"""Who acts for a supplier: invited and asked, asking to be let in, claiming what nobody leads."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts import queries, services
from accounts.models import Invitation, JoinRequest, Membership, Person
from accounts.registries import work_for
from accounts.states import InvitationState, RequestState, Role
from core import clock
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from tests.factories.accounts import (
    CommunityGroupFactory,
    CouncilFactory,
    MembershipFactory,
    OperatorFactory,
    PersonFactory,
    SupplierFactory,
    actor_alone,
    actor_for,
    member,
    sign_in,
)
from tests.support.posting import post


def mails(kind: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.queued_at)))


def person_of(actor) -> Person:
    return db.session.get_one(Person, actor.person_id)


def invited(body, someone, *, role=Role.MEMBER, by=None):
    by = by or member(body, Role.LEAD)
    return services.invite(body, email=someone.email.upper(), name=someone.name, role=role, by=by)


def test_somebody_who_is_invited_belongs_to_the_organisation_only_when_they_have_accepted(client):
    supplier, someone = SupplierFactory(), PersonFactory()
    lead = member(supplier, Role.LEAD)
    sign_in(client, lead)
    answer = post(client, "/people", name="Ann", email=someone.email, role="member")
    assert answer.location == "/people"
    assert "Invitations without an answer" in client.get("/people").text
    [mail] = mails("accounts/invitation")
    assert mail.to_address == someone.email
    assert queries.people_with_role(supplier.id, Role.MEMBER) == []

    sign_in(client, actor_alone(someone))
    path = f"/invitations/{db.session.scalars(select(Invitation)).one().id}"
    assert path in mail.body
    assert path in client.get("/work").text
    post(client, path, answer="accept")
    assert queries.people_with_role(supplier.id, Role.MEMBER) == [someone]
    assert f"You act for {supplier.name}." in client.get("/work").text
    assert [told.person_id for told in mails("accounts/invitation_answered")] == [lead.person_id]
    # A second click, or the back button, finds it done.
    assert "Accepted" in client.get(path).text


def test_an_invitation_is_refused_taken_back_or_expires(client):
    supplier, someone = SupplierFactory(), PersonFactory()
    lead = member(supplier, Role.LEAD)
    sign_in(client, actor_alone(someone))
    refused = invited(supplier, someone, by=lead)
    post(client, f"/invitations/{refused.id}", answer="refuse")
    assert "has refused your invitation" in mails("accounts/invitation_answered")[0].subject
    taken_back = invited(supplier, someone, by=lead)
    services.withdraw_invitation(taken_back, by=lead)
    assert client.get(f"/invitations/{taken_back.id}").status_code == 404
    late = invited(supplier, someone, by=lead)
    with pytest.raises(Refused, match="invited already"):
        invited(supplier, someone, by=lead)
    clock.move_to(late.expires_at)
    assert "has expired" in client.get(f"/invitations/{late.id}").text
    with pytest.raises(IllegalMove):
        services.accept_invitation(late, by=actor_alone(someone))
    assert queries.members_of(supplier.id)[0].person_id == lead.person_id
    again = invited(supplier, someone, by=lead)
    assert (again.id, again.state) == (late.id, InvitationState.OPEN)
    assert len(mails("accounts/invitation")) == 4


def test_nobody_answers_for_another_and_nobody_but_a_lead_invites(db_session):
    supplier, someone = SupplierFactory(), PersonFactory()
    invitation = invited(supplier, someone)
    for answer in (services.accept_invitation, services.refuse_invitation):
        with pytest.raises(NotPermitted):
            answer(invitation, by=actor_alone(PersonFactory()))
    for actor in (member(supplier, Role.MEMBER), member(SupplierFactory(), Role.LEAD)):
        with pytest.raises(NotPermitted):
            invited(supplier, PersonFactory(), by=actor)
        with pytest.raises(NotPermitted):
            services.withdraw_invitation(invitation, by=actor)
    with pytest.raises(NotPermitted):
        services.grant_membership(supplier, email="a@b.example", role=Role.MEMBER, by=member(supplier, Role.LEAD))


def test_a_group_invites_in_the_same_way_and_a_council_names_its_people(client):
    group = CommunityGroupFactory()
    sign_in(client, member(group, Role.LEAD))
    post(client, "/people", name="Ann", email="ann@home.example", role="member")
    assert [found.email for found in queries.open_invitations(group.id)] == ["ann@home.example"]
    council = CouncilFactory()
    with pytest.raises(NotPermitted):
        invited(council, PersonFactory())
    services.grant_membership(council, email="a@b.example", role=Role.OFFICER, by=member(council, Role.LEAD))


def test_a_member_who_becomes_a_lead_is_no_longer_both(db_session):
    supplier = SupplierFactory()
    someone = member(supplier, Role.MEMBER)
    services.accept_invitation(invited(supplier, person_of(someone), role=Role.LEAD), by=someone)
    assert [held.role for held in queries.members_of(supplier.id) if held.person_id == someone.person_id] == [Role.LEAD]


def test_who_is_sent_away_is_told_and_who_leaves_is_not(db_session):
    supplier = SupplierFactory()
    lead = member(supplier, Role.LEAD)
    sent, left = MembershipFactory(body=supplier, role=Role.MEMBER), MembershipFactory(body=supplier, role=Role.MEMBER)
    services.end_membership(sent, by=lead)
    services.end_membership(left, by=actor_for(left))
    assert [mail.person_id for mail in mails("accounts/membership_ended")] == [sent.person_id]


def test_a_number_that_is_known_leads_to_asking_and_its_leads_decide(client):
    supplier = SupplierFactory(identifier_scheme="GB-COH", identifier="01234567", name="Tide Ltd")
    lead, someone = member(supplier, Role.LEAD), PersonFactory()
    sign_in(client, actor_alone(someone))
    known = post(client, "/suppliers/register", name="Tide", scheme="GB-COH", identifier="1234567", size="small")
    assert "belongs to Tide Ltd" in known.text
    path = f"/suppliers/{supplier.slug}/join"
    assert path in known.text
    post(client, path, words="I run the workshop.")
    assert "You asked on" in client.get(path).text
    assert [mail.person_id for mail in mails("accounts/joining_asked")] == [lead.person_id]
    with pytest.raises(Refused):
        services.ask_to_join(supplier, words="Again", by=actor_alone(someone))

    sign_in(client, lead)
    [request] = queries.open_requests(supplier.id)
    assert someone.name in client.get("/work").text
    post(client, f"/people/requests/{request.id}", answer="member")
    assert queries.people_with_role(supplier.id, Role.MEMBER) == [someone]
    assert "You can now act for Tide Ltd" in mails("accounts/joining_decided")[0].subject


def test_a_request_is_turned_down_with_a_reason_or_taken_back(client):
    supplier = SupplierFactory()
    lead, someone = member(supplier, Role.LEAD), actor_alone(PersonFactory())
    services.ask_to_join(supplier, words="Me", by=someone)
    sign_in(client, someone)
    post(client, f"/suppliers/{supplier.slug}/join/take-back")
    request = services.ask_to_join(supplier, words="Me", by=someone)
    sign_in(client, lead)
    assert "Give a reason." in post(client, f"/people/requests/{request.id}", answer="no").text
    post(client, f"/people/requests/{request.id}", answer="no", reason="You left in May.")
    assert "You left in May." in mails("accounts/joining_decided")[0].body
    states = db.session.scalars(select(JoinRequest.state).order_by(JoinRequest.asked_at, JoinRequest.id))
    assert list(states) == [RequestState.TAKEN_BACK, RequestState.TURNED_DOWN]


def test_an_organisation_entered_without_people_is_claimed_through_an_administrator(client):
    officer, administrator = member(CouncilFactory(), Role.OFFICER), member(OperatorFactory(), Role.ADMINISTRATOR)
    supplier = services.supplier_for_entry(name="Post Ltd", scheme="GB-COH", identifier="7654321", by=officer)
    someone = PersonFactory()
    request = services.ask_to_join(supplier, words="I am its director.", by=actor_alone(someone))
    assert [mail.person_id for mail in mails("accounts/joining_asked")] == [administrator.person_id]
    sign_in(client, administrator)
    path = f"/people/requests/{request.id}"
    assert path in client.get("/work").text
    assert "Check first who they are" in client.get(path).text
    assert "Give a reason" in post(client, path, answer="lead").text
    post(client, path, answer="lead", reason="Rang the number at Companies House.")
    assert queries.people_with_role(supplier.id, Role.LEAD) == [someone]


def test_leads_who_do_not_answer_are_overruled_after_two_weeks_and_told(app, db_session):
    supplier, someone = SupplierFactory(), actor_alone(PersonFactory())
    lead, administrator = member(supplier, Role.LEAD), member(OperatorFactory(), Role.ADMINISTRATOR)
    request = services.ask_to_join(supplier, words="They have all gone.", by=someone)
    with pytest.raises(NotPermitted):
        services.let_in(queries.request_for(administrator, request.id), role=Role.LEAD, reason="Late", by=administrator)
    assert queries.requests_for_administrator() == []
    clock.move_to(request.asked_at + dt.timedelta(days=14))
    with app.test_request_context():
        assert [item.title for item in work_for(administrator)] == [someone.name]
    services.let_in(
        queries.request_for(administrator, request.id), role=Role.MEMBER, reason="Letter seen", by=administrator
    )
    assert {held.person_id for held in queries.members_of(supplier.id) if held.role is Role.LEAD} == {
        lead.person_id,
        someone.person_id,
    }
    [told] = mails("accounts/taken_over")
    assert (told.person_id, "Letter seen" in told.body) == (lead.person_id, True)


def test_somebody_asks_five_organisations_at_most_at_once(db_session):
    someone = actor_alone(PersonFactory())
    for _ in range(5):
        services.ask_to_join(SupplierFactory(), words="Me", by=someone)
    with pytest.raises(Refused):
        services.ask_to_join(SupplierFactory(), words="Me", by=someone)


@pytest.mark.parametrize(
    ("name", "email"),
    [("The FERNWAY Co., Limited", "me@gmail.com"), ("Férnwây", "me@gmail.com"), ("Other", "me@fernway.example")],
)
def test_what_looks_like_a_registered_organisation_is_pointed_out_once(client, name, email):
    SupplierFactory(name="Fernway Ltd", email_domain="fernway.example")
    SupplierFactory(name="Fernwayside Ltd", email_domain="gmail.com")
    sign_in(client, actor_alone(PersonFactory(email=email)))
    facts = {"name": name, "scheme": "GB-CHC", "identifier": "1123456", "size": "small"}
    pointed = post(client, "/suppliers/register", **facts)
    assert "Is it one of these?" in pointed.text
    assert "Fernway Ltd" in pointed.text
    assert "Fernwayside" not in pointed.text
    assert post(client, "/suppliers/register", **facts, not_these="y").location == "/work"


def test_the_page_of_people_costs_the_same_with_one_and_with_many(client, query_counter):
    supplier = SupplierFactory()
    lead = member(supplier, Role.LEAD)
    sign_in(client, lead)

    def cost():
        with query_counter() as statements:
            client.get("/people")
        return len(statements)

    def more(count):
        for _ in range(count):
            MembershipFactory(body=supplier, role=Role.MEMBER)
            invited(supplier, PersonFactory(), by=lead)
            services.ask_to_join(supplier, words="Me", by=actor_alone(PersonFactory()))
        db.session.commit()

    more(1)
    few = cost()
    more(24)
    assert cost() == few <= 12


def test_of_two_leads_who_leave_at_once_one_stays(db_session):
    supplier = SupplierFactory()
    first, second = MembershipFactory(body=supplier), MembershipFactory(body=supplier)
    services.end_membership(first, by=actor_for(first))
    with pytest.raises(Refused):
        services.end_membership(db.session.get_one(Membership, second.id), by=actor_for(second))
