"""What a clerk may do to the workbook, by hand or by another program, and still press a button."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.unit.workbook.package.test_mending import stored
from unionxl.operations.clicks import CLICKS
from unionxl.operations.creating import create_workbook
from unionxl.operations.request import Request
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml.etree import _Element as Element

    from unionxl.workbook.new.table_sheet import Rows

pytestmark = pytest.mark.libreoffice

NOON = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)
PLAN: Rows = [
    {"编号": "P001", "月份": "3", "工作内容": "插花活动", "状态": "未开始"},
    {"编号": "P002", "月份": "3", "工作内容": "核对会员名册", "状态": "进行中"},
    {"编号": "P003", "月份": "9", "工作内容": "慰问退休教师", "状态": "暂定"},
]
SETTINGS: Rows = [{"项目": "当前月份", "值": 3}]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
    names = [sheet.get("name") for sheet in book.iter(f"{MAIN}sheet")]
    return f"xl/worksheets/sheet{names.index(name) + 1}.xml"


def edit(path: Path, part: str, change: Callable[[Element], None]) -> None:
    """Change one part of a workbook by hand."""
    with zipfile.ZipFile(path) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(contents[part])
    change(root)
    contents[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)


def renumber(row: Element, number: int) -> None:
    old = str(row.get("r"))
    row.set("r", str(number))
    for cell in row:
        cell.set("r", str(cell.get("r")).removesuffix(old) + str(number))


def sort_backwards(path: Path) -> None:
    """Turn the first three rows of the plan upside down, as a sort does."""

    def change(root: Element) -> None:
        rows = root.findall(f"{MAIN}sheetData/{MAIN}row")
        by_number = {row.attrib["r"]: row for row in rows}
        first, middle, last = (by_number[number] for number in ("4", "5", "6"))
        renumber(first, 6)
        renumber(last, 4)
        data = first.getparent()
        assert data is not None
        at = data.index(first)
        data[at : at + 3] = [last, middle, first]

    edit(path, sheet_part(path, "年度计划"), change)


def rename_plan(path: Path) -> None:
    def change(root: Element) -> None:
        for sheet in root.iter(f"{MAIN}sheet"):
            if sheet.get("name") == "年度计划":
                sheet.set("name", "我的计划 2026")
        for name in root.iter(f"{MAIN}definedName"):
            name.text = (name.text or "").replace("年度计划", "'我的计划 2026'")

    edit(path, "xl/workbook.xml", change)


def hide_plan(path: Path) -> None:
    def change(root: Element) -> None:
        for sheet in root.iter(f"{MAIN}sheet"):
            if sheet.get("name") == "年度计划":
                sheet.set("state", "hidden")

    edit(path, "xl/workbook.xml", change)


def filter_plan(path: Path) -> None:
    """Filter the plan so that one row shows."""

    def change(root: Element) -> None:
        for row in root.iter(f"{MAIN}row"):
            if row.get("r") in {"4", "5"}:
                row.set("hidden", "1")

    edit(path, sheet_part(path, "年度计划"), change)


def scroll_plan(path: Path) -> None:
    """Scroll far down and to the right under the frozen header."""

    def change(root: Element) -> None:
        pane = root.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        assert pane is not None
        pane.set("topLeftCell", "H900")

    edit(path, sheet_part(path, "年度计划"), change)


def make_month(path: Path) -> str:
    workbook = open_workbook(path, clock=lambda: NOON, host_has_it_open=True)
    return CLICKS["month"](workbook, Request(NOON)).summary


def shown(path: Path) -> set[str]:
    rows = open_workbook(path).read_sheet("3月").rows
    return {str(value) for row in rows for value in row if value is not None}


def check_month(path: Path) -> None:
    assert make_month(path) == "已生成《3月》：计划事项 2 项。"
    texts = "\n".join(shown(path))
    assert "插花活动" in texts
    assert "核对会员名册" in texts
    assert lint_package(path) == ()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsm"
    rows = {"Plan": PLAN, "Settings": SETTINGS}
    create_workbook(path, year=2026, rows=rows, host=Host.LIBREOFFICE)
    return path


CHANGES = {
    "sorted": sort_backwards,
    "renamed": rename_plan,
    "hidden": hide_plan,
    "filtered": filter_plan,
    "scrolled": scroll_plan,
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_month_sheet_is_made_whatever_was_done_to_the_plan(workbook: Path, name: str) -> None:
    CHANGES[name](workbook)
    check_month(workbook)


def test_the_same_after_libreoffice_has_stored_it(workbook: Path, tmp_path: Path) -> None:
    sort_backwards(workbook)
    filter_plan(workbook)
    rename_plan(workbook)
    again = stored(workbook, tmp_path / "out")
    check_month(again)
    assert "我的计划 2026" in open_workbook(again).sheet_names()


def test_a_generated_sheet_is_made_again_though_it_is_protected(
    workbook: Path, tmp_path: Path
) -> None:
    make_month(workbook)
    again = stored(workbook, tmp_path / "out")
    with zipfile.ZipFile(again) as package:
        assert b"sheetProtection" in package.read(sheet_part(again, "3月"))
    check_month(again)


def test_a_column_of_the_clerk_own_stays(tmp_path: Path) -> None:
    """She inserts a column in the middle of the plan; the table grows by it."""
    path = tmp_path / "a.xlsm"
    create_workbook(path, year=2026, rows={"Plan": PLAN, "Settings": SETTINGS})
    own_column(path)
    check_month(path)
    block = open_workbook(path).read_table("Plan")
    own = block.header.index("我的一列")
    assert [row[own] for row in block.rows[:3]] == ["一", "二", "三"]


def own_column(path: Path) -> None:
    """Insert a column before 工作内容, with cells and table, as a spreadsheet program does."""
    sheet = sheet_part(path, "年度计划")

    def shift(root: Element) -> None:
        for row in root.iter(f"{MAIN}row"):
            number = int(str(row.get("r")))
            for cell in row:
                column = str(cell.get("r")).removesuffix(str(number))
                if number >= 3 and column >= "E":
                    cell.set("r", f"{chr(ord(column) + 1)}{number}")
            if number >= 3:
                texts = {3: "我的一列", 4: "一", 5: "二", 6: "三"}
                row.insert(4, own_cell(f"E{number}", texts.get(number, "")))
        for tag in ("dataValidations", "ignoredErrors", "conditionalFormatting"):
            for element in root.findall(f"{MAIN}{tag}"):
                root.remove(element)

    def widen(root: Element) -> None:
        columns = root.find(f"{MAIN}tableColumns")
        assert columns is not None
        own = etree.Element(f"{MAIN}tableColumn", id="99", name="我的一列")
        columns.insert(4, own)
        columns.set("count", str(len(columns)))
        for element in (root, root.find(f"{MAIN}autoFilter")):
            assert element is not None
            element.set("ref", str(element.get("ref")).replace(":Q", ":R"))

    edit(path, sheet, shift)
    with zipfile.ZipFile(path) as package:
        tables = [name for name in package.namelist() if name.startswith("xl/tables/")]
        plan = next(name for name in tables if b'name="Plan"' in package.read(name))
    edit(path, plan, widen)


def own_cell(place: str, text: str) -> Element:
    cell = etree.Element(f"{MAIN}c", r=place)
    if text:
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, f"{MAIN}is")
        etree.SubElement(inline, f"{MAIN}t").text = text
    return cell
