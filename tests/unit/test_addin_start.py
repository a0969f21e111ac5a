"""How a click starts, without any Excel."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

import unionxl
from unionxl import addin
from unionxl.errors import RequestError
from unionxl.words.lists import templates_folder
from unionxl.workbook.live import dialogs as native_dialogs

if TYPE_CHECKING:
    import xlwings as xw

HOST = (templates_folder() / "vba" / "excel" / "UnionHost.bas").read_text("ascii")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(addin, "_tell", found.append)
    return found


def test_the_macros_start_what_is_here() -> None:
    assert f'"-P -m {addin.__name__} " & action' in HOST
    assert f"from {addin.__name__} import {addin.main.__name__}; main('" in HOST


def test_no_setting_of_xlwings_becomes_part_of_the_command_or_stops_it() -> None:
    """RunFrozenPython would obey TEMP DIR, CONDA PATH and SHOW CONSOLE, whosever they are."""
    code = "\n".join(line for line in HOST.splitlines() if not line.lstrip().startswith("'"))
    assert "RunFrozenPython" not in code
    assert "cmd" not in code.lower()
    assert code.count(".Run(") == 1
    windows = code[code.index("Sub RunOnWindows") :]
    assert "GetConfig" not in windows


def no_caller() -> xw.Book:
    raise RequestError("找不到。", where="Excel", advice="请再试一次。")


def test_without_excel_one_message_is_told(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addin, "_caller", no_caller)
    monkeypatch.setattr(sys, "argv", ["addin", "month", "--wb=甲.xlsm", "--from_xl=1"])
    addin.main()
    assert told == ["Excel：找不到。请再试一次。"]


def test_the_mac_names_the_action_itself(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(addin, "_caller", lambda: None)

    def act(_live: object, action: str, _desk: object) -> str:
        asked.append(action)
        return ""

    monkeypatch.setattr(addin, "act", act)
    monkeypatch.setattr(sys, "argv", ["python"])
    addin.main("calendar")
    assert asked == ["calendar"]
    assert told == []


def test_restoring_starts_over_when_the_macro_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "argv", ["addin", "restore", "--wb=甲.xlsm"])
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    addin.main()
    assert started[0][1:] == ["-P", "-m", "unionxl.addin", "restore", "--wb=甲.xlsm", "--later"]


def test_so_it_does_from_a_macro_that_names_it_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "argv", ["-c", "--wb=甲.xlsm", "--from_xl=1"])
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    unionxl.restore()
    said = ["restore", "--wb=甲.xlsm", "--from_xl=1", "--later"]
    assert started[0][1:] == ["-P", "-m", "unionxl.addin", *said]


def test_the_second_process_waits_for_the_first(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(addin, "_caller", no_caller)
    monkeypatch.setattr(sys, "argv", ["addin", "restore", "--later"])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(time, "sleep", waited.append)
    addin.main()
    assert waited == [1.0]
    assert len(told) == 1


def test_a_bug_before_anything_else_is_told_too(
    told: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr("unionxl.buglog.log_folder", lambda: tmp_path)
    monkeypatch.setattr(addin, "_caller", lambda: 1 // 0)
    monkeypatch.setattr(sys, "argv", ["addin", "month"])
    addin.main()
    assert told[0].startswith("程序内部错误，数据未改动。请把记录文件发给维护人员：")


def test_a_long_message_still_fits_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    native_dialogs.show_box("工会工作", "长" * 5_000)
    shown = capsys.readouterr().out
    assert len(shown) < 2_000
    assert "……" in shown
