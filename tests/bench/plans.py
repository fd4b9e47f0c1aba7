"""How PostgreSQL goes about a statement: what it reads from end to end, and what by an index."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

READS_ALL = "Seq Scan"


@dataclass
class Plan:
    read_whole: set[str] = field(default_factory=set)
    indexes: set[str] = field(default_factory=set)


def plan_of(connection: Connection, statement: str, parameters: Any) -> Plan:
    """The plan of a statement as it was sent, with its parameters."""
    row = connection.exec_driver_sql(f"explain (format json) {statement}", parameters).scalar_one()
    [found] = row if isinstance(row, list) else json.loads(row)
    plan = Plan()
    for node in _nodes(found["Plan"]):
        if node["Node Type"] == READS_ALL:
            plan.read_whole.add(node["Relation Name"])
        if "Index Name" in node:
            plan.indexes.add(node["Index Name"])
    return plan


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)
