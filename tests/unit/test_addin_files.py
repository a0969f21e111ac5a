"""A click that works on the file, where the file is not where Excel says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from unionxl.addin import Desk, restore
from unionxl.errors import RequestError
from unionxl.workbook.live.lean import calling_book

if TYPE_CHECKING:
    from pathlib import Path


class Live:
    """What is asked of an open workbook before anything is done to it."""

    def __init__(self, fullname: str) -> None:
        self.fullname = fullname
        self.name = fullname.rpartition("/")[2]


def told(fullname: str) -> str:
    live: Any = Live(fullname)
    with pytest.raises(RequestError) as stop:
        restore(live, Desk(print, lambda _app, _action: ""))
    return str(stop.value)


def test_a_file_that_was_removed_while_open_is_told(tmp_path: Path) -> None:
    said = told(str(tmp_path / "工会.xlsm"))
    assert said.startswith("工作簿《工会.xlsm》：文件已不在原来的位置")
    assert said.endswith("请用“另存为”把打开的工作簿存到本机的文件夹，再点一次按钮。")


@pytest.mark.parametrize("fullname", ["工作簿1", "https://example.com/工会.xlsm"])
def test_one_that_was_never_a_file_here_is_told(fullname: str) -> None:
    assert "没有保存过，或在网盘上" in told(fullname)


class Books(dict[str, str]):
    """The workbooks of one Excel."""


@pytest.mark.parametrize("name", ["2026=工会.xlsm", "a=b=c.xlsm"])
def test_a_name_with_an_equals_sign_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Engine:
        @staticmethod
        def App(xl: int) -> int:  # noqa: N802 - the word of xlwings
            return xl

    class Xlwings:
        @staticmethod
        def App(impl: int) -> Any:  # noqa: N802 - the word of xlwings
            assert impl == 77
            return type("App", (), {"books": Books({name: "found"})})

    monkeypatch.setattr("sys.argv", ["addin", "month", f'--wb="{name}"', "--hwnd=77"])
    monkeypatch.setitem(__import__("sys").modules, "xlwings._xlwindows", Engine())
    xlwings: Any = Xlwings()
    assert calling_book(xlwings) == "found"
