"""One transaction a request."""

from accounts import services
from core.database import db
from core.errors import Refused
from tests.factories.accounts import PersonFactory, actor_alone, sign_in
from tests.support.posting import post


def test_what_a_service_began_before_it_refused_is_rolled_back(client, monkeypatch):
    person = PersonFactory(name="Before")
    sign_in(client, actor_alone(person))

    def half_done(someone, password, *, by):
        someone.name = "Half done"
        db.session.flush()
        raise Refused("No.", field="password")

    monkeypatch.setattr(services, "set_password", half_done)
    answer = post(client, "/account/password", password="three words together")
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    db.session.refresh(person)
    assert person.name == "Before"
