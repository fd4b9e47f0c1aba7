"""Bodies and the people who act for them."""

import datetime as dt

import pytest

from accounts import queries, services
from accounts.states import Role
from core import clock
from core.database import db
from core.errors import NotPermitted, Refused
from tests.factories.accounts import (
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


def test_somebody_registers_their_organisation_and_leads_it(client):
    person = PersonFactory()
    sign_in(client, actor_alone(person))
    answer = post(
        client, "/suppliers/register", name="Tide Ltd", scheme="GB-COH", identifier=" 1234 5678 ", size="small"
    )
    assert answer.location == "/work"
    supplier = queries.supplier_by_identifier("GB-COH", "12345678")
    assert [found.id for found in queries.people_with_role(supplier.id, Role.LEAD)] == [person.id]


def test_an_organisation_is_registered_once(client):
    SupplierFactory(identifier_scheme="GB-COH", identifier="12345678")
    sign_in(client, actor_alone(PersonFactory()))
    answer = post(client, "/suppliers/register", name="Tide", scheme="GB-COH", identifier="12345678", size="small")
    assert "This organisation is registered already" in answer.text


def test_a_lead_adds_and_ends_roles_and_the_person_is_told(client, db_session):
    council = CouncilFactory()
    sign_in(client, member(council, Role.LEAD))
    answer = post(client, "/people", name="New Person", email="new@council.example", role="officer")
    assert answer.status_code == 302
    (officer,) = queries.people_with_role(council.id, Role.OFFICER)
    assert officer.email == "new@council.example"
    (held,) = [one for one in queries.members_of(council.id) if one.person_id == officer.id]
    post(client, f"/people/{held.id}/end")
    assert queries.people_with_role(council.id, Role.OFFICER) == []


def test_the_same_role_is_not_given_twice(db_session):
    council = CouncilFactory()
    lead = member(council, Role.LEAD)
    services.grant_membership(council, email="a@b.example", role=Role.OFFICER, by=lead)
    with pytest.raises(Refused):
        services.grant_membership(council, email="A@b.example", role=Role.OFFICER, by=lead)


def test_a_supplier_has_no_approvers(db_session):
    supplier = SupplierFactory()
    with pytest.raises(Refused):
        services.invite(supplier, email="a@b.example", name="A", role=Role.APPROVER, by=member(supplier, Role.LEAD))


def test_the_last_lead_cannot_leave(db_session):
    membership = MembershipFactory()
    with pytest.raises(Refused, match="last lead"):
        services.end_membership(membership, by=actor_for(membership))
    MembershipFactory(body=membership.body)
    services.end_membership(membership, by=actor_for(membership))
    assert queries.leads_of(membership.body_id) == 1


def test_an_officer_cannot_look_after_people(client, db_session):
    sign_in(client, member(CouncilFactory(), Role.OFFICER))
    assert client.get("/people").status_code == 403


def test_a_lead_cannot_end_a_role_in_another_body(client, db_session):
    sign_in(client, member(CouncilFactory(), Role.LEAD))
    other = MembershipFactory(body=CouncilFactory(), role=Role.OFFICER)
    assert client.get(f"/people/{other.id}/end").status_code == 404


def test_the_administrator_sets_up_a_council(client, db_session):
    sign_in(client, member(OperatorFactory(), Role.ADMINISTRATOR))
    answer = post(
        client,
        "/administration/councils",
        name="New Council",
        nation="WLS",
        contact_email="hello@new.example",
        lead_email="lead@new.example",
    )
    assert answer.location.endswith("/administration/councils/new-council")
    council = queries.council_by_slug("new-council")
    assert [one.email for one in queries.people_with_role(council.id, Role.LEAD)] == ["lead@new.example"]


def test_nobody_else_sets_up_councils(db_session):
    with pytest.raises(NotPermitted):
        services.create_council(
            by=member(CouncilFactory(), Role.LEAD),
            name="Mine",
            nation="ENG",
            contact_email="a@b.example",
            lead_email="a@b.example",
        )


def test_a_role_ends_on_its_day(db_session):
    today = clock.now().date()
    ended = MembershipFactory(ends_on=today - dt.timedelta(days=1))
    running = MembershipFactory(ends_on=today)
    assert queries.people_with_role(ended.body_id, Role.LEAD) == []
    assert queries.people_with_role(running.body_id, Role.LEAD) == [running.person]


def test_an_ended_role_no_longer_opens_doors(client, db_session):
    council = CouncilFactory()
    lead = MembershipFactory(body=council, role=Role.LEAD)
    sign_in(client, actor_for(lead))
    assert client.get("/people").status_code == 200
    db.session.get(type(lead), lead.id).ends_on = clock.now().date() - dt.timedelta(days=1)
    db.session.commit()
    assert client.get("/people").status_code in (403, 404)


def test_changing_the_password_ends_the_other_sessions(app, client, db_session):
    person = PersonFactory()
    sign_in(client, actor_alone(person))
    elsewhere = app.test_client()
    sign_in(elsewhere, actor_alone(person))
    post(client, "/account/password", password="three words together")
    assert client.get("/work").status_code == 200
    assert "/sign-in" in elsewhere.get("/work").location


def test_a_short_password_is_refused_beside_the_field(client, db_session):
    sign_in(client, actor_alone(PersonFactory()))
    answer = post(client, "/account/password", password="short")
    assert "Use at least 12 characters" in answer.text


def test_the_list_of_councils_costs_the_same_with_one_and_with_many(client, db_session, query_counter):
    sign_in(client, member(OperatorFactory(), Role.ADMINISTRATOR))
    CouncilFactory()

    def cost():
        with query_counter() as statements:
            client.get("/administration/councils")
        return len(statements)

    few = cost()
    CouncilFactory.create_batch(24)
    assert cost() == few <= 12
