"""What is stored for the figures of the start sheet: what LibreOffice computes, or nothing."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from tests.excelhost import open_in_excel
from unionxl.operations.creating import create_workbook
from unionxl.sample.year import sample_year
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from openpyxl import Workbook

    Cell = tuple[str, str]

HOME, SETTINGS = "首页", "设置"
FIRST = 4  # the first row of every table
MOST = 40  # rows of each table


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "工会工作簿.xlsm"
    rows: dict[str, Any] = sample_year(2026, through=dt.date(2026, 2, 15))
    few = {name: one if name == "Settings" else one[:MOST] for name, one in rows.items()}
    create_workbook(path, year=2026, rows=few)
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / made.name))


def written(path: Path) -> Path:
    """Write something by file, so that everything is stored anew."""
    book = open_workbook(path)
    book.set_cells("Plan", [CellChange(FIRST, "备注", "已通知")])
    book.save()
    return path


def formulas(path: Path) -> dict[Cell, str]:
    """Return every formula of the sheets that the program makes with formulas."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def stored(path: Path, cells: Iterable[Cell]) -> dict[Cell, object]:
    """Return what is stored for each of them; what is not there is None."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {(sheet, place): book[sheet][place].value for sheet, place in cells}


def computed(path: Path, cells: Iterable[Cell]) -> dict[Cell, object]:
    """Return what LibreOffice computes for each of them, whatever is stored."""
    live = open_in_excel(path)
    live.api._inner._doc.calculateAll()
    places = {cell: coordinate_to_tuple(cell[1]) for cell in cells}
    sheets = {sheet for sheet, _ in places}
    grids = {sheet: live.sheets[sheet].range("A1:Z260").raw_value for sheet in sheets}
    return {cell: grids[cell[0]][row - 1][column - 1] for cell, (row, column) in places.items()}


def compare(path: Path) -> set[Cell]:
    """Hold what is stored against what LibreOffice computes; return the cells without a result.

    Those that depend on the day on which somebody looks are left out.
    """
    cells = formulas(path)
    theirs, empty = computed(path, cells), set()
    for cell, mine in stored(path, cells).items():
        if mine is None and theirs[cell] not in (None, ""):
            empty.add(cell)
        elif isinstance(mine, int | float):
            assert mine == pytest.approx(theirs[cell]), cell
        else:
            assert (mine or "") == (theirs[cell] or ""), cell
    return {cell for cell in empty if "TODAY()" not in cells[cell]}


def table(book: Workbook, sheet: str) -> Callable[[int, str, object], None]:
    """Return what types something into a row of a table, by the header of the column."""
    headers = {cell.value: cell.column or 0 for cell in book[sheet][FIRST - 1]}

    def type_in(row: int, header: str, value: object) -> None:
        cell: Any = book[sheet].cell(FIRST + row, headers[header])
        cell.value = value

    return type_in


def type_amounts(book: Workbook) -> None:
    """Type amounts as texts, rows without a day, totals, and an amount with spaces."""
    ledger = table(book, "收支台账")
    ledger(0, "支出金额", "一百元")
    ledger(1, "支出金额", " — ")
    ledger(2, "日期", None)
    ledger(3, "日期", None)
    for row, (day, text) in enumerate((("合计", "合计"), (dt.date(2026, 2, 28), "2月合计"))):
        ledger(50 + row, "日期", day)
        ledger(50 + row, "摘要", text)
        ledger(50 + row, "支出金额", 5_000)
        ledger(50 + row, "收入金额", 7.25)
    table(book, "会费")(0, "实缴", "5 元")
    table(book, SETTINGS)(0, "值", None)


def type_people(book: Workbook) -> None:
    """Type states, numbers in place of texts and sums in the budget."""
    plan, members, budget = (table(book, name) for name in ("年度计划", "会员", "预算"))
    for row, state in enumerate(("取消", "已完成", "已完成", None)):
        plan(row, "状态", state)
    members(0, "在职状态", "退休")
    members(1, "退会日期", dt.date(2026, 1, 31))
    for row, (code, name) in enumerate((("504", "业务支出"), (50401, "培训"), (None, "合 计"))):
        budget(42 + row, "类型", "支出")
        budget(42 + row, "科目编码", code)
        budget(42 + row, "科目名称", name)
        budget(42 + row, "年初预算数", 1_000.5)
    budget(0, "调整数", "待定")


def type_families(book: Workbook) -> None:
    """Type what families in hardship live on, in part as text."""
    family = table(book, "困难档案")
    for row, (income, expense, heads) in enumerate(
        ((24_000, 30_000, 3), (10_000.5, None, 7), (5, 1, 0), ("两万", 1, 2), (None, 3, 4))
    ):
        family(row, "档案编号", f"K{row}")
        family(row, "家庭年收入", income)
        family(row, "家庭年支出", expense)
        family(row, "家庭人口", heads)


EDITS = {"amounts": type_amounts, "people": type_people, "families": type_families}


def test_a_new_workbook_holds_every_result(path: Path) -> None:
    assert compare(path) == set()


def test_a_write_stores_what_it_changes(path: Path) -> None:
    book = open_workbook(path)
    book.append_rows(
        "Ledger",
        [{"日期": dt.date(2026, 3, 2), "摘要": "慰问", "支出金额": Decimal("80.55")}] * 3,
    )
    book.append_rows("Runs", [])
    run = {row[0]: number for number, row in enumerate(book.read_table("Runs").rows)}
    at = book.read_table("Runs").row_number(run["检查"])
    book.set_cells(
        "Runs", [CellChange(at, "日期", dt.date(2026, 3, 3)), CellChange(at, "待核对", 12)]
    )
    book.save()
    assert compare(path) == set()
    assert 12 in stored(path, formulas(path)).values()


@pytest.mark.parametrize("kind", sorted(EDITS))
def test_what_was_edited_by_hand_is_stored_as_it_computes(path: Path, kind: str) -> None:
    book = openpyxl.load_workbook(path, keep_vba=True)
    EDITS[kind](book)
    book.save(path)
    assert compare(written(path)) == set()


def test_a_sum_in_a_cell_is_added_up(path: Path) -> None:
    book = openpyxl.load_workbook(path, keep_vba=True)
    table(book, "收支台账")(1, "支出金额", "=100+20.5*2")
    book.save(path)
    assert {sheet for sheet, _ in compare(written(path))} == {"收支台账"}


def test_a_formula_of_the_clerk_leaves_what_follows_it_to_the_program(path: Path) -> None:
    book = openpyxl.load_workbook(path, keep_vba=True)
    table(book, "收支台账")(1, "支出金额", "=G4+5")
    book.save(path)
    without = compare(written(path))
    home = openpyxl.load_workbook(path)[HOME]
    names = {
        home.cell(home[place].row - 1, home[place].column).value
        for sheet, place in without
        if sheet == HOME
    }
    assert {"本年支出", "现有结余"} <= names
    assert "本年收入" not in names


def test_the_workbook_still_asks_to_be_computed_on_loading(path: Path) -> None:
    assert openpyxl.load_workbook(written(path)).calculation.fullCalcOnLoad
