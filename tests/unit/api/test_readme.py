"""The examples of the README for Python users, one after the other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.buttons import BUTTONS
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    import pytest

README = (Path(__file__).resolve().parents[3] / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"<!-- python -->\n```python\n(.*?)```", README, re.DOTALL)


def test_the_examples_do_what_they_say(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(path.parent)
    names: dict[str, Any] = {}
    for example in EXAMPLES:
        exec(compile(example, "README.md", "exec"), names)  # noqa: S102 - what readers would run
    said = capsys.readouterr().out
    assert said.startswith("已生成《3月》：计划事项")
    assert said.splitlines()[-1] == EXAMPLES[-1].splitlines()[-1].removeprefix("# ")
    assert {"3月", "检查结果"} <= set(open_workbook(path).sheet_names())
    assert len(list((path.parent / "备份").iterdir())) == 1
    elsewhere = openpyxl.load_workbook("三月.xlsx")
    assert elsewhere.sheetnames == ["3月"]
    assert elsewhere["3月"]["A1"].value == "三月的工作"
    assert len(names["ledger"]) == len(names["frames"]["收支台账"]) > 0
    assert set(names["severe"]["severity"]) <= {"请核对", "必须更正"}


def test_a_macro_calls_a_button_that_there_is() -> None:
    called = re.findall(r'RunPython "import unionxl; unionxl\.(\w+)\(\)"', README)
    assert called
    assert set(called) <= {button.action for button in BUTTONS}


def test_every_method_is_shown() -> None:
    text = "".join(EXAMPLES)
    for name in ("open", "frame", "frames", "findings", "make", "save", "to_openpyxl"):
        assert f".{name}(" in text
