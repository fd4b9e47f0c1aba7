"""Which databases a demonstration may touch: only those that `make run` or a test made for it, and marked so.

The mark is the comment on the database itself: it is no row that a copy of the data could carry elsewhere.
"""

from typing import Final, LiteralString

BEING_MADE: Final = "Townlab demonstration: being made"
READY: Final = "Townlab demonstration: ready"

READ: LiteralString = "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"


def write(mark: str, *, database: str) -> str:
    """The statement that marks `database`. It takes part in the transaction it runs in."""
    if mark not in {BEING_MADE, READY}:
        raise ValueError(mark)
    quoted = database.replace('"', '""')
    return f"comment on database \"{quoted}\" is '{mark}'"
