"""Who may be anybody: only whoever sits at this machine, and only in a database that was made for it."""

import pytest
from sqlalchemy import text

from core.settings import Settings
from web.factory import create_app

PAGES = ("/demo", "/demo/mail", "/demo/clock")


@pytest.mark.parametrize("path", PAGES)
def test_the_demonstration_is_there_on_this_machine(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "where",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"headers": {"X-Forwarded-For": "192.0.2.7"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
    ],
)
def test_nobody_elsewhere_can_reach_it(client, path, where):
    assert client.get(path, **where).status_code == 404


def test_it_is_not_there_in_a_database_without_the_mark(client, db_session):
    name = db_session.execute(text("select current_database()")).scalar_one()
    db_session.execute(text(f'comment on database "{name}" is null'))

    assert [client.get(path).status_code for path in PAGES] == [404, 404, 404]


def test_without_the_flag_there_is_no_such_address(app):
    plain = create_app(Settings(database_url=app.config["SQLALCHEMY_DATABASE_URI"], testing=True, demonstration=False))

    assert [rule.rule for rule in plain.url_map.iter_rules() if rule.rule.startswith("/demo")] == []
