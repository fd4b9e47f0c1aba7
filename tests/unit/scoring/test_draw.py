"""The command that anybody can run."""

import io
import subprocess
import sys
from pathlib import Path

from scoring import draw

SEED = "f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2"
REFERENCES = ["SUB-2345678", "SUB-BCDFGHJ", "SUB-9876543", "SUB-7654321"]


def test_the_order_does_not_depend_on_how_the_references_are_given(tmp_path, capsys, monkeypatch):
    listed = tmp_path / "equal.txt"
    listed.write_text("\n".join(REFERENCES))
    assert draw.main([SEED, *REFERENCES]) == 0
    in_order = capsys.readouterr().out
    assert sorted(in_order.split()) == sorted(REFERENCES)
    assert draw.main([SEED, *reversed(REFERENCES)]) == 0
    assert draw.main([SEED, "--file", str(listed)]) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(" ".join(REFERENCES)))
    assert draw.main([SEED, "--file", "-"]) == 0
    assert capsys.readouterr().out == in_order * 3


def test_it_says_what_cannot_be_read(tmp_path, capsys):
    assert draw.main([SEED]) == 2
    assert draw.main([SEED, "--file", str(tmp_path / "nowhere")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_it_works_alone_and_says_what_was_drawn(tmp_path):
    alone = tmp_path / "draw.py"
    alone.write_bytes(Path(draw.__file__).read_bytes())
    ran = subprocess.run(
        [sys.executable, "-I", str(alone), "--tickets", SEED, *REFERENCES], capture_output=True, text=True, check=True
    )
    lines = [line.split() for line in ran.stdout.splitlines()]
    assert [ticket for _, ticket in lines] == sorted(ticket for _, ticket in lines)
    assert [reference for reference, _ in lines] == draw.in_drawn_order(SEED, REFERENCES)
