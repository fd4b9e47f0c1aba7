"""What a supplier says of itself once, and every proposal shows."""

import pytest

from accounts import queries, services
from accounts.models import SupplierProfile
from accounts.states import Role
from core.database import db
from core.errors import NotPermitted
from tests.factories.accounts import SupplierFactory, member, sign_in
from tests.support.posting import post

ANSWERS = {
    "name": "Tide Ltd",
    "trading_name": "Tidy",
    "size": "micro",
    "website": "www.tide.example",
    "about": "We measure water.",
    "past_work": "Three ports.",
    "accessibility": "Tested with ten people.",
    "security": "Cyber Essentials.",
    "insurance": "£5m until May.",
    "version": "0",
}


def test_a_lead_answers_once_and_everybody_of_the_organisation_reads_it(client):
    supplier = SupplierFactory()
    sign_in(client, member(supplier, Role.LEAD))
    assert post(client, "/organisation/edit", **ANSWERS).location == "/organisation"
    sign_in(client, member(supplier, Role.MEMBER))
    page = client.get("/organisation").text
    assert all(
        words in page for words in ("Tide Ltd", "Tidy", "https://www.tide.example", "Cyber Essentials.", "Micro")
    )
    assert "The leads of your organisation can change this." in page
    assert client.get("/organisation/edit").status_code == 403


def test_of_two_who_change_it_at_once_the_second_is_told_and_loses_nothing(client):
    supplier = SupplierFactory()
    lead = member(supplier, Role.LEAD)
    sign_in(client, lead)
    post(client, "/organisation/edit", **ANSWERS)
    late = post(client, "/organisation/edit", **ANSWERS | {"about": "We measure wind."})
    assert "Somebody else of your organisation has changed this" in late.text
    assert "We measure wind." in late.text
    assert db.session.get(SupplierProfile, supplier.id).about == "We measure water."
    assert 'name="version" type="hidden" value="1"' in late.text
    assert post(client, "/organisation/edit", **ANSWERS | {"about": "We measure wind.", "version": "1"}).location
    assert db.session.get(SupplierProfile, supplier.id).about == "We measure wind."


def test_nobody_but_a_lead_changes_it(db_session):
    supplier = SupplierFactory()
    for actor in (member(supplier, Role.MEMBER), member(SupplierFactory(), Role.LEAD)):
        with pytest.raises(NotPermitted):
            services.save_profile(supplier, name="Mine", size="micro", words={}, version=0, by=actor)


def test_a_number_that_cannot_be_one_is_pointed_out_at_registration(client):
    sign_in(client, member(SupplierFactory(), Role.MEMBER))
    answer = post(client, "/suppliers/register", name="Mar", scheme="ES-RMC", identifier="B58818502", size="small")
    assert "This is no such number" in answer.text
    assert queries.supplier_by_identifier("ES-RMC", "B58818502") is None
