"""Who has a workbook open, and which program opens a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from unionxl.errors import RequestError
from unionxl.window.systems import open_file, tell_without_window, why_open

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("owner", ["~$工会.xlsx", ".~lock.工会.xlsx#", ".~工会.xlsx", ".~会.xlsx"])
def test_excel_libreoffice_and_wps_are_seen_by_their_marks(tmp_path: Path, owner: str) -> None:
    file = tmp_path / "工会.xlsx"
    file.touch()
    assert why_open(file) == ""
    (tmp_path / owner).touch()
    told = why_open(file)
    assert "请在那里保存并关闭它" in told
    assert owner in told


def test_a_shortened_mark_of_another_workbook_says_nothing(tmp_path: Path) -> None:
    for name in ("工会.xlsx", "公会.xlsx", ".~会.xlsx"):
        (tmp_path / name).touch()
    assert why_open(tmp_path / "工会.xlsx") == ""


def test_a_file_that_is_gone_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="找不到这个文件"):
        open_file(tmp_path / "没有.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files itself")
def test_where_no_program_is_known_the_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "工会.xlsx"
    file.touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RequestError, match="请在文件夹里双击它") as stop:
        open_file(file)
    assert str(tmp_path) in str(stop.value)


def test_without_a_window_the_reason_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    tell_without_window("窗口：这里没有屏幕。")
    assert capsys.readouterr().err == "窗口：这里没有屏幕。\n"
