"""Empty numbers are given by whatever reads or writes their table, and never changed after."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from unionxl.errors import WorkbookError
from unionxl.operations.checking import check_workbook
from unionxl.operations.making import make
from unionxl.operations.numbering import following, numbered
from unionxl.operations.request import Request
from unionxl.operations.tidying import tidy
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.members import MEMBERS

if TYPE_CHECKING:
    from tests.fakes import FakeWorkbook
    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue

ON = dt.date(2026, 4, 10)
DAY = dt.date(2026, 3, 6)


def _activities(*numbers: str) -> FakeWorkbook:
    rows: list[dict[str, ReadValue]] = [
        {"活动名称": f"活动{at}", "日期": DAY, "活动编号": number}
        for at, number in enumerate(numbers)
    ]
    return a_workbook(a_block(ACTIVITIES, *rows))


def _column(workbook: FakeWorkbook, table: str, header: str) -> list[ReadValue]:
    block = workbook.tables[table]
    return [row[block.header.index(header)] for row in block.rows]


def test_an_empty_number_follows_those_in_use_wherever_the_row_stands() -> None:
    workbook = _activities("", "A007", "旧-1", "", "a009")
    check_workbook(workbook, as_of=ON)
    after = ["A010", "A007", "旧-1", "A011", "a009"]
    assert _column(workbook, "Activities", "活动编号") == after
    check_workbook(workbook, as_of=ON)
    assert _column(workbook, "Activities", "活动编号") == after


@pytest.mark.parametrize(
    ("table", "row", "header", "number"),
    [
        (MEETINGS, {"名称": "例会", "类别": "工会委员会", "日期": DAY}, "会议编号", "H001"),
        (HARDSHIP, {"姓名": "张一", "困难类别": "相对困难"}, "档案编号", "K001"),
    ],
)
def test_meetings_and_files_have_numbers_of_their_own(
    table: Table, row: dict[str, ReadValue], header: str, number: str
) -> None:
    workbook = a_workbook(a_block(table, row))
    check_workbook(workbook, as_of=ON)
    assert _column(workbook, table.name, header) == [number]


def test_an_operation_that_does_not_look_at_the_table_leaves_it_alone() -> None:
    workbook = _activities("")
    make(workbook, "calendar", as_of=ON)
    assert _column(workbook, "Activities", "活动编号") in ([""], [None])


def test_a_table_of_before_without_the_column_is_left_alone() -> None:
    block = a_block(ACTIVITIES, {"活动名称": "春游", "日期": DAY})
    at = block.header.index("活动编号")
    rows = tuple((*row[:at], *row[at + 1 :]) for row in block.rows)
    old = replace(block, header=(*block.header[:at], *block.header[at + 1 :]), rows=rows)
    workbook = a_workbook(old)
    check_workbook(workbook, as_of=ON)
    assert workbook.tables["Activities"] == old


def test_a_protected_sheet_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_workbook: FakeWorkbook, table: str, _changes: object) -> None:
        if table == "Activities":
            raise WorkbookError("有保护。", where="《活动台账》", advice="请撤销保护。")

    monkeypatch.setattr("tests.fakes.FakeWorkbook.set_cells", refuse)
    workbook = _activities("")
    check_workbook(workbook, as_of=ON)
    assert "findings" in workbook.specs


def test_what_is_put_in_order_is_numbered_at_once() -> None:
    row = {"活动名称": "春游", "日期": "2026.3.6"}
    workbook = a_workbook(a_block(ACTIVITIES, row))
    tidy(Request(dt.datetime(2026, 4, 10, tzinfo=dt.UTC), given=workbook, values={"yes": True}))
    assert _column(workbook, "Activities", "日期") == [DAY]
    assert _column(workbook, "Activities", "活动编号") == ["A001"]


def test_rows_that_are_added_are_numbered_among_themselves() -> None:
    block = a_block(ACTIVITIES, {"活动名称": "春游", "日期": DAY, "活动编号": "A003"})
    rows = [{"活动名称": "甲"}, {"活动名称": "乙", "活动编号": "A008"}, {"活动名称": "丙"}]
    assert [one["活动编号"] for one in numbered(block, ACTIVITIES, rows)] == [
        "A009",
        "A008",
        "A010",
    ]
    assert numbered(a_block(MEMBERS), MEMBERS, [{"姓名": "李一"}]) == [{"姓名": "李一"}]


def test_a_thousand_are_not_the_end() -> None:
    assert next(following(("A999",), "A")) == "A1000"
