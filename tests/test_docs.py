"""What the README says is held true."""

from __future__ import annotations

import builtins
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.buttons import BUTTONS
from unionxl.operations.arrangement import commands
from unionxl.operations.findings import catalogue
from unionxl.tables.all import TABLES

if TYPE_CHECKING:
    import pytest

README = Path(__file__).resolve().parents[1] / "README.md"
MARK = "<!-- {} -->"
PACKAGE, CODE_MARK = README.parent / "unionxl" / "__init__.py", "    # --- {} ---"


def _held(
    name: str, wanted: str, request: pytest.FixtureRequest, where: tuple[Path, str] = (README, MARK)
) -> None:
    """Hold a list between two marks, of the README or elsewhere, against its source.

    Or write it anew.
    """
    path, mark = where
    text = path.read_text("utf-8")
    first, last = mark.format(name) + "\n", mark.format(f"end of {name}")
    found = text[text.index(first) + len(first) : text.index(last)]
    if request.config.getoption("--update-golden"):
        path.write_text(text.replace(f"{first}{found}", f"{first}{wanted}"), "utf-8")
        return
    assert found == wanted


def test_the_table_of_sheets_is_the_schema(request: pytest.FixtureRequest) -> None:
    _held("tables", "".join(f"| {one.sheet} | {one.intro} |\n" for one in TABLES), request)


def test_the_table_of_rules_is_the_catalogue(request: pytest.FixtureRequest) -> None:
    wanted = "".join(
        f"| `{page.rule_id}` | {page.title} | {page.severity.value} | {page.basis} |\n"
        for page in catalogue().values()
    )
    _held("rules", wanted, request)


def test_what_the_readme_installs_lies_beside_it() -> None:
    text = README.read_text("utf-8")
    installed = re.findall(r'pip (?:install|wheel) (?:-e )?"?(\S)', text)
    assert installed == ["."] * 5
    made = re.findall(r"python -m unionxl\.build (\w+)", text)
    assert set(made) == {"wheels", "windows"}
    assert (README.parent / "templates" / "install.cmd").exists()
    assert "`install.cmd` 在其中的 `templates` 文件夹里" in text


def test_the_table_of_commands_is_the_catalogue(request: pytest.FixtureRequest) -> None:
    wanted = "".join(
        f"| `unionxl {one.usage}` | {one.readme or one.help.removesuffix('。')} |\n"
        for one in commands()
    )
    _held("commands", wanted, request)


def test_the_types_of_the_package_know_every_button(request: pytest.FixtureRequest) -> None:
    lines = (
        f"    from unionxl.api.clicks import {one} as {one}"
        + ("  # noqa: A004 - what stands on the button" if hasattr(builtins, one) else "")
        for one in sorted(button.action for button in BUTTONS)
    )
    wanted = "".join(f"{line}\n" for line in (*lines, ""))
    _held("buttons", wanted, request, (PACKAGE, CODE_MARK))


def test_what_the_readme_says_of_options_is_true() -> None:
    """An option that a row names in its brackets is one of that command."""
    for one in commands():
        named = set(re.findall(r"--[a-z-]+", one.readme + one.example))
        assert named <= {option.flag for option in one.options}, one.id
