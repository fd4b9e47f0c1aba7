"""What the environment may say, and what is refused before anything runs."""

import pytest
from pydantic import ValidationError

from core.settings import Settings

FIT_FOR_PRODUCTION = {
    "production": True,
    "secret_key": "kept elsewhere",
    "signing_key": "ab" * 32,
    "smtp_url": "smtp://localhost",
    "demonstration": False,
}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_address_of_the_database_needs_no_driver(scheme):
    assert Settings(database_url=f"{scheme}://me@db/town").database_url == "postgresql+psycopg://me@db/town"


@pytest.mark.parametrize("url", ["sqlite:///town.db", "mysql://me@db/town", "town", ""])
def test_another_database_is_refused(url):
    with pytest.raises(ValidationError, match="must be the address of a PostgreSQL"):
        Settings(database_url=url)


def test_production_starts_with_everything_it_needs():
    assert Settings(**FIT_FOR_PRODUCTION).production


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"secret_key": "development-only-key"}, "SECRET_KEY must be set"),
        ({"signing_key": ""}, "SIGNING_KEY must be set"),
        ({"smtp_url": ""}, "SMTP_URL must be set"),
        ({"demonstration": True}, "exclude each other"),
    ],
)
def test_production_is_refused_without_any_of_them(change, reason):
    with pytest.raises(ValidationError, match=reason):
        Settings(**FIT_FOR_PRODUCTION | change)


def test_no_test_runs_as_if_in_production(config):
    assert config["TESTING"]
    assert not config["PRODUCTION"]
