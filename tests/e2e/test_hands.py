"""What a clerk's hands do to a workbook in a window of LibreOffice before she presses a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import start_sheet
from tests.desktop import desktop
from unionxl.operations.creating import create_workbook
from unionxl.tables.program import MORE_SHEET
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop import Desktop
    from unionxl.workbook.new.table_sheet import Rows

pytestmark = pytest.mark.libreoffice

HARD_NAME = "工会 & 2026's 100% #1 (副本).xlsm"
MONTH = "生成本月工作表"
PLAN: Rows = [
    {"编号": "P001", "月份": "3", "工作内容": "插花活动", "状态": "未开始"},
    {"编号": "P002", "月份": "3", "工作内容": "核对会员名册", "状态": "进行中"},
    {"编号": "P003", "月份": "9", "工作内容": "慰问退休教师", "状态": "暂定"},
]


def a_workbook(path: Path) -> Path:
    rows: dict[str, Rows] = {"Plan": PLAN, "Settings": [{"项目": "当前月份", "值": 3}]}
    create_workbook(path, year=2026, rows=rows, host=Host.LIBREOFFICE)
    return path


def texts(desk: Desktop, sheet: str) -> set[str]:
    return {text for row in desk.ask("values", sheet, "A1:U60") or () for text in row}


def test_a_plan_that_was_moved_about_gives_its_month_sheet(tmp_path: Path) -> None:
    """Rows above it, a column of her own in it, sorted, renamed, another sheet hidden."""
    workbook = a_workbook(tmp_path / HARD_NAME)
    with desktop(workbook, tmp_path / "office") as desk:
        desk.state()
        desk.ask("insert_rows", "年度计划", 1, 2)
        desk.ask("insert_column", "年度计划", 5)
        for row, text in enumerate(("我的一列", "甲", "乙", "丙"), 5):
            desk.ask("type", "年度计划", f"E{row}", text)
        desk.ask("sort_backwards", "年度计划", "A6:Q8")
        assert desk.ask("values", "年度计划", "A6:E6") == [["P003", "9", "", "", "丙"]]
        desk.ask("rename", "年度计划", "我的计划 & '26'")
        desk.ask("hide", "会费")
        desk.click(MONTH)
        assert desk.close_box().startswith("已生成《3月》：计划事项 2 项。")
        desk.wait_for("the month sheet", lambda: "3月" in desk.state()["sheets"])
        assert any("插花活动" in text for text in texts(desk, "3月"))
    assert lint_package(workbook) == ()
    block = open_workbook(workbook).read_table("Plan")
    own = block.header.index("我的一列")
    assert [row[own] for row in block.rows[:3]] == ["丙", "乙", "甲"]


def test_a_month_half_typed_counts(tmp_path: Path) -> None:
    workbook = a_workbook(tmp_path / "book.xlsm")
    with desktop(workbook, tmp_path / "office") as desk:
        buttons = desk.state()["buttons"]
        above, beside = buttons["导入年度计划"], buttons[MONTH]
        desk.type_half((above[0], beside[1]), "9")
        desk.click(MONTH, has_focus=True)
        assert desk.close_box().startswith("已生成《9月》：计划事项 1 项。")
        desk.wait_for("the month sheet", lambda: "9月" in desk.state()["sheets"])


def test_a_button_works_on_the_workbook_it_stands_in(tmp_path: Path) -> None:
    """Two workbooks are open; the one in front was opened last."""
    first, second = a_workbook(tmp_path / "a.xlsm"), a_workbook(tmp_path / "b.xlsm")
    before = first.read_bytes()
    with desktop(first, tmp_path / "office") as desk:
        desk.state()
        desk.ask("open", str(second))
        desk.click(MONTH)
        assert desk.close_box().startswith("已生成《3月》：计划事项 2 项。")
        desk.wait_for("the month sheet", lambda: "3月" in desk.state()["sheets"])
        desk.ask("look_into", str(first))
        assert "3月" not in desk.state()["sheets"]
    assert first.read_bytes() == before


def test_a_month_that_was_deleted_is_that_of_today(tmp_path: Path) -> None:
    workbook = a_workbook(tmp_path / "book.xlsm")
    with desktop(workbook, tmp_path / "office") as desk:
        desk.state()
        desk.ask("type", start_sheet.SHEET, start_sheet.MONTH, "")
        desk.click(MONTH)
        assert "没有选月份，" in desk.close_box()


def test_a_workbook_that_was_never_stored_must_be_stored_first(tmp_path: Path) -> None:
    workbook = a_workbook(tmp_path / "book.xlsm")
    before = workbook.read_bytes()
    with desktop(workbook, tmp_path / "office") as desk:
        desk.state()
        desk.ask("open_untitled", str(workbook))
        desk.click(MONTH)
        assert "请先用“另存为”" in desk.close_box()
        assert "3月" not in desk.state()["sheets"]
    assert workbook.read_bytes() == before


def test_a_folder_that_is_gone_is_told_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    """As when a memory stick was pulled out."""
    stick = tmp_path / "stick"
    stick.mkdir()
    workbook = a_workbook(stick / "book.xlsm")
    with desktop(workbook, tmp_path / "office") as desk:
        desk.state()
        desk.ask("type", "年度计划", "E4", "插花活动两场")
        stick.rename(tmp_path / "pulled")
        desk.click(MONTH)
        desk.press_in_box("Cancel")  # LibreOffice asks first whether to store over a changed file
        desk.press_in_box("OK")
        assert "没有能够保存" in desk.close_box()
        assert desk.ask("values", "年度计划", "E4:E4") == [["插花活动两场"]]


def test_deleted_instructions_are_missed_in_words(tmp_path: Path) -> None:
    workbook = a_workbook(tmp_path / "book.xlsm")
    with desktop(workbook, tmp_path / "office") as desk:
        desk.state()
        desk.ask("delete", "使用说明")
        desk.ask("show", MORE_SHEET)
        desk.click("使用说明")
        assert desk.close_box().startswith("《使用说明》：找不到这张表")


def test_a_workbook_from_elsewhere_starts_no_program(tmp_path: Path) -> None:
    """It names a program that is there, and that the user of this computer did not set up."""
    workbook = a_workbook(tmp_path / "book.xlsm")
    home = tmp_path / "home"
    home.mkdir()
    before = workbook.read_bytes()
    with desktop(workbook, tmp_path / "office", home=home) as desk:
        desk.click(MONTH)
        assert desk.close_box().startswith("本工作簿：它指定的程序不在本机安装的位置")
        assert "3月" not in desk.state()["sheets"]
    assert workbook.read_bytes() == before
