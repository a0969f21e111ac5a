"""Values come out of cells as they are meant, and far cells are found before they cost memory."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import rewrite, write_book
from unionxl.errors import WorkbookError
from unionxl.workbook.package.extent import check_extent
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "xl/worksheets/sheet2.xml"
HOME = "xl/worksheets/sheet1.xml"
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_book(tmp_path / "台账.xlsx")


def read(path: Path, cells: str) -> tuple[object, ...]:
    """Return the values of a row of cells."""
    row = f'<sheetData><row r="1">{cells}</row></sheetData>'.encode()
    rewrite(path, {HOME: lambda _: SHEET % row})
    return open_workbook(path).read_sheet("首页").rows[0]


@pytest.mark.parametrize("text", ["#REF!", "#DIV/0!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"])
def test_an_error_is_read_as_its_text(path: Path, text: str) -> None:
    assert read(path, f'<c r="A1" t="e"><f>A9</f><v>{text}</v></c>') == (text,)


def test_text_about_an_error_stays_text(path: Path) -> None:
    cells = '<c r="A1" t="inlineStr"><is><t>&lt;c t="e"&gt;</t></is></c>'
    assert read(path, cells) == ('<c t="e">',)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>12.5</v></c>', 12.5),
        ('<c r="A1" t="str"><f>A9</f><v>00123</v></c>', "00123"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        (
            '<c r="A1" t="inlineStr"><is><r><t>富</t></r><r><t>文</t></r></is></c>',
            "富文",
        ),
        ('<c r="A1"><v>123456789012345678</v></c>', 123456789012345678.0),
        ('<c r="A1" t="d"><v>2026-03-01</v></c>', dt.date(2026, 3, 1)),
    ],
)
def test_values_are_read_as_their_kinds(path: Path, cell: str, value: object) -> None:
    assert read(path, cell) == (value,)


def test_numbers_that_are_none_are_left_for_the_reader_to_report(path: Path) -> None:
    row = read(path, '<c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c>')
    assert [str(value) for value in row] == ["nan", "inf"]


def test_empty_text_is_nothing(path: Path) -> None:
    row = read(path, '<c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1"><v>1</v></c>')
    assert row == (None, 1.0)


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = open_workbook(write_book(tmp_path / "苹果.xlsx", uses_1904=True))
    assert book.read_table("Plan").rows[0][1] == dt.date(2026, 3, 6)
    book.append_rows("Plan", [{"日期": dt.date(2026, 5, 1)}])
    assert book.read_table("Plan").rows[2][1] == dt.date(2026, 5, 1)


def test_a_sheet_with_prefixed_elements_is_read(path: Path) -> None:
    rewrite(path, {PLAN: prefixed})
    assert open_workbook(path).read_table("Plan").rows[0][0] == "P-1"


def prefixed(content: bytes) -> bytes:
    """Return a part with `x:` before every element name."""
    content = re.sub(rb"<(/?)(?![?!])", rb"<\1x:", content)
    return content.replace(b" xmlns=", b" xmlns:x=")


@pytest.mark.parametrize("far", ["XFD1048576", "GR1048576", "A1048576", "XFD6", "AMJ900000"])
def test_a_far_stray_cell_is_named_before_it_costs_memory(path: Path, far: str) -> None:
    row = re.sub("[A-Z]", "", far)
    stray = f'<row r="{row}"><c r="{far}" t="b"><v>1</v></c></row></sheetData>'.encode()
    rewrite(path, {PLAN: lambda old: old.replace(b"</sheetData>", stray)})
    if far == "XFD6":  # wide, but no more than fits
        assert open_workbook(path).read_table("Plan").rows[0][0] == "P-1"
        return
    with pytest.raises(WorkbookError, match=f"工作表《年度计划》：单元格 {far} 有内容"):
        open_workbook(path).read_table("Plan")


def test_far_rows_that_are_only_formatted_do_no_harm(path: Path) -> None:
    stray = b'<row r="1048576" s="1" customFormat="1"><c r="XFD1048576" s="1"/></row></sheetData>'
    rewrite(path, {PLAN: lambda old: old.replace(b"</sheetData>", stray)})
    assert open_workbook(path).read_table("Plan").rows[0][0] == "P-1"


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row><x:row r="1"/>',
    ],
)
def test_a_far_cell_does_not_hide_behind_its_spelling(rows: bytes) -> None:
    with pytest.raises(WorkbookError, match="XFD1048576"):
        check_extent(b"<sheetData>" + rows + b"</sheetData>", "工作表《甲》")


def test_a_long_ledger_is_no_stray_cell() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 50_001))
    check_extent(rows, "工作表《甲》")


def test_a_shared_text_that_is_missing_is_damage(path: Path) -> None:
    with pytest.raises(WorkbookError, match="工作表《首页》：文件已损坏"):
        read(path, '<c r="A1" t="s"><v>99999</v></c>')


def test_a_table_without_header_row_is_named(path: Path) -> None:
    table = "xl/tables/table1.xml"
    rewrite(path, {table: lambda old: old.replace(b'ref="A3', b'headerRowCount="0" ref="A3', 1)})
    with pytest.raises(WorkbookError, match="表格「Plan」没有标题行"):
        open_workbook(path).read_table("Plan")
