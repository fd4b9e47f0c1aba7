"""Gives rows in another order each time, where a statement asks for none; as PostgreSQL may, and seldom does.

A plugin for pytest, see `make unordered`. What fails with it relies on an order that nobody promised.
"""

from typing import Any, TypeGuard

from sqlalchemy import Engine, Executable, Select, event, func


@event.listens_for(Engine, "before_execute", retval=True)
def shuffle(
    _connection: object, statement: Executable, many: Any, parameters: Any, _options: object
) -> tuple[Executable, Any, Any]:
    return (statement.order_by(func.random()) if _has_no_order(statement) else statement), many, parameters


def _has_no_order(statement: Executable) -> TypeGuard[Select[*tuple[Any, ...]]]:
    """Where rows are locked, or only some are wanted, another order would be another question."""
    if not isinstance(statement, Select):
        return False
    asked = (statement._order_by_clauses, statement._distinct, statement._for_update_arg, statement._limit_clause)
    return not any(part is not None and part not in ((), False) for part in asked)
