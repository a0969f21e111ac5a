"""Workbooks whose days count from 1904, as Excel for Mac once made them, in every adapter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from tests.bookfiles import TOP, a_sheet, write_book
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

DAY, MAY, JUNE = dt.date(2026, 3, 6), dt.date(2026, 5, 1), dt.date(2026, 6, 30)


@pytest.fixture(params=[True, False], ids=["1904", "1900"])
def uses_1904(request: pytest.FixtureRequest) -> bool:
    """Tell from which of the years days are counted."""
    return bool(request.param)


@pytest.fixture
def path(tmp_path: Path, *, uses_1904: bool) -> Path:
    """Return a workbook that counts its days from that year."""
    return write_book(tmp_path / "苹果.xlsx", uses_1904=uses_1904)


def test_days_are_read_in_every_way(book: Workbook) -> None:
    assert book.read_table("Plan").rows[0][1] == DAY
    (first, *_) = book.read_columns("Plan")
    assert first.columns[1][0] == DAY
    assert book.read_sheet("年度计划").rows[TOP][1] == DAY


def test_days_that_are_written_are_those_days(book: Workbook, path: Path) -> None:
    book.append_rows("Plan", [{"编号": "P-3", "日期": MAY}])
    book.set_cells("Plan", [CellChange(TOP + 1, "日期", JUNE)])
    book.put_sheet(a_sheet())
    assert [row[1] for row in book.read_table("Plan").rows[:3:2]] == [JUNE, MAY]
    book.save()
    written = openpyxl.load_workbook(path)
    plan = written["年度计划"]
    days = [plan.cell(row, 2).value for row in (TOP + 1, TOP + 3)]
    assert days == [dt.datetime.combine(day, dt.time()) for day in (JUNE, MAY)]
    shown = [
        cell.value
        for row in written["3月"].iter_rows()
        for cell in row
        if isinstance(cell.value, dt.date)
    ]
    told = [cell.value for *_, cell in a_sheet().cells() if isinstance(cell.value, dt.date)]
    assert shown == [dt.datetime.combine(day, dt.time()) for day in told] != []


def test_a_time_without_a_day_is_a_time(
    opened: Callable[[Path], Workbook], tmp_path: Path, *, uses_1904: bool
) -> None:
    path = tmp_path / "时间.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": uses_1904}) as book:
        look = book.add_format({"num_format": "hh:mm"})
        book.add_worksheet("时间").write_number("A1", 0.5, look)
    assert opened(path).read_sheet("时间").rows[0][0] == dt.time(12)
