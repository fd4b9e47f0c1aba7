"""Every table of legal moves is held to one that was written by hand."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.support.mutate_moves import lifecycles

ROOT = Path(__file__).parents[2]


def _declared(path: Path) -> int:
    """How many lifecycles a file makes, written `Lifecycle(...)` or `Lifecycle[...](...)`."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    names = [call.value if isinstance(call, ast.Subscript) else call for call in calls]
    return sum(isinstance(name, ast.Name) and name.id == "Lifecycle" for name in names)


def test_every_lifecycle_is_declared_among_the_states_of_its_feature():
    files = [
        path for path in ROOT.glob("*/**/*.py") if path.relative_to(ROOT).parts[0] not in {".venv", "node_modules"}
    ]

    assert sum(map(_declared, files)) == len(lifecycles())


def test_no_row_of_any_table_can_be_deleted_added_or_bent_unnoticed():
    tried = subprocess.run(
        [sys.executable, "-m", "tests.support.mutate_moves"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "survivors: none" in tried.stdout
