"""What the doctor says of Windows, with a registry that a test writes."""

from __future__ import annotations

import sys
import zipfile
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import rewrite
from unionxl.operations.creating import create_workbook
from unionxl.operations.doctor import examine
from unionxl.operations.doctor_buttons import look_at_buttons
from unionxl.operations.doctor_windows import CLASSES, USER, look_at_windows
from unionxl.operations.shortcuts import WINDOW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Values = dict[tuple[str, str, str], str | int]
CLSID = "{00024500-0000-0000-C000-000000000046}"
SECURITY = r"Microsoft\Office\16.0\Excel\Security"
CHOICE = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsm\UserChoice"
WELL: Values = {
    (CLASSES, r"Excel.Application\CLSID", ""): CLSID,
    (CLASSES, rf"CLSID\{CLSID}\LocalServer32", ""): r"C:\Office16\EXCEL.EXE /automation",
    (CLASSES, ".xlsm", ""): "Excel.SheetMacroEnabled.12",
}


def told(values: Values) -> Mapping[str, str]:
    def read(root: str, path: str, name: str = "") -> str | int | None:
        return values.get((root, path, name))

    return {one.subject: str(one) for one in look_at_windows(read)}


def test_a_computer_with_excel_is_well() -> None:
    said = told(WELL)
    assert said["Excel"].startswith("√ Excel：已安装（C:\\Office16\\EXCEL.EXE")
    assert said["双击 .xlsm"] == "√ 双击 .xlsm：用 Excel 打开"
    assert said["宏的设置"].startswith("√")


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (r"C:\Users\a\AppData\Local\Kingsoft\WPS Office\12\office6\et.exe", "WPS 表格"),
        (r'"D:\WPS Office\ksolaunch.exe" /prometheus /et /Automation', "WPS 表格"),
        (r"C:\Other\sheet.exe", "不是 Excel"),
        ("", "已不在这台电脑上"),
    ],
)
def test_another_program_that_answers_for_excel_is_named(server: str, words: str) -> None:
    said = told({**WELL, (CLASSES, rf"CLSID\{CLSID}\LocalServer32", ""): server})["Excel"]
    assert said.startswith("！")
    assert words in said
    assert "没有 Excel 时，请" in said


@pytest.mark.parametrize(
    ("there", "way"),
    [
        (ModuleType("_tkinter"), f"双击桌面的“{WINDOW}”，或运行 unionxl app。"),
        (None, "用 install.cmd 安装程序，再用它的窗口。"),  # Python's embeddable zip
    ],
)
def test_without_excel_the_other_way_is_named(
    monkeypatch: pytest.MonkeyPatch, there: ModuleType | None, way: str
) -> None:
    if there is not None:
        there.__spec__ = ModuleSpec("_tkinter", None)
    monkeypatch.setitem(sys.modules, "_tkinter", there)
    assert f"请安装 Excel。没有 Excel 时，请{way}" in told({})["Excel"]
    assert "没有程序打开" in told({})["双击 .xlsm"]


@pytest.mark.parametrize(
    ("has_window", "way"),
    [(True, "也可以用程序的窗口。"), (False, "也可以用 install.cmd 安装程序，再用它的窗口。")],
)
def test_where_macros_are_forbidden_the_window_is_offered_as_it_is_there(
    monkeypatch: pytest.MonkeyPatch, *, has_window: bool, way: str
) -> None:
    monkeypatch.setattr("unionxl.operations.doctor_windows.has_window", lambda: has_window)
    forbidden = (USER, rf"Software\Policies\{SECURITY}", "VBAWarnings")
    assert told({**WELL, forbidden: 4})["宏的设置"].endswith(way)


def test_what_the_user_has_chosen_for_the_file_goes_first() -> None:
    said = told({**WELL, (USER, CHOICE, "ProgId"): "KET.SheetMacroEnabled.12"})["双击 .xlsm"]
    assert said.startswith("！ 双击 .xlsm：用别的程序打开（KET.SheetMacroEnabled.12）。请右击")


@pytest.mark.parametrize(
    ("branch", "level", "words"),
    [
        (r"Software\Policies", 4, "Excel 禁用所有宏。这是单位的统一设置"),
        (r"Software\Policies", 3, "只运行有数字签名的宏。这是单位的统一设置"),
        ("Software", 4, "Excel 禁用所有宏。请点 Excel 的“文件→选项"),
        ("Software", 2, "√ 宏的设置"),
        ("Software", 1, "√ 宏的设置"),
    ],
)
def test_macros_that_may_not_run_are_told(branch: str, level: int, words: str) -> None:
    assert (
        words in told({**WELL, (USER, rf"{branch}\{SECURITY}", "VBAWarnings"): level})["宏的设置"]
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "工会工作簿.xlsm"
    create_workbook(path, year=2026)
    return path


def test_the_buttons_of_a_new_workbook_are_well(path: Path) -> None:
    assert [one.is_well for one in look_at_buttons(path)] == [True, True]
    subjects = {one.subject for one in examine(path, platform="win32", read=lambda *_: None)}
    assert {"按钮的宏", "功能区“工会工作”", "宏的设置", "双击 .xlsm"} <= subjects


def test_a_lost_ribbon_is_told(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        (ribbon,) = (name for name in archive.namelist() if name.startswith("customUI/"))
    rewrite(path, {"_rels/.rels": _without_ribbon}, removed=(ribbon,))
    assert [one.is_well for one in look_at_buttons(path)] == [True, False]


def _without_ribbon(links: bytes) -> bytes:
    start = links.index(b'<Relationship Id="unionRibbon"')
    return links[:start] + links[links.index(b"/>", start) + 2 :]


def test_code_names_that_do_not_fit_are_told(path: Path) -> None:
    rewrite(path, {"xl/workbook.xml": lambda book: book.replace(b'codeName="', b'codeName="X')})
    (macros, _) = look_at_buttons(path)
    assert "与工作表的代码名称对不上" in str(macros)


def test_lost_macros_and_a_file_that_is_none_are_told(path: Path, tmp_path: Path) -> None:
    rewrite(path, {"xl/_rels/workbook.xml.rels": lambda old: old.replace(b"vbaProject", b"other")})
    (macros,) = look_at_buttons(path)
    assert "不见了" in str(macros)
    other = tmp_path / "a.xlsm"
    other.write_bytes(b"no zip")
    (macros,) = look_at_buttons(other)
    assert "没有能够读取" in str(macros)
