"""What the README says is held true."""

from __future__ import annotations

import re
from pathlib import Path

from unionxl.workbook.schema import TABLES

README = Path(__file__).resolve().parents[1] / "README.md"
START, END = "<!-- tables -->\n", "<!-- end of tables -->"


def test_the_table_of_sheets_is_the_schema() -> None:
    text = README.read_text("utf-8")
    found = text[text.index(START) + len(START) : text.index(END)]
    assert found == "".join(f"| {table.sheet} | {table.intro} |\n" for table in TABLES)


def test_every_command_of_the_readme_exists() -> None:
    source = (README.parent / "unionxl" / "cli.py").read_text("utf-8")
    named = set(re.findall(r"^\| `unionxl (plan \w+|\w+)", README.read_text("utf-8"), re.MULTILINE))
    commands = set(re.findall(r"@app\.command\(\)\ndef (\w+)\(", source))
    commands |= {f"plan {name}" for name in re.findall(r'@plan_app\.command\("(\w+)"\)', source)}
    assert named == commands
