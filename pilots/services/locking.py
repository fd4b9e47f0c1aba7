"""Two people, or two clicks, at the same moment."""

from typing import Any

from sqlalchemy import inspect

from core.database import db


def lock(thing: Any) -> None:
    """Read the row's current values and keep others from changing it until the transaction ends."""
    db.session.flush()
    # Columns only: a refreshed relationship would be loaded again when it is next touched.
    columns = [column.key for column in inspect(type(thing)).column_attrs if not column.deferred]
    db.session.refresh(thing, columns, with_for_update={"of": type(thing)})
