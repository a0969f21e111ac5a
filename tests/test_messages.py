"""No message that a click can show speaks of options, commands or a terminal."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.buttons import BUTTONS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SPEAKS_COMMAND_LINE = re.compile(r"--[a-z]|unionxl [a-z]|\bpip |选项 -|命令行|命令中|终端")
HAN = re.compile(r"[\u4e00-\u9fff]")
# The edges of the command line, and what is only reached from it.
COMMAND_LINE = {"cli.py", "cli_words.py"}
AT_THE_COMMAND_LINE = {
    "operations/setting_up.py",  # `setup`: no button has it
    "operations/doctor.py",  # `doctor`: neither
    "operations/doctor_buttons.py",
    "operations/doctor_windows.py",
    "operations/asked.py",  # the words of a command
}
# The help of commands stands here; what stands on buttons is looked at by itself.
LISTED = ROOT / "unionxl" / "operations" / "listed"
SOURCES = [
    path
    for path in sorted((ROOT / "unionxl").rglob("*.py"))
    if path.relative_to(ROOT / "unionxl").as_posix() not in COMMAND_LINE | AT_THE_COMMAND_LINE
    and path.parent != LISTED
]
# What the pages of 《使用说明》 tell of installing and of a second program.
GUIDE_MAY = {"4. 与程序连接", "到了新的一年", "用 WPS 或 LibreOffice"}
DATA = [path for path in sorted((ROOT / "templates").glob("*.toml")) if path.name != "guide.toml"]


def constants(path: Path) -> Iterator[str]:
    """Give every string of a module that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
        elif isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield str(node.value)


def texts(data: Any) -> Iterator[str]:
    """Give every text of a data file."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


def speaking(told: Iterator[str]) -> list[str]:
    return [text for text in told if HAN.search(text) and SPEAKS_COMMAND_LINE.search(text)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_message_of_a_click_names_an_option_or_a_command(path: Path) -> None:
    assert speaking(constants(path)) == []


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_no_text_of_a_sheet_names_an_option_or_a_command(path: Path) -> None:
    assert speaking(texts(tomllib.loads(path.read_text("utf-8")))) == []


def test_the_macros_speak_of_buttons_only() -> None:
    told = tomllib.loads((ROOT / "templates" / "vba" / "texts.toml").read_text("utf-8"))
    assert speaking(texts(told)) == []


def test_what_stands_on_and_under_a_button_speaks_of_buttons_only() -> None:
    told = (text for one in BUTTONS for text in (one.label, one.note, one.tip, one.document_title))
    assert speaking(told) == []


def test_the_guide_names_commands_only_where_there_is_no_button() -> None:
    guide = tomllib.loads((ROOT / "templates" / "guide.toml").read_text("utf-8"))
    entries = [entry for section in guide["section"] for entry in section.get("entry", ())]
    assert {entry["name"] for entry in entries if speaking(texts(entry))} == GUIDE_MAY


def test_the_pattern_knows_an_option_when_it_sees_one() -> None:
    told = [
        "请加 --year 2026。",
        "请用 unionxl new 新建。",
        "请在命令行运行。",
        "运行 pip install 甲",
    ]
    assert speaking(iter(told)) == told
    assert speaking(iter(["——", "请点“否”。", "--", "《unionxl》"])) == []
