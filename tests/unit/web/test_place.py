"""Where a local Townlab lives, and the plain words when it cannot."""

import socket
import stat

import pytest

from web.local import place as places
from web.local.errors import StartError
from web.local.place import Place


@pytest.fixture
def place(tmp_path) -> Place:
    return Place.from_environment({"VAR_DIR": str(tmp_path / "var")})


def test_the_environment_decides_the_folder_the_port_and_the_database(tmp_path):
    place = Place.from_environment({"VAR_DIR": str(tmp_path), "PORT": "8123", "DATABASE_URL": "postgresql:///mine"})

    assert (place.var_dir, place.port, place.database_url) == (tmp_path, 8123, "postgresql:///mine")
    assert place.address == "http://127.0.0.1:8123"


def test_an_empty_variable_is_as_good_as_none():
    place = Place.from_environment({"VAR_DIR": "", "PORT": "", "DATABASE_URL": ""})

    assert (place.var_dir.name, place.port, place.database_url) == ("var", 8000, None)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "80.5", "²"])
def test_a_port_that_is_none_is_named(port):
    with pytest.raises(StartError, match="must be a number from 1 to 65535"):
        Place.from_environment({"PORT": port})


def test_a_port_in_use_is_told_with_the_way_out(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(StartError, match=f"Port {port} is in use.*PORT=") as caught:
            Place(var_dir=tmp_path, port=port, database_url=None).check_port()

    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(StartError, match="Cannot write to"):
        Place(var_dir=tmp_path / "file" / "var", port=8000, database_url=None).claim()


def test_one_folder_serves_one_townlab_at_a_time(place):
    with place.claim(), pytest.raises(StartError, match="already running"):
        place.claim()

    place.claim().close()


def test_a_full_disk_is_told_before_anything_is_written(place, monkeypatch):
    place.claim().close()
    monkeypatch.setattr(places, "SPACE_FOR_A_NEW_DATABASE", 2**62)

    with pytest.raises(StartError, match="The disk is full"):
        place.check_space()


def test_keys_are_made_once_and_kept_from_others(place, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    place.claim().close()

    first = place.environment(database_url="postgresql:///any", demonstration=False)
    second = place.environment(database_url="postgresql:///any", demonstration=False)

    assert first["SECRET_KEY"] == second["SECRET_KEY"] != first["SIGNING_KEY"]
    assert stat.S_IMODE((place.var_dir / "keys" / "secret_key").stat().st_mode) == 0o600


def test_a_key_from_the_environment_is_used_and_not_kept(place, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    place.claim().close()

    assert place.environment(database_url="postgresql:///any", demonstration=False)["SECRET_KEY"] == "given"
    assert not (place.var_dir / "keys" / "secret_key").exists()
