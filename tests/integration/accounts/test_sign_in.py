"""Signing in, by a link or by a password."""

import datetime as dt
import re

import pytest

from accounts import services
from accounts.states import Role
from core import clock
from core.database import db
from core.errors import Refused
from core.outbox import Message
from tests.factories.accounts import CouncilFactory, MembershipFactory, PersonFactory, actor_alone, sign_in
from tests.support.posting import post, token


def link_in_mail() -> str:
    body = db.session.scalars(db.select(Message.body).order_by(Message.queued_at.desc())).first() or ""
    found = re.search(r"/sign-in/(\S+)", body)
    assert found
    return found.group(1)


def test_a_link_signs_in_once(db_session):
    PersonFactory(email="ada@ada.example")
    services.send_sign_in_link(email=" Ada@ada.example ")
    token = link_in_mail()
    someone, _ = services.use_sign_in_link(token)
    assert someone.email == "ada@ada.example"
    with pytest.raises(Refused):
        services.use_sign_in_link(token)


def test_a_link_is_too_old_after_half_an_hour(db_session):
    services.send_sign_in_link(email="new@person.example")
    token = link_in_mail()
    clock.move_to(clock.now() + dt.timedelta(minutes=31))
    with pytest.raises(Refused):
        services.use_sign_in_link(token)


def test_opening_the_link_alone_does_not_use_it_up(client):
    post(client, "/sign-in", email="new@person.example")
    path = f"/sign-in/{link_in_mail()}"
    assert client.get(path).status_code == 200
    assert post(client, path).location == "/work"
    assert client.get("/work").status_code == 200


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client):
    PersonFactory(email="known@person.example")
    known = post(client, "/sign-in", email="known@person.example")
    unknown = post(client, "/sign-in", email="unknown@person.example")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)


def test_at_most_six_links_an_hour_go_to_one_address(db_session):
    for _ in range(8):
        services.send_sign_in_link(email="flood@person.example")
    sent = db.session.scalar(db.select(db.func.count()).where(Message.to_address == "flood@person.example"))
    assert sent == services.LINKS_PER_HOUR


def test_a_password_signs_in_and_a_wrong_one_does_not(committing_session):
    someone = PersonFactory(email="ada@ada.example")
    services.set_password(someone, "three words together", by=actor_alone(someone))
    db.session.commit()
    assert services.check_password(email="ada@ada.example", password="three words together").id == someone.id
    for address in ("ada@ada.example", "nobody@ada.example"):
        with pytest.raises(Refused, match="not right"):
            services.check_password(email=address, password="something else")


def test_ten_wrong_passwords_close_the_door_for_an_hour_although_each_request_is_rolled_back(committing_session):
    someone = PersonFactory(email="ada@ada.example")
    services.set_password(someone, "three words together", by=actor_alone(someone))
    db.session.commit()
    for _ in range(services.FAILURES_PER_HOUR):
        with pytest.raises(Refused):
            services.check_password(email="ada@ada.example", password="wrong")
        db.session.rollback()
    with pytest.raises(Refused, match="Too many"):
        services.check_password(email="ada@ada.example", password="three words together")


def test_sign_in_goes_on_only_to_pages_of_this_service(client):
    for wanted in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"):
        services.send_sign_in_link(email="new@person.example", next_path="")
        post(client, f"/sign-in?next={wanted}", email="somebody@person.example")
        assert post(client, f"/sign-in/{link_in_mail()}").location == "/work"


def test_somebody_with_several_memberships_chooses_for_whom_they_act(client):
    someone = PersonFactory(email="ada@ada.example")
    held = [MembershipFactory(person=someone, body=CouncilFactory(), role=role) for role in (Role.OFFICER, Role.LEAD)]
    chosen, name = held[1].id, held[1].body.name
    services.send_sign_in_link(email="ada@ada.example")
    answer = post(client, f"/sign-in/{link_in_mail()}")
    assert answer.location.startswith("/acting-for")
    post(client, "/acting-for", membership=str(chosen))
    assert f"You act for {name}" in client.get("/work").text


def test_an_empty_address_is_asked_for_again(client):
    answer = post(client, "/sign-in", email="  ")
    assert "There is a problem" in answer.text
    assert "Error: Sign in" in answer.text


def test_a_form_without_its_token_is_told_to_be_expired(client):
    answer = client.post("/sign-in", data={"email": "ada@ada.example"})
    assert answer.status_code == 400


def test_what_was_typed_after_signing_out_elsewhere_is_handed_back(client):
    person = PersonFactory()
    sign_in(client, actor_alone(person))
    seen = token(client, "/account")
    person.session_stamp = "ended elsewhere"
    db.session.commit()
    answer = client.post("/account", data={"csrf_token": seen, "name": "A long name that I typed"})
    assert answer.status_code == 401
    assert "A long name that I typed" in answer.text
