"""What the port promises about input tables, for every adapter."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bookfiles import BLANK_ROWS, PLAN_HEADER, TOP, a_sheet, parts, rewrite, write_book
from tests.readback import number_format_of
from unionxl.errors import (
    ColumnNotFoundError,
    TableNotFoundError,
    UnionXLError,
    UnsafeWorkbookError,
)
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import Workbook

HARMLESS_TEXTS = ("=1+1", "+86 0571", "-5%", "@某人", "00123", "'引号", " 前后空格 ", "两\n行")


def test_sheets_and_tables_are_listed_in_tab_order(book: Workbook) -> None:
    assert book.sheet_names() == ("首页", "年度计划", "收支台账")
    assert book.table_names() == ("Plan", "Ledger")


def test_a_table_knows_where_it_stands(book: Workbook) -> None:
    plan = book.read_table("Plan")
    assert (plan.name, plan.sheet, plan.top, plan.left) == ("Plan", "年度计划", TOP, 1)
    assert plan.header == PLAN_HEADER
    assert plan.row_number(0) == TOP + 1


def test_values_come_as_their_kinds(book: Workbook) -> None:
    first = book.read_table("Plan").rows[0]
    assert first == ("P-1", dt.date(2026, 3, 6), "组织女职工健步走", 1200.5, "未开始")


def test_blank_rows_at_the_end_belong_to_the_table(book: Workbook) -> None:
    rows = book.read_table("Plan").rows
    assert rows[-BLANK_ROWS:] == ((None,) * len(PLAN_HEADER),) * BLANK_ROWS


def test_columns_hold_what_the_rows_hold(book: Workbook) -> None:
    rows = [
        (block.first_row + index, tuple(None if cell == "" else cell for cell in row))
        for block in book.read_columns("Plan")
        for index, row in enumerate(zip(*block.columns, strict=True))
    ]
    plan = book.read_table("Plan")
    filled = [(row, cells) for row, cells in rows if any(cell is not None for cell in cells)]
    assert filled == [(TOP + 1, plan.rows[0]), (TOP + 2, plan.rows[1])]
    first = next(iter(book.read_columns("Plan")))
    assert (first.sheet, first.top, first.left, first.header) == ("年度计划", TOP, 1, PLAN_HEADER)


def test_a_table_that_is_missing_is_named_with_its_sheet(book: Workbook) -> None:
    for read in (book.read_table, lambda name: next(iter(book.read_columns(name)))):
        with pytest.raises(TableNotFoundError, match="工作表《会员》：找不到表格「Members」"):
            read("Members")


def test_appended_rows_fill_blank_rows_first(book: Workbook) -> None:
    book.append_rows("Plan", [{"编号": "P-3", "工作内容": "慰问一线职工"}])
    rows = book.read_table("Plan").rows
    assert len(rows) == 4
    assert rows[2] == ("P-3", None, "慰问一线职工", None, None)


def test_a_table_grows_when_its_rows_are_full(book: Workbook) -> None:
    book.append_rows("Plan", [{"编号": f"P-{number}"} for number in range(3, 9)])
    rows = book.read_table("Plan").rows
    assert [row[0] for row in rows] == [f"P-{number}" for number in range(1, 9)]


def test_no_rows_change_nothing(book: Workbook) -> None:
    book.append_rows("Plan", [])
    assert book.save() is None


def test_written_values_are_read_back_before_and_after_the_save(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    row: dict[str, CellValue] = {
        "编号": "P-9",
        "日期": dt.date(2026, 12, 31),
        "工作内容": "年终<总结>&“表彰”",
        "预算金额": Decimal("1234567.89"),
    }
    book.append_rows("Plan", [row])
    expected = ("P-9", dt.date(2026, 12, 31), "年终<总结>&“表彰”", 1234567.89, None)
    assert book.read_table("Plan").rows[2] == expected
    book.save()
    assert opened(path).read_table("Plan").rows[2] == expected


@pytest.mark.parametrize("text", HARMLESS_TEXTS)
def test_text_stays_the_text_it_was(book: Workbook, path: Path, text: str) -> None:
    book.append_rows("Plan", [{"工作内容": text}])
    book.save()
    cell = openpyxl.load_workbook(path)["年度计划"].cell(TOP + 3, 3)
    assert cell.value == text
    assert cell.data_type == "s"


def test_new_rows_look_like_the_row_above(book: Workbook, path: Path) -> None:
    book.append_rows("Plan", [{"编号": f"P-{number}"} for number in range(3, 9)])
    book.save()
    sheet = openpyxl.load_workbook(path)["年度计划"]
    assert [number_format_of(cell) for cell in sheet[TOP + 8]][1:4] == [
        "yyyy-mm-dd",
        "General",
        "#,##0.00",
    ]


def test_a_calculated_column_keeps_its_formula(book: Workbook, path: Path) -> None:
    book.append_rows("Ledger", [{"摘要": "慰问品", "支出金额": Decimal(88)}])
    book.save()
    formula = openpyxl.load_workbook(path)["收支台账"]["E3"].value
    assert "收入金额" in formula
    assert formula.startswith("=")


def test_choices_are_offered_in_new_rows_too(book: Workbook, path: Path) -> None:
    book.append_rows("Plan", [{"编号": f"P-{number}"} for number in range(3, 9)])
    book.save()
    (rule,) = openpyxl.load_workbook(path)["年度计划"].data_validations.dataValidation
    assert f"E{TOP + 8}" in rule.sqref


def test_an_unknown_column_is_named_and_nothing_changes(book: Workbook) -> None:
    before = book.read_table("Plan")
    with pytest.raises(ColumnNotFoundError, match="找不到列「负责人」"):
        book.append_rows("Plan", [{"编号": "P-3"}, {"负责人": "某某"}])
    assert book.read_table("Plan") == before
    assert book.save() is None


def test_content_below_a_table_is_never_overwritten(
    opened: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    path = write_book(tmp_path / "满.xlsx", below="手写的合计")
    before = path.read_bytes()
    book = opened(path)
    with pytest.raises(UnionXLError, match=r"《收支台账》.*B3"):
        book.append_rows("Ledger", [{"摘要": "一笔"}])
    assert book.save() is None
    assert path.read_bytes() == before


def test_cells_of_a_table_are_set(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    book.set_cells(
        "Plan",
        [
            CellChange(TOP + 1, "状态", "已完成"),
            CellChange(TOP + 1, "日期", dt.date(2026, 3, 8)),
            CellChange(TOP + 2, "预算金额", None),
        ],
    )
    book.save()
    first, second, *_ = opened(path).read_table("Plan").rows
    assert first == ("P-1", dt.date(2026, 3, 8), "组织女职工健步走", 1200.5, "已完成")
    assert second[3] is None


def test_setting_what_is_there_already_changes_nothing(book: Workbook) -> None:
    changes = [
        CellChange(TOP + 1, "状态", "未开始"),
        CellChange(TOP + 1, "日期", dt.date(2026, 3, 6)),
        CellChange(TOP + 1, "预算金额", Decimal("1200.50")),
        CellChange(TOP + 3, "状态", None),
    ]
    book.set_cells("Plan", changes)
    assert book.save() is None


@pytest.mark.parametrize("row", [TOP, TOP + 5, 0])
def test_a_row_outside_the_table_is_refused(book: Workbook, row: int) -> None:
    with pytest.raises(UnionXLError, match=f"第 {row} 行不在表格「Plan」的数据行中"):
        book.set_cells("Plan", [CellChange(row, "状态", "已完成")])
    assert book.save() is None


def test_formulas_elsewhere_are_computed_again(book: Workbook, path: Path) -> None:
    book.set_cells("Plan", [CellChange(TOP + 1, "预算金额", Decimal(1))])
    book.save()
    assert openpyxl.load_workbook(path).calculation.fullCalcOnLoad


def test_a_text_too_long_for_a_cell_is_refused_with_its_cell(book: Workbook) -> None:
    with pytest.raises(UnionXLError, match=r"工作表《年度计划》C6：.*40,000 个字符"):
        book.append_rows("Plan", [{"工作内容": "长" * 40_000}])
    assert book.save() is None


SHEETS_WITH_TABLES = {
    "xl/worksheets/sheet2.xml": "年度计划",
    "xl/worksheets/sheet3.xml": "收支台账",
}
PASSWORDS = ("", ' password="CC1A"')


def protect(path: Path, part: str, password: str = "") -> None:
    """Protect a sheet as a clerk does, with the commonest things still allowed."""
    rules = f'</sheetData><sheetProtection{password} sheet="1" objects="1" scenarios="1"/>'
    rewrite(path, {part: lambda old: old.replace(b"</sheetData>", rules.encode())})


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize("part", SHEETS_WITH_TABLES)
def test_a_sheet_that_the_clerk_protected_is_refused_in_the_same_words(
    opened: Callable[[Path], Workbook], path: Path, part: str, password: str
) -> None:
    protect(path, part, password)
    before = path.read_bytes()
    book = opened(path)
    table = "Plan" if SHEETS_WITH_TABLES[part] == "年度计划" else "Ledger"
    column = "工作内容" if table == "Plan" else "摘要"
    words = f"工作表《{SHEETS_WITH_TABLES[part]}》：工作表受保护，不能写入，未作改动。请先撤消保护"
    with pytest.raises(UnsafeWorkbookError, match=words):
        book.append_rows(table, [{column: "健步走"}])
    first = book.read_table(table).top + 1
    with pytest.raises(UnsafeWorkbookError, match=words):
        book.set_cells(table, [CellChange(first, column, "健步走")])
    assert book.save() is None
    assert path.read_bytes() == before


def test_a_protected_sheet_is_no_obstacle_where_nothing_changes(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    protect(path, "xl/worksheets/sheet2.xml")
    book = opened(path)
    book.set_cells("Plan", [CellChange(TOP + 1, "状态", "未开始")])
    book.append_rows("Plan", [])
    assert book.save() is None


def _name_the_table_runs(path: Path) -> None:
    renamed = (b'displayName="Plan"', b'displayName="Runs"')
    rewrite(
        path,
        {
            "xl/tables/table1.xml": lambda old: old.replace(*renamed).replace(
                b'name="Plan"', b'name="Runs"'
            )
        },
    )


def test_a_table_of_the_program_is_written_to_and_its_sheet_stays_protected(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    _name_the_table_runs(path)
    protect(path, "xl/worksheets/sheet2.xml")
    book = opened(path)
    book.set_cells("Runs", [CellChange(TOP + 1, "状态", "已完成")])
    book.save()
    sheet = openpyxl.load_workbook(path)["年度计划"]
    assert sheet.protection.sheet
    assert sheet.cell(TOP + 1, 5).value == "已完成"


def test_a_table_of_the_program_with_a_password_is_refused(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    _name_the_table_runs(path)
    protect(path, "xl/worksheets/sheet2.xml", ' password="CC1A"')
    with pytest.raises(UnsafeWorkbookError, match="工作表受保护，不能写入，未作改动。"):
        opened(path).set_cells("Runs", [CellChange(TOP + 1, "状态", "已完成")])


def test_a_generated_sheet_with_a_password_is_not_made_again(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    book = opened(path)
    book.put_sheet(a_sheet())
    book.save()
    part = next(name for name in parts(path) if name.endswith("sheet4.xml"))
    locked = b'<sheetProtection password="CC1A" '
    rewrite(path, {part: lambda old: old.replace(b"<sheetProtection ", locked)})
    with pytest.raises(UnsafeWorkbookError, match="工作表《3月》：工作表受保护，不能写入"):
        opened(path).put_sheet(a_sheet(note="新"))


def test_a_hidden_sheet_comes_into_sight_and_goes_again_when_it_is_taken_back(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    source = openpyxl.load_workbook(path)
    source["收支台账"].sheet_state = "hidden"
    source.save(path)
    book = opened(path)
    book.show_sheet("收支台账")
    book.take_back()
    book.show_sheet("年度计划")
    assert book.save() is None or openpyxl.load_workbook(path)["收支台账"].sheet_state == "hidden"
    book.show_sheet("收支台账")
    book.show_sheet("没有这张表")
    book.save()
    assert openpyxl.load_workbook(path)["收支台账"].sheet_state == "visible"


def test_hidden_columns_come_into_sight_and_go_again_when_they_are_taken_back(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    source = openpyxl.load_workbook(path)
    for letter in ("C", "D", "F"):
        source["收支台账"].column_dimensions[letter].hidden = True
    source.save(path)

    def hidden() -> list[bool]:
        widths = openpyxl.load_workbook(path)["收支台账"].column_dimensions
        return [widths[letter].hidden for letter in ("C", "D", "F")]

    book = opened(path)
    book.show_columns("收支台账", {3, 4})
    book.take_back()
    assert book.save() is None or hidden() == [True, True, True]
    book.show_columns("收支台账", {3, 4})
    book.show_columns("没有这张表", {3})
    book.save()
    assert hidden() == [False, False, True]
