"""No address appears or vanishes unnoticed, and none is without a rule."""

import json
from pathlib import Path

import pytest
from flask import Flask

from core.access import public
from core.settings import Settings
from web.factory import create_app

LIST = Path(__file__).parents[1] / "route-list.json"
SETTINGS = Settings(
    database_url="postgresql+psycopg://nobody@localhost/nothing", secret_key="a key for tests alone", testing=True
)


@pytest.fixture
def bare_app() -> Flask:
    """Of its own, and without a database: a test may add a route to it."""
    return create_app(SETTINGS.model_copy(update={"demonstration": True}))


def routes_of(app: Flask) -> dict[str, list[str]]:
    """Addresses with their methods, those that Flask answers by itself left out."""
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        found.setdefault(rule.rule, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    return {address: sorted(methods) for address, methods in sorted(found.items())}


def without_rule(app: Flask) -> list[str]:
    views = app.view_functions.items()
    return [endpoint for endpoint, view in views if getattr(view, "access_rule", None) is None]


def test_the_addresses_are_those_of_the_list(bare_app):
    """A new address is entered in `tests/route-list.json`, and in a table of `tests/access/tables`."""
    assert routes_of(bare_app) == json.loads(LIST.read_text())


def test_every_endpoint_declares_who_may_use_it(bare_app):
    assert without_rule(bare_app) == []


def test_an_endpoint_that_declares_nothing_is_noticed_and_refused_to_everybody(bare_app, monkeypatch):
    # The page that says so is about the service, and would ask the database who is there.
    monkeypatch.setattr("web.errors.render_template", lambda *_names, **_context: "no")
    bare_app.add_url_rule("/planted", "planted", lambda: "a secret")

    answer = bare_app.test_client().get("/planted")

    assert without_rule(bare_app) == ["planted"]
    assert answer.status_code == 403
    assert "a secret" not in answer.text


def test_an_endpoint_that_declares_itself_public_is_open(bare_app):
    bare_app.add_url_rule("/planted", "planted", public(lambda: "for everybody"))

    assert without_rule(bare_app) == []


def test_pages_of_the_demonstration_are_there_in_a_demonstration_only(bare_app):
    elsewhere = create_app(SETTINGS)
    vanished = set(routes_of(bare_app)) - set(routes_of(elsewhere))

    assert {address.split("/")[1] for address in vanished} == {"demo"}
