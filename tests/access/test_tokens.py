"""A form that comes from elsewhere is not taken, whoever's browser sends it."""

import pytest

from tests.access import reading

FORMS = [row for row in reading.rows() if row.method == "POST"]
# Mail programs stop a subscription by themselves, with one click (RFC 8058): the address is the proof.
WITHOUT = {"/follow/<token>/stop", "/saved-searches/<token>/stop"}


def test_no_form_is_taken_without_the_token_of_the_session(app, knock, monkeypatch):
    """An officer's browser, made to send it by another page."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    addresses = {row.address: row.thing for row in FORMS}

    taken = {address for address, thing in addresses.items() if knock.status("POST", address, thing, "officer") != 400}

    assert taken == WITHOUT


@pytest.mark.parametrize("who", ["anonymous", "officer"])
def test_with_the_token_of_another_session_neither(app, knock, monkeypatch, who):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    assert knock.status("POST", "/sign-in", "the service", who, csrf_token="forged") == 400
