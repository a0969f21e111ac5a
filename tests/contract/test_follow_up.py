"""What became of a decision, typed on a sheet, in files and in a running Excel."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import xlsxwriter

from tests.bookfiles import add_every_style
from unionxl.operations.making import make
from unionxl.tables.all import TABLES
from unionxl.tables.meetings import MEETINGS, Meetings
from unionxl.views.meeting_report import TITLE, meeting_report
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.typed import with_input_keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

TODAY = dt.date(2026, 4, 15)
ROWS = {
    "Settings": {"项目": "年度", "值": 2026},
    "Meetings": {"名称": "第一次会议", "日期": dt.date(2026, 3, 9), "决议": "通过计划"},
    "Activities": {"活动名称": "健步走", "日期": dt.date(2026, 3, 9)},
}


def _write(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for table in TABLES:
        headers = [one.header for one in table.columns]
        sheet = book.add_worksheet(table.sheet)
        for header, value in ROWS.get(table.name, {}).items():
            look = day if isinstance(value, dt.date) else None
            sheet.write(3, headers.index(header), value, look)
        columns = [{"header": header} for header in headers]
        sheet.add_table(2, 0, 4, len(headers) - 1, {"name": table.name, "columns": columns})
    book.close()
    return path


def _said(workbook: Workbook, column: str) -> object:
    block = workbook.read_table(MEETINGS.name)
    return block.rows[0][block.position(column)]


def test_what_is_typed_beside_a_decision_goes_to_its_meeting(
    opened: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    path = _write(tmp_path / "工会工作簿.xlsx")
    add_every_style(path)
    workbook = opened(path)
    make(workbook, "meetings", as_of=TODAY)
    assert _said(workbook, Meetings.meeting_no.header) == "H001"
    activities = workbook.read_table("Activities")
    assert activities.rows[0][activities.position("活动编号")] == "A001"
    book, _ = read_book(workbook, as_of=TODAY)
    spec = with_input_keys(meeting_report(book))
    blocks = tuple(
        replace(
            block,
            rows=tuple(
                tuple(
                    replace(cell, value="已印发", input_for=None) if cell.input_for else cell
                    for cell in row
                )
                for row in block.rows
            ),
        )
        for block in spec.blocks
    )
    workbook.put_sheet(replace(spec, blocks=blocks))
    make(workbook, "meetings", as_of=TODAY)
    assert _said(workbook, Meetings.follow_up.header) == "已印发"
    shown = [cell for row in workbook.read_sheet(TITLE).rows for cell in row]
    assert "决议都填了落实情况。" in shown
