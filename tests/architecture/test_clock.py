"""There is one clock, and it is the database's. No process of ours asks its own machine what time it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = (
    "core",
    "accounts",
    "notifications",
    "participation",
    "challenges",
    "submissions",
    "scoring",
    "pilots",
    "opendata",
    "web",
)
# Who has a reason: the clock itself, the signs of life, the age of files on the disk, and what starts
# and stops programs on one machine.
ALLOWED = {"core/clock.py", "core/jobs.py", "core/life.py", "core/storage.py"}
ALLOWED_FOLDERS = ("web/local/",)
MODULES = {"time", "calendar", "sched"}
CALLS = {"now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp"}
OURS = {"clock"}
SQL = re.compile(
    r"(?<![\w.])(now\(\)|clock_timestamp|statement_timestamp|transaction_timestamp|current_timestamp|current_date"
    r"|current_time\b|localtime|localtimestamp|timeofday|'now'|'today')",
    re.IGNORECASE,
)


def sources() -> list[Path]:
    found = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
    return [path for path in found if not _is_allowed(path.relative_to(ROOT).as_posix())]


def _is_allowed(name: str) -> bool:
    return name in ALLOWED or name.startswith(ALLOWED_FOLDERS)


def other_clocks(source: str) -> list[str]:
    """Every place where a clock other than `core.clock` is asked."""
    return [found for node in ast.walk(ast.parse(source)) for found in _asks(node)]


def _asks(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in MODULES)
    elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
        yield str(node.module)
    elif isinstance(node, ast.Attribute) and node.attr in CALLS:
        asked = ast.unparse(node)
        if asked.partition(".")[0] not in OURS:
            yield asked
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from SQL.findall(node.value)
    elif isinstance(node, ast.Attribute) and SQL.search(f"{node.attr}()") and ast.unparse(node.value) == "func":
        yield ast.unparse(node)


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_clock_of_the_service_is_asked(path):
    assert other_clocks(path.read_text()) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import time\ntime.time()",
        "from time import monotonic",
        "import datetime as dt\ndt.datetime.now(dt.UTC)",
        "from datetime import datetime\ndatetime.utcnow()",
        "from datetime import date\ndate.today()",
        "import datetime as dt\nask = dt.datetime.now",
        "db.session.execute(text('select now()'))",
        "ACCEPT = 'update submissions set submitted_at = current_timestamp'",
        "select(func.now())",
        "select(func.current_timestamp())",
    ],
)
def test_a_clock_that_is_planted_is_found(planted):
    assert other_clocks(planted) != []


def test_the_clock_of_the_service_is_none_of_them():
    assert other_clocks("from core import clock\nclock.now()\ntext('select townlab_now()')\nfunc.townlab_now()") == []
