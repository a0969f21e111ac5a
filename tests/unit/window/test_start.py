"""How the window is started."""

from __future__ import annotations

import tomllib
from pathlib import Path

from unionxl.operations.catalogue import operation
from unionxl.operations.operation import named
from unionxl.operations.shortcuts import PROGRAM
from unionxl.window import from_command, main

ROOT = Path(__file__).resolve().parents[3]


def test_a_program_without_a_console_and_a_command_start_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    ((program, entry),) = project["gui-scripts"].items()
    assert program == PROGRAM
    assert named(entry) is main
    assert named(operation("app").terminal) is from_command
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in (*project["gui-scripts"], "unionxl app"))
