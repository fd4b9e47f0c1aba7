"""Runs Node: the one beside this Python, which is the one that built the assets, else the one on the PATH."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run(script: Path, *, given: str, seconds: float = 120) -> str:
    """What the script writes when it is given this text. Raises `CalledProcessError` when it fails."""
    folders = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    node = shutil.which("node", path=os.pathsep.join(folders))
    if node is None:
        raise RuntimeError("There is no node. `make test` installs one.")
    done = subprocess.run(
        [node, str(script)], input=given, capture_output=True, text=True, check=True, cwd=ROOT, timeout=seconds
    )
    return done.stdout
