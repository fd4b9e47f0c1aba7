"""Commands for whoever runs the service."""

from accounts import queries
from accounts.states import Role
from core.database import db
from web.cli import create_administrator


def test_the_first_administrator_is_named_once(app, db_session):
    runner = app.test_cli_runner()
    said = runner.invoke(create_administrator, ["First@operator.example"])
    assert said.exit_code == 0, said.output
    person = queries.person_by_email("first@operator.example")
    held = queries.current_memberships(queries.person_with_memberships(person.id))
    assert [one.role for one in held] == [Role.ADMINISTRATOR]
    again = runner.invoke(create_administrator, ["second@operator.example"])
    assert again.exit_code != 0
    assert "has an administrator already" in again.output
    db.session.rollback()
