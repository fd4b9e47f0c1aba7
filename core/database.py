"""One database, one session, one way to name things in it."""

import datetime as dt
import enum
import uuid
from typing import Annotated, Any

import uuid_utils
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Enum, MetaData, String, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

# Constraint names are part of the contract: a violated one is told to the person in words.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ShortText = Annotated[str, mapped_column(String(250))]
LongText = Annotated[str, mapped_column(Text)]
Json = Annotated[dict[str, Any], mapped_column(JSONB)]
JsonList = Annotated[list[Any], mapped_column(JSONB)]


class Base(DeclarativeBase):
    # A registry of its own: Flask-SQLAlchemy copies this class, and a map of types may be declared only once.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            dt.datetime: DateTime(timezone=True),
            uuid.UUID: Uuid,
        },
    )


db = SQLAlchemy(model_class=Base)
# A typed alias: mypy does not follow Flask-SQLAlchemy's dynamic `db.Model`.
Model = Base


def new_id() -> uuid.UUID:
    """A UUID of version 7: opaque, and in the order of creation, so that its index stays compact."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)


Id = Annotated[uuid.UUID, mapped_column(Uuid, primary_key=True, default=new_id)]


def plain_enum(values: type[enum.Enum], **options: Any) -> Mapped[Any]:
    """A column that holds one of `values` by value, with a CHECK so that no other can be stored.

    A second column of the same kind in a table names its CHECK apart with `check`.
    """
    check = options.pop("check", f"{values.__name__.lower()}_known")
    return mapped_column(_by_value(values, check), nullable=options.pop("nullable", False), **options)


def state_column(states: type[enum.Enum], *, default: enum.Enum) -> Mapped[Any]:
    """A lifecycle's stored state."""
    return mapped_column(
        _by_value(states, f"{states.__name__.lower()}_known"), default=default, nullable=False, index=True
    )


def _by_value(values: type[enum.Enum], check: str) -> Enum:
    return Enum(
        values,
        native_enum=False,
        length=40,
        create_constraint=True,
        name=check,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )
