"""Rows are exchanged in the text of a sheet, however it is written; all else stays."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bookfiles import TOP, part, parts, rewrite, write_book
from tests.unit.workbook.package.test_reading import prefixed
from unionxl.errors import UnsafeWorkbookError, WorkbookError
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAN = "xl/worksheets/sheet2.xml"
LEDGER = "xl/worksheets/sheet3.xml"
PLAN_TABLE = "xl/tables/table1.xml"
SIX = [{"编号": f"P-{number}"} for number in range(3, 9)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_book(tmp_path / "台账.xlsx")


def edited(path: Path) -> bytes:
    """Append six rows to Plan and change a cell; return the sheet's text."""
    book = open_workbook(path)
    book.append_rows("Plan", SIX)
    book.set_cells("Plan", [CellChange(TOP + 1, "状态", "已完成")])
    book.save()
    again = open_workbook(path).read_table("Plan").rows
    assert [row[0] for row in again] == [f"P-{number}" for number in range(1, 9)]
    assert again[0][1:] == (dt.date(2026, 3, 6), "组织女职工健步走", 1200.5, "已完成")
    assert again[1][1:] == (dt.date(2026, 4, 20), "春季读书会", 300, "已完成")
    return part(path, PLAN)


def rows_without_numbers(content: bytes) -> bytes:
    content = content.replace(b'<row r="3"', b'<row r="2"/><row r="3"')
    return re.sub(rb'<row r="\w+"', b"<row", content)


def cells_without_addresses(content: bytes) -> bytes:
    return re.sub(rb'<c r="\w3"', b"<c", content)


def utf16(content: bytes) -> bytes:
    text = content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return text.encode("utf-16")


UNUSUAL: dict[str, Callable[[bytes], bytes]] = {
    "prefixed": prefixed,
    "rows without numbers": rows_without_numbers,
    "cells without addresses": cells_without_addresses,
    "with single quotes": lambda old: re.sub(rb'(<(?:row|c) )r="(\w+)"', rb"\1r='\2'", old),
    "style before address": lambda old: re.sub(rb'(r="\w+") (s="\d+")', rb"\2 \1", old),
    "in UTF-16": utf16,
    "with comments": lambda old: old.replace(b"<sheetData>", b'<!-- <row r="1"> --><sheetData>'),
    "with line breaks": lambda old: re.sub(rb"<(row|/row|c)\b", rb"\n  <\1", old),
    "with a byte order mark": lambda old: b"\xef\xbb\xbf" + old,
    "with raw text": lambda old: old.replace(
        b"</sheetData>",
        b'<row r="99"><c r="Z99" t="inlineStr"><is><t><![CDATA[<row r="4">]]></t></is></c></row>'
        b"</sheetData>",
    ),
}


@pytest.mark.parametrize("change", UNUSUAL.values(), ids=UNUSUAL)
def test_a_sheet_may_be_written_in_any_way(path: Path, change: Callable[[bytes], bytes]) -> None:
    edited(rewrite(path, {PLAN: change}))


def test_rows_that_are_not_touched_keep_their_bytes(path: Path) -> None:
    before = part(path, PLAN)
    after = edited(path)
    for row in (1, 3, 5):
        pattern = rb'<row r="%d".*?</row>' % row
        assert re.findall(pattern, after) == re.findall(pattern, before)


def test_shared_strings_stay_as_they_are(path: Path) -> None:
    before = part(path, "xl/sharedStrings.xml")
    edited(path)
    assert part(path, "xl/sharedStrings.xml") == before


def test_table_filter_extent_and_rules_grow(path: Path) -> None:
    condition = b'<conditionalFormatting sqref="D4:D7 A1"/><dataValidations'
    rewrite(path, {PLAN: lambda old: old.replace(b"<dataValidations", condition)})
    content = edited(path)
    assert part(path, PLAN_TABLE).count(b'ref="A3:E11"') == 2
    assert b'<dimension ref="A1:E11"/>' in content
    assert b'sqref="E4:E11"' in content
    assert b'sqref="D4:D11 A1"' in content


def test_rules_of_other_cells_do_not_grow(path: Path) -> None:
    rules = b'<conditionalFormatting sqref="D4:D6 F4:F7 D9"/><dataValidations'
    rewrite(path, {PLAN: lambda old: old.replace(b"<dataValidations", rules)})
    assert b'sqref="D4:D6 F4:F7 D9"' in edited(path)


def test_new_rows_have_the_height_of_the_row_above(path: Path) -> None:
    high = b'<row r="5" ht="33" customHeight="1"'
    rewrite(path, {PLAN: lambda old: old.replace(b'<row r="5"', high)})
    rewrite(path, {PLAN: lambda old: re.sub(rb'<row r="[67]".*?</row>', b"", old)})
    assert edited(path).count(b'ht="33" customHeight="1"') == 7


def test_rows_become_as_high_as_their_new_texts_need(path: Path) -> None:
    rewrite(path, {PLAN: lambda old: re.sub(rb'<row r="([4-7])"', rb'<row r="\1" ht="32"', old)})
    book = open_workbook(path)
    book.append_rows(
        "Plan", [{"工作内容": text} for text in ("短", "长" * 100, "长" * 9_999, "短")]
    )
    book.set_cells("Plan", [CellChange(5, "工作内容", "长" * 100)])
    book.save()
    found = re.findall(rb'<row r="(\d+)"(?: ht="(\d+)")?[ >]', part(path, PLAN))
    heights = {int(row): int(height or 0) for row, height in found}
    assert (heights[4], heights[6], heights[9]) == (32, 32, 18)
    assert heights[5] == heights[7] > 100
    assert heights[8] == 409


def test_short_texts_leave_rows_without_a_height_alone(path: Path) -> None:
    assert b" ht=" not in edited(path)


def test_a_line_break_in_a_header_does_not_matter(path: Path) -> None:
    wide = "工作&#10;内容".encode()
    rewrite(path, {PLAN_TABLE: lambda old: old.replace("工作内容".encode(), wide)})
    rewrite(path, {"xl/sharedStrings.xml": lambda old: old.replace("工作内容".encode(), wide)})
    book = open_workbook(path)
    assert "工作\n内容" in book.read_table("Plan").header
    book.append_rows("Plan", [{"工作内容": "新"}])
    book.set_cells("Plan", [CellChange(TOP + 1, "工作内容", "改")])
    block = book.read_table("Plan")
    assert [row[block.position("工作内容")] for row in block.rows][:3] == ["改", "春季读书会", "新"]


def test_a_date_is_shown_as_one_whatever_the_cell_was(path: Path) -> None:
    book = open_workbook(path)
    book.set_cells("Plan", [CellChange(TOP + 1, "工作内容", dt.date(2026, 10, 1))])
    book.save()
    cell = openpyxl.load_workbook(path)["年度计划"].cell(TOP + 1, 3)
    assert cell.number_format == "yyyy-mm-dd"
    assert open_workbook(path).read_table("Plan").rows[0][2] == dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (123456789012345678, "123456789012345678"),
        (Decimal("0.1") + Decimal("0.2"), 0.3),
        (Decimal("1E+3"), 1000.0),
        (Decimal("NaN"), "NaN"),
        (dt.date(1850, 1, 1), "1850-01-01"),
        (dt.date(1900, 1, 1), dt.date(1900, 1, 1)),
        (dt.date(1900, 3, 1), dt.date(1900, 3, 1)),
        (dt.date(9999, 12, 31), dt.date(9999, 12, 31)),
        (-7, -7.0),
    ],
)
def test_values_keep_every_digit(path: Path, value: int, shown: object) -> None:
    book = open_workbook(path)
    book.append_rows("Plan", [{"工作内容": value}])
    assert book.read_table("Plan").rows[2][2] == shown


def formula(path: Path, attributes: bytes) -> None:
    """Put a formula into D4 of Plan."""
    new = b'<c r="D4"><f%s>1+1</f><v>2</v></c>' % attributes
    rewrite(path, {PLAN: lambda old: re.sub(rb'<c r="D4".*?</c>', new, old)})


CHAIN = "xl/calcChain.xml"


def with_chain(path: Path) -> None:
    """Add a list of formulas as Excel keeps it."""
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    link = b'<Relationship Id="rId77" Type="' + kind + b'" Target="calcChain.xml"/>'
    content_type = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    override = b'<Override PartName="/xl/calcChain.xml" ContentType="' + content_type + b'"/>'
    main = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    rewrite(
        path,
        {
            "xl/_rels/workbook.xml.rels": lambda old: old.replace(b"</Rel", link + b"</Rel"),
            "[Content_Types].xml": lambda old: old.replace(b"</Types>", override + b"</Types>"),
        },
        {CHAIN: main},
    )


def test_a_formula_that_disappears_takes_the_list_of_formulas_along(path: Path) -> None:
    formula(path, b"")
    with_chain(path)
    book = open_workbook(path)
    book.set_cells("Plan", [CellChange(TOP + 1, "预算金额", Decimal(5))])
    book.save()
    after = parts(path)
    assert CHAIN not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]


def test_the_list_of_formulas_stays_when_none_disappears(path: Path) -> None:
    with_chain(path)
    edited(path)
    assert CHAIN in parts(path)


@pytest.mark.parametrize(
    "attributes",
    [b' t="shared" si="0" ref="D4:D5"', b' t="array" ref="D4"', b' t="dataTable" ref="D4:D5"'],
)
def test_a_formula_that_others_depend_on_is_not_overwritten(path: Path, attributes: bytes) -> None:
    formula(path, attributes)
    book = open_workbook(path)
    with pytest.raises(
        UnsafeWorkbookError, match="工作表《年度计划》D4：单元格中是与其他单元格共用的公式"
    ):
        book.set_cells("Plan", [CellChange(TOP + 1, "预算金额", Decimal(5))])
    assert book.save() is None


@pytest.mark.parametrize("attributes", [b' t="shared" si="0" ref="D4"', b' t="shared" si="0"'])
def test_a_formula_that_no_other_depends_on_is_overwritten(path: Path, attributes: bytes) -> None:
    formula(path, attributes)
    book = open_workbook(path)
    book.set_cells("Plan", [CellChange(TOP + 1, "预算金额", Decimal(5))])
    assert book.read_table("Plan").rows[0][3] == 5


def ledger_formula(path: Path, cell: bytes) -> str:
    """Put a formula into the calculated column of Ledger, append two rows, return the last."""
    rewrite(path, {LEDGER: lambda old: re.sub(rb'<c r="E2".*?</c>', cell, old)})
    book = open_workbook(path)
    book.append_rows("Ledger", [{"摘要": "甲"}, {"摘要": "乙"}])
    book.save()
    return str(openpyxl.load_workbook(path)["收支台账"]["E4"].value)


def test_a_formula_with_addresses_moves_along(path: Path) -> None:
    assert ledger_formula(path, b'<c r="E2"><f>C2-D$2</f></c>') == "=C4-D$2"


def test_a_shared_formula_is_written_out(path: Path) -> None:
    cell = b'<c r="E2"><f t="shared" ref="E2:E3" si="4">C2-D2</f></c>'
    assert ledger_formula(path, cell) == "=C4-D4"


def test_a_formula_shared_by_rows_above_is_written_out(path: Path) -> None:
    rows = (
        b'<c r="E2"><f t="shared" ref="E2:E3" si="4">C2-D2</f></c></row><row r="3">'
        b'<c r="B3"><v>1</v></c><c r="E3"><f t="shared" si="4"/></c>'
    )
    rewrite(path, {"xl/tables/table2.xml": lambda old: old.replace(b"A1:E2", b"A1:E3")})
    assert ledger_formula(path, rows) == "=C4-D4"


def test_a_sheet_that_is_none_is_damage(path: Path) -> None:
    rewrite(path, {PLAN: lambda old: old.replace(b"sheetData", b"noData")})
    with pytest.raises(WorkbookError, match="工作表《年度计划》：文件已损坏"):
        open_workbook(path).append_rows("Plan", SIX)


def test_a_formula_of_the_table_fills_a_column_without_one(path: Path) -> None:
    assert "收入金额" in ledger_formula(path, b"")


def test_a_given_value_takes_the_place_of_a_formula(path: Path) -> None:
    book = open_workbook(path)
    book.append_rows("Ledger", [{"摘要": "甲", "差额": Decimal(7)}])
    assert book.read_table("Ledger").rows[1][4] == 7


def test_a_total_row_is_not_pushed_away(path: Path) -> None:
    rewrite(
        path,
        {
            PLAN_TABLE: lambda old: old.replace(
                b" totalsRowShown=", b' totalsRowCount="1" totalsRowShown='
            )
        },
    )
    book = open_workbook(path)
    book.append_rows("Plan", SIX[:1])
    with pytest.raises(UnsafeWorkbookError, match="第 7 行：表格「Plan」带有汇总行"):
        book.append_rows("Plan", SIX)


@pytest.mark.parametrize("blocker", ["merge", "cell", "formula"])
def test_whatever_lies_below_a_table_is_not_covered(path: Path, blocker: str) -> None:
    cells = {
        "merge": (
            b"<dataValidations",
            b'<mergeCells count="1"><mergeCell ref="C9:D9"/></mergeCells><dataValidations',
        ),
        "cell": (b"</sheetData>", b'<row r="9"><c r="C9"><v>1</v></c></row></sheetData>'),
        "formula": (b"</sheetData>", b'<row r="9"><c r="C9"><f>1</f></c></row></sheetData>'),
    }
    old_text, new_text = cells[blocker]
    rewrite(path, {PLAN: lambda old: old.replace(old_text, new_text)})
    book = open_workbook(path)
    with pytest.raises(UnsafeWorkbookError, match="下方的 C9 已有内容"):
        book.append_rows("Plan", SIX)
    assert book.save() is None


def test_an_empty_sheet_takes_rows(path: Path) -> None:
    rewrite(path, {PLAN: lambda old: re.sub(rb'<row r="[4-7]".*?</row>', b"", old)})
    book = open_workbook(path)
    book.append_rows("Plan", SIX)
    assert [row[0] for row in book.read_table("Plan").rows] == [row["编号"] for row in SIX]


def test_rows_that_are_empty_elements_take_cells(path: Path) -> None:
    empty = b'<row r="6" ht="20" customHeight="1"/>'
    rewrite(path, {PLAN: lambda old: re.sub(rb'<row r="6".*?</row>', empty, old)})
    assert b'<row r="6" ht="20" customHeight="1">' in edited(path)
