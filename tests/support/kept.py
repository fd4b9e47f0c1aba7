"""What a factory takes long to make is made once for each worker; later tests get the same rows put back.

Most tests of panels, decisions and pilots begin in the middle of a long story. Telling it through the real
services takes hundreds of statements; putting its rows back takes one.
"""

import dataclasses
import functools
from collections.abc import Callable
from enum import Enum
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

import psycopg
from sqlalchemy import Connection, inspect, text

from core import clock
from core.database import Base, db

P = ParamSpec("P")
T = TypeVar("T")
Key = tuple[object, ...]
Rows = dict[str, set[str]]

_PLAIN = (str, int, Enum, type(None))


@dataclasses.dataclass(frozen=True)
class Kept:
    """How to put back what was made: one script, and what the factory answered, with its entities by key."""

    script: bytes
    answer: object
    within: frozenset[Key]


@dataclasses.dataclass(frozen=True)
class Stored:
    """An entity of the answer."""

    kind: type[Base]
    key: tuple[Any, ...]


_kept: dict[Key, Kept] = {}
# What stands in the transaction of a test already: the same rows cannot stand in it twice.
_standing: "WeakKeyDictionary[Connection, set[Key]]" = WeakKeyDictionary()


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what `make` makes from plain arguments in a test that is undone and has not moved the clock.

    Anything else is made anew.
    """

    @functools.wraps(make)
    def put_back_or_make(*args: P.args, **kwargs: P.kwargs) -> T:
        connection = _connection()
        key: Key = (make.__qualname__, *args, *sorted(kwargs.items()))
        if connection is None or not _is_plain((args, tuple(kwargs.values()))) or _clock_was_moved():
            return make(*args, **kwargs)
        standing = _standing.setdefault(connection, set())
        if key not in _kept and key not in standing:
            return _make(key, standing, lambda: make(*args, **kwargs))
        if key not in standing and standing.isdisjoint(_kept[key].within) and _put_back(_kept[key]):
            standing |= {key, *_kept[key].within}
            answer = _loaded(_kept[key].answer)
            db.session.expire_all()
            return cast(T, answer)
        return make(*args, **kwargs)

    return put_back_or_make


def _make(key: Key, standing: set[Key], make: Callable[[], T]) -> T:
    db.session.flush()
    before, stood = _rows(), set(standing)
    made = make()
    db.session.flush()
    after = _rows()
    if all(before[table] <= after[table] for table in before):
        new = {table: after[table] - before[table] for table in after}
        _kept[key] = Kept(_script(new), _stored(made), frozenset(standing - stood))
    standing.add(key)
    return made


def _put_back(kept: Kept) -> bool:
    """Whether there was room: what the test made before may bear the same name."""
    db.session.flush()
    try:
        with db.session.connection().begin_nested(), _cursor() as cursor:
            cursor.execute(kept.script)
    except psycopg.errors.UniqueViolation:
        return False
    clock.forget()
    return True


def _connection() -> Connection | None:
    """That of a test which is undone; one that commits shares its database with the tests that come after."""
    engine: Any = db.engine
    return engine if isinstance(engine, Connection) else None


def _clock_was_moved() -> bool:
    return db.session.execute(text("select 1 from demonstration_clock")).first() is not None


def _cursor() -> Any:
    return db.session.connection().connection.cursor()


def _is_plain(value: object) -> bool:
    if isinstance(value, tuple | list):
        return all(_is_plain(part) for part in value)
    return isinstance(value, _PLAIN)


def _rows() -> Rows:
    """Each row of each table, as the values of an `insert`."""
    with _cursor() as cursor:
        found: Rows = {}
        for table, columns in _tables(cursor):
            values = ", ".join(f"quote_nullable({column}::text)" for column in columns.split(", "))
            cursor.execute(f"select concat_ws(', ', {values}) from {table}")
            found[f"{table} ({columns})"] = {row[0] for row in cursor}
        return found


def _tables(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(
        "select format('%I.%I', table_schema, table_name), "
        "string_agg(quote_ident(column_name), ', ' order by ordinal_position) "
        "from information_schema.columns join information_schema.tables using (table_schema, table_name) "
        "where table_type = 'BASE TABLE' and is_generated = 'NEVER' "
        "and table_schema not in ('pg_catalog', 'information_schema') group by 1"
    )
    return list(cursor)


def _script(new: Rows) -> bytes:
    # What triggers did is among the rows; they shall not do it again.
    statements = ["set local session_replication_role = replica"]
    for table, rows in new.items():
        if table.startswith("public.demonstration_clock "):
            statements.append("delete from demonstration_clock")
        if rows:
            values = ", ".join(f"({row})" for row in sorted(rows))
            statements.append(f"insert into {table} overriding system value values {values}")
    statements.append("set local session_replication_role = origin")
    return "; ".join(statements).encode()


def _stored(value: Any) -> Any:
    if isinstance(value, Base):
        return Stored(type(value), inspect(value).identity or ())
    if isinstance(value, list | tuple):
        return type(value)(_stored(part) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **{name: _stored(part) for name, part in _parts(value)})
    return value


def _loaded(value: Any) -> Any:
    if isinstance(value, Stored):
        return db.session.get_one(value.kind, value.key)
    if isinstance(value, list | tuple):
        return type(value)(_loaded(part) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **{name: _loaded(part) for name, part in _parts(value)})
    return value


def _parts(value: Any) -> list[tuple[str, Any]]:
    return [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
