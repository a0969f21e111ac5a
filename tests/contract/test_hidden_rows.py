"""Rows that the program writes can be seen, whatever hides the blank rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bookfiles import BLANK_ROWS, PLAN_ROWS, TOP, rewrite, write_book
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

FIRST = TOP + len(PLAN_ROWS) + 1  # the first blank row of the table Plan
SHEET = "xl/worksheets/sheet2.xml"


def hide(path: Path, *rows: int) -> Path:
    """Hide rows of the sheet 年度计划, as a filter or the clerk does."""

    def hidden(content: bytes) -> bytes:
        for row in rows:
            content = content.replace(b'<row r="%d"' % row, b'<row r="%d" hidden="1"' % row)
        return content

    return rewrite(path, {SHEET: hidden})


def hidden_rows(path: Path) -> list[int]:
    """Return the rows of the sheet 年度计划 that cannot be seen."""
    rows = openpyxl.load_workbook(path)["年度计划"].row_dimensions
    return [number for number, row in sorted(rows.items()) if row.hidden]


@pytest.fixture
def hiding(path: Path) -> Path:
    """Return a workbook whose blank rows are hidden, and the first one with an item."""
    return hide(path, TOP + 1, FIRST, FIRST + 1)


def test_new_rows_can_be_seen(hiding: Path, opened: Callable[[Path], Workbook]) -> None:
    book = opened(hiding)
    book.append_rows("Plan", [{"编号": f"P-{number}"} for number in range(3, 7)])
    book.save()
    assert hidden_rows(hiding) == [TOP + 1]


def test_what_the_clerk_hid_stays_hidden(hiding: Path, opened: Callable[[Path], Workbook]) -> None:
    book = opened(hiding)
    book.append_rows("Plan", [{"编号": "P-3"}])
    book.set_cells("Plan", [CellChange(TOP + 2, "状态", "取消")])
    book.save()
    assert hidden_rows(hiding) == [TOP + 1, FIRST + 1]


def test_rows_written_below_hidden_ones_can_be_seen(
    path: Path, opened: Callable[[Path], Workbook]
) -> None:
    hide(path, *range(TOP + 1, TOP + len(PLAN_ROWS) + BLANK_ROWS + 1))
    book = opened(path)
    book.append_rows("Plan", [{"编号": f"P-{number}"} for number in range(3, 9)])
    book.save()
    assert hidden_rows(path) == [TOP + 1, TOP + 2]


def test_numbers_stay_numbers(opened: Callable[[Path], Workbook], tmp_path: Path) -> None:
    path = write_book(tmp_path / "数.xlsx")

    def as_text(content: bytes) -> bytes:
        return content.replace(b'formatCode="#,##0.00"', b'formatCode="@"')

    rewrite(path, {"xl/styles.xml": as_text})
    book = opened(path)
    book.append_rows("Plan", [{"编号": 501, "预算金额": 7}])
    assert book.read_table("Plan").rows[2][::3] == (501, 7)
    book.append_rows("Plan", [{"编号": "502", "预算金额": "8"}])
    book.save()
    rows = opened(path).read_table("Plan").rows
    assert [row[::3] for row in rows[2:4]] == [(501, 7), ("502", "8")]


def test_a_changed_row_can_be_seen(path: Path, opened: Callable[[Path], Workbook]) -> None:
    book = opened(hide(path, TOP + 1, TOP + 2))
    book.set_cells("Plan", [CellChange(TOP + 2, "状态", "取消")])
    book.save()
    assert hidden_rows(path) == [TOP + 1]


def test_a_row_that_is_not_changed_stays_hidden(
    path: Path, opened: Callable[[Path], Workbook]
) -> None:
    book = opened(hide(path, TOP + 1, TOP + 2))
    changes = [CellChange(TOP + 1, "状态", PLAN_ROWS[0][4]), CellChange(TOP + 2, "状态", "取消")]
    book.set_cells("Plan", changes)
    book.save()
    assert hidden_rows(path) == [TOP + 1]
