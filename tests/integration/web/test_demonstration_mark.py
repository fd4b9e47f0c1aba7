"""A demonstration lives only in a database that was made for it and is marked so."""

import pytest

from demonstration import mark
from web.local import supervisor
from web.local.errors import StartError
from web.local.place import Place
from web.local.postgres import EmbeddedServer
from web.local.supervisor import DATABASE


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marked")
    server = EmbeddedServer(folder / "postgres", log=folder / "postgres.log", durable=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def place(tmp_path, server):
    server.drop(DATABASE)
    return Place(var_dir=tmp_path, port=8000, database_url=None)


def _say(server: EmbeddedServer, statement: str) -> list[tuple]:
    with server.connect(DATABASE) as connection:
        done = connection.execute(statement.encode())
        return done.fetchall() if done.description else []


def test_a_new_database_is_marked_before_it_is_filled(server, place):
    with supervisor._demonstration(place, server):
        assert _say(server, mark.READ) == [(mark.BEING_MADE,)]


def test_one_whose_filling_was_interrupted_is_begun_again(server, place):
    with supervisor._demonstration(place, server):
        _say(server, "create table half_filled ()")

    with supervisor._demonstration(place, server):
        assert _say(server, "select to_regclass('half_filled')") == [(None,)]


def test_one_that_is_ready_is_kept(server, place):
    with supervisor._demonstration(place, server):
        _say(server, "create table filled ()")
        _say(server, mark.write(mark.READY, database=DATABASE))

    with supervisor._demonstration(place, server):
        assert _say(server, "select to_regclass('filled')") == [("filled",)]


def test_one_that_somebody_else_made_is_neither_used_nor_dropped(server, place):
    server.create(DATABASE)
    _say(server, "create table precious ()")

    with pytest.raises(StartError, match="left alone"), supervisor._demonstration(place, server):
        pass
    with pytest.raises(StartError, match="left alone"):
        supervisor._drop_demonstration(server)

    assert _say(server, "select to_regclass('precious')") == [("precious",)]


def test_a_copy_does_not_carry_the_mark(server, place):
    with supervisor._demonstration(place, server):
        _say(server, mark.write(mark.READY, database=DATABASE))
    server.drop("copied")
    server.create("copied", template=DATABASE)

    with server.connect("copied") as connection:
        assert connection.execute(mark.READ).fetchall() == [(None,)]


def test_a_database_is_prepared_only_with_the_newest_schema(server, place):
    with supervisor._demonstration(place, server):
        assert not supervisor._is_prepared(server)
        _say(server, "create table alembic_version (version_num text)")
        _say(server, mark.write(mark.READY, database=DATABASE))
        _say(server, "insert into alembic_version values ('0001_ground')")
        assert not supervisor._is_prepared(server)
        newest = max(path.stem for path in supervisor.MIGRATIONS.glob("[0-9]*.py"))
        _say(server, f"update alembic_version set version_num = '{newest}'")
        assert supervisor._is_prepared(server)


def test_only_the_known_marks_can_be_written():
    with pytest.raises(ValueError, match="anything"):
        mark.write("anything", database=DATABASE)
