"""Settings, from the environment only. The names here, in capitals, are the names of the variables."""

from pathlib import Path
from typing import Self
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_KEY = "development-only-key"


class Settings(BaseSettings):
    """What an operator decides. `docs/operating.md` explains each."""

    model_config = SettingsConfigDict(env_prefix="", case_sensitive=False, extra="ignore")

    database_url: str = "postgresql+psycopg:///townlab"
    secret_key: SecretStr = SecretStr(DEVELOPMENT_KEY)
    signing_key: SecretStr = SecretStr("")
    production: bool = False
    demonstration: bool = False
    testing: bool = False

    service_name: str = "Townlab"
    service_url: str = "http://127.0.0.1:8000"
    operator_name: str = "Townlab"
    operator_email: str = "help@townlab.example"
    timezone: str = "Europe/London"
    digest_hour: int = Field(default=7, ge=0, le=23)
    var_dir: Path = Path("var")
    storage_url: str = ""
    smtp_url: str = ""
    mail_from: str = "Townlab <no-reply@townlab.example>"
    redis_url: str = ""
    clamd_url: str = ""
    trusted_proxies: int = Field(default=0, ge=0, le=5)

    upload_limit_mb: int = Field(default=25, ge=1, le=200)
    session_hours: int = Field(default=12, ge=1, le=72)

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, url: str) -> str:
        """Addresses are often written without the driver; there is one."""
        scheme, separator, rest = url.partition("://")
        if not separator or scheme not in {"postgres", "postgresql", "postgresql+psycopg"}:
            raise ValueError("DATABASE_URL must be the address of a PostgreSQL: postgresql://user:password@host/name")
        return f"postgresql+psycopg://{rest}"

    @field_validator("clamd_url")
    @classmethod
    def _scanner(cls, url: str) -> str:
        """A scanner that is named wrongly must not pass for one that is down."""
        if url and not url.startswith(("tcp://", "unix:/")):
            raise ValueError("CLAMD_URL must be tcp://host:port or unix:/path/of/the/socket")
        return url

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("TIMEZONE must be the name of a time zone, such as Europe/London.")
        return name

    @model_validator(mode="after")
    def _safe_in_production(self) -> Self:
        if not self.production:
            return self
        if self.secret_key.get_secret_value() == DEVELOPMENT_KEY:
            raise ValueError("SECRET_KEY must be set in production; the development key is refused.")
        if not self.signing_key.get_secret_value():
            raise ValueError("SIGNING_KEY must be set in production; receipts are signed with it.")
        if self.demonstration:
            raise ValueError("DEMONSTRATION and PRODUCTION exclude each other.")
        if not self.smtp_url:
            raise ValueError("SMTP_URL must be set in production; people sign in by e-mail.")
        return self

    @property
    def storage_location(self) -> str:
        """Where files go: a URL that obstore understands (file, s3, gs, az)."""
        return self.storage_url or (self.var_dir / "files").absolute().as_uri()
