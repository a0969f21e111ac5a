"""Rows that have no number get the next one, and keep it for good."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeWorkbook, a_block, a_workbook
from unionxl.errors import HomelessInputError, WorkbookError
from unionxl.operations.making import make
from unionxl.operations.numbering import following, with_numbers
from unionxl.operations.request import Request
from unionxl.operations.tidying import tidy
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.all import TABLES
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.members import MEMBERS
from unionxl.tables.settings import SETTINGS
from unionxl.views.meeting_report import TITLE

if TYPE_CHECKING:
    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import CellValue

DAY = dt.date(2026, 3, 6)
HELD: tuple[dict[str, ReadValue], ...] = (
    {"会议编号": "H007"},
    {},
    {"会议编号": "旧-1"},
    {"会议编号": "h009"},
    {},
)


def _workbook() -> FakeWorkbook:
    meetings: list[dict[str, ReadValue]] = [
        {"类别": "工会委员会", "名称": "例会", "日期": DAY, "决议": "通过", **one} for one in HELD
    ]
    others = [one for one in TABLES if one not in {SETTINGS, MEETINGS, HARDSHIP}]
    return a_workbook(
        a_block(MEETINGS, *meetings),
        a_block(HARDSHIP, {"姓名": "李敏"}),
        *(a_block(one) for one in others),
    )


def _column(workbook: FakeWorkbook, table: Table, header: str) -> list[object]:
    block = workbook.read_table(table.name)
    return [row[block.position(header)] for row in block.rows]


def test_rows_without_a_number_get_the_next_one_and_keep_it() -> None:
    workbook = _workbook()
    for _ in range(2):
        make(workbook, "meetings", as_of=DAY)
        numbers = _column(workbook, MEETINGS, "会议编号")
        assert numbers == ["H007", "H010", "旧-1", "h009", "H011"]
    other = _workbook()
    make(other, "calendar", as_of=DAY)
    assert _column(other, HARDSHIP, "档案编号") == [None]  # a table that was not asked for


def test_what_became_of_a_decision_goes_to_its_meeting() -> None:
    workbook = _workbook()
    make(workbook, "meetings", as_of=DAY)
    for number, row in enumerate(workbook.read_sheet(TITLE).rows, 1):
        if row[0] == "H010" and row[5] == "通过":
            _type(workbook, number, "已印发")
    make(workbook, "meetings", as_of=DAY)
    assert _column(workbook, MEETINGS, "落实情况") == [None, "已印发", None, None, None]
    again = workbook.specs["meetings"]
    make(workbook, "meetings", as_of=DAY)
    assert workbook.specs["meetings"] == again


def _type(workbook: FakeWorkbook, row: int, text: str) -> None:
    """Type a text into the input cell of a row."""
    spec = workbook.specs["meetings"]
    blocks = []
    for block in spec.blocks:
        rows = list(block.rows)
        at = row - block.top
        if 0 <= at < len(rows) and block.name == "决议落实":
            rows[at] = tuple(
                replace(cell, value=text, input_for=None) if cell.input_for else cell
                for cell in rows[at]
            )
        blocks.append(replace(block, rows=tuple(rows)))
    workbook.put_sheet(replace(spec, blocks=tuple(blocks)))


def test_a_text_whose_meeting_is_gone_is_not_lost() -> None:
    workbook = _workbook()
    make(workbook, "meetings", as_of=DAY)
    for number, row in enumerate(workbook.read_sheet(TITLE).rows, 1):
        if row[0] == "H010" and row[5] == "通过":
            _type(workbook, number, "已印发")
    block = workbook.read_table(MEETINGS.name)
    workbook.tables[MEETINGS.name] = replace(block, rows=block.rows[:1])
    with pytest.raises(HomelessInputError, match="已印发"):
        make(workbook, "meetings", as_of=DAY)


def test_a_protected_sheet_does_not_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = _workbook()

    def refused(_self: FakeWorkbook, table: str, _changes: object) -> None:
        raise WorkbookError("有保护", where=table, advice="")

    monkeypatch.setattr(FakeWorkbook, "set_cells", refused)
    assert make(workbook, "meetings", as_of=DAY).summary == f"已生成《{TITLE}》。"
    cells = [cell.value for _, _, cell in workbook.specs["meetings"].cells()]
    assert cells.count("请先填会议编号") == 2


def test_what_is_put_in_order_is_numbered_at_once() -> None:
    workbook = a_workbook(a_block(ACTIVITIES, {"活动名称": "春游", "日期": "2026.3.6"}))
    now = dt.datetime(2026, 4, 10, tzinfo=dt.UTC)
    tidy(Request(now, given=workbook, values={"yes": True}))
    block = workbook.tables["Activities"]
    assert block.rows[0][block.header.index("活动编号")] == "A001"


def test_rows_that_are_added_are_numbered_among_themselves() -> None:
    block = a_block(ACTIVITIES, {"活动名称": "春游", "日期": DAY, "活动编号": "A003"})
    rows: list[dict[str, CellValue]] = [
        {"活动名称": "甲"},
        {"活动名称": "乙", "活动编号": "A008"},
        {"活动名称": "丙"},
    ]
    numbers = [one["活动编号"] for one in with_numbers(block, ACTIVITIES, rows)]
    assert numbers == ["A009", "A008", "A010"]
    assert with_numbers(a_block(MEMBERS), MEMBERS, [{"姓名": "李一"}]) == [{"姓名": "李一"}]


def test_a_thousand_are_not_the_end() -> None:
    assert next(following(("A999",), "A")) == "A1000"
