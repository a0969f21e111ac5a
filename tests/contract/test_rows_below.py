"""What the port promises about rows that stand below a table, for every adapter."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bookfiles import BLANK_ROWS, PLAN_ROWS, TOP, a_sheet, write_book
from unionxl.errors import UnionXLError
from unionxl.workbook.port import CellChange, Leftover, Why

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bookfiles import Rows
    from unionxl.workbook.port import Workbook

END = TOP + len(PLAN_ROWS) + BLANK_ROWS  # the last row of the table Plan
PASTED = (
    ("P-8", dt.date(2026, 5, 4), "青年座谈会", 300, "未开始"),
    ("P-9", dt.date(2026, 6, 1), "亲子活动", 500, "已完成"),
)
BELOW: Rows = dict(enumerate(PASTED, END + 1))
ENDS = {
    "total": (("合 计", None, None, 800, None), Why.TOTAL),
    "subtotal": ((None, None, "本页小计", 800, None), Why.TOTAL),
    "sum": (("全部", None, "x", f"=SUM(D{TOP + 1}:D{END + 2})", None), Why.TOTAL),
    "other words": ((None, None, "以上共计人民币", 800, None), Why.TOTAL),
    "count": (("共 4 条", None, "其中 1 条已完成", None, None), Why.TOTAL),
    "sum by value": ((None, None, "需要经费", 2300.5, None), Why.TOTAL),
    "signature": (("制表：王某", None, None, "审核：李某", None), Why.SIGNATURE),
    "one cell": ((None, None, "以上由办公室提供", None, None), Why.SINGLE),
    "header": (("编号", "日期", "工作内容", "预算金额", "状态"), Why.HEADER),
}


@pytest.fixture
def opened_with(opened: Callable[[Path], Workbook], tmp_path: Path) -> Callable[..., Workbook]:
    """Return how a workbook with rows below its tables is opened."""

    def open_with(plan: Rows | None = None, ledger: Rows | None = None) -> Workbook:
        return opened(write_book(tmp_path / "表格外.xlsx", plan=plan, ledger=ledger))

    return open_with


def by_columns(book: Workbook, table: str) -> list[tuple[object, ...]]:
    """Return the rows of a table as they are read column by column."""
    return [
        tuple(None if cell == "" else cell for cell in row)
        for block in book.read_columns(table)
        for row in zip(*block.columns, strict=True)
    ]


def test_rows_that_follow_a_table_are_rows_of_it(opened_with: Callable[..., Workbook]) -> None:
    book = opened_with(plan=BELOW)
    plan = book.read_table("Plan")
    assert plan.rows[-2:] == PASTED
    assert [plan.row_number(index) for index in (4, 5)] == [END + 1, END + 2]
    assert (plan.below.first, plan.below.count, plan.below.left) == (END + 1, 2, ())
    filled = [row for row in by_columns(book, "Plan") if any(cell is not None for cell in row)]
    assert filled == [row for row in plan.rows if any(cell is not None for cell in row)]
    assert list(book.read_columns("Plan"))[-1].below == plan.below


@pytest.mark.parametrize("end", sorted(ENDS))
def test_a_row_that_is_none_ends_them(opened_with: Callable[..., Workbook], end: str) -> None:
    row, why = ENDS[end]
    book = opened_with(plan={**BELOW, END + 3: row, END + 4: PASTED[0]})
    below = book.read_table("Plan").below
    assert below.count == 2
    assert below.left == (
        Leftover(END + 3, END + 3, why),
        Leftover(END + 4, END + 4, Why.AFTER),
    )
    assert len(book.read_table("Plan").rows) == 6


def test_rows_after_an_empty_one_are_none(opened_with: Callable[..., Workbook]) -> None:
    rows = {END + 2: PASTED[0], END + 3: PASTED[1], END + 5: PASTED[1]}
    book = opened_with(plan=rows)
    below = book.read_table("Plan").below
    assert (below.count, below.left) == (
        0,
        (Leftover(END + 2, END + 3, Why.GAP), Leftover(END + 5, END + 5, Why.GAP)),
    )
    assert len(by_columns(book, "Plan")) == 4


def test_what_stands_in_a_calculated_column_makes_no_row(
    opened_with: Callable[..., Workbook],
) -> None:
    book = opened_with(ledger={3: (None, None, None, None, "=C3-D3")})
    assert (book.read_table("Ledger").below.count, len(book.read_table("Ledger").rows)) == (0, 1)


@pytest.mark.parametrize("touches", ["the table", "another one", "a sheet"])
def test_every_write_lets_the_table_grow(
    opened_with: Callable[..., Workbook],
    opened: Callable[[Path], Workbook],
    tmp_path: Path,
    touches: str,
) -> None:
    entry = (dt.date(2026, 2, 3), "慰问品", 0, 88)
    book = opened_with(plan=BELOW, ledger={3: entry, 4: entry})
    if touches == "the table":
        book.set_cells("Ledger", [CellChange(2, "摘要", "拨缴经费（一季度）")])
    elif touches == "another one":
        book.set_cells("Plan", [CellChange(TOP + 1, "状态", "已完成")])
    else:
        assert [book.read_table(name).below.count for name in ("Plan", "Ledger")] == [2, 2]
        book.put_sheet(a_sheet())
    book.save()
    sheets = openpyxl.load_workbook(tmp_path / "表格外.xlsx")
    assert sheets["收支台账"].tables["Ledger"].ref == "A1:E4"
    assert sheets["年度计划"].tables["Plan"].ref == f"A{TOP}:E{END + 2}"
    formulas = [sheets["收支台账"][f"E{row}"].value for row in (2, 3, 4)]
    assert all(str(formula).startswith("=") for formula in formulas)
    again = opened(tmp_path / "表格外.xlsx")
    assert again.read_table("Plan").below.count == 0
    assert again.read_table("Plan").rows[-2:] == PASTED
    assert again.read_table("Ledger").rows[1][:4] == entry


def test_reading_changes_nothing(opened_with: Callable[..., Workbook], tmp_path: Path) -> None:
    book = opened_with(plan=BELOW)
    before = (tmp_path / "表格外.xlsx").read_bytes()
    book.read_table("Plan")
    assert book.save() is None
    assert (tmp_path / "表格外.xlsx").read_bytes() == before


def test_new_rows_come_after_those_that_follow(opened_with: Callable[..., Workbook]) -> None:
    book = opened_with(plan=BELOW)
    book.append_rows("Plan", [{"编号": "P-10", "预算金额": Decimal(5)}, {"编号": "P-11"}])
    rows = book.read_table("Plan").rows
    assert rows[4:6] == PASTED
    assert [row[0] for row in rows[6:]] == ["P-10", "P-11"]
    assert book.read_table("Plan").below.count == 0


def test_a_row_that_follows_is_changed(opened_with: Callable[..., Workbook]) -> None:
    book = opened_with(plan=BELOW)
    book.set_cells("Plan", [CellChange(END + 2, "状态", "取消")])
    assert book.read_table("Plan").rows[-1] == (*PASTED[1][:4], "取消")


def test_setting_what_is_there_already_changes_nothing(
    opened_with: Callable[..., Workbook],
) -> None:
    book = opened_with(plan=BELOW)
    book.set_cells("Plan", [CellChange(END + 1, "编号", "P-8")])
    assert book.save() is None


def test_what_ends_them_is_never_overwritten(opened_with: Callable[..., Workbook]) -> None:
    book = opened_with(plan={**BELOW, END + 3: ENDS["total"][0]})
    with pytest.raises(UnionXLError, match=f"A{END + 3}"):
        book.append_rows("Plan", [{"编号": "P-10"}])
    assert book.save() is None
