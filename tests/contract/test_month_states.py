"""States of single months and offers of the registers, in files and in a running Excel."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.bookfiles import add_every_style
from unionxl.domain.period import Month
from unionxl.operations.checking import check_workbook
from unionxl.operations.months import make_month_sheets
from unionxl.tables.all import TABLES
from unionxl.tables.plan import PLAN
from unionxl.views.month_sheet import month_sheet
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.typed import with_input_keys
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from unionxl.views.layout import Block
    from unionxl.workbook.port import Workbook

TOP = 3
TODAY = dt.date(2026, 4, 15)
JANUARY, MARCH = Month(2026, 1), Month(2026, 3)
PLANNED = (
    {"编号": "P001", "月份": "每月", "工作内容": "会费收齐"},
    {"编号": "P002", "月份": "3月", "工作内容": "庆三八"},
    {"编号": "P003", "月份": "3月", "工作内容": "讲座"},
)
HELD = tuple(
    {"计划编号": number, "活动名称": number, "日期": dt.date(2026, 3, day), "实到人数": 38}
    for number, day in (("P002", 6), ("P003", 9))
)


@pytest.fixture(params=[False, True], ids=["today", "version before"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a workbook with a plan and two activities, with and without the column 按月状态."""
    rows: Mapping[str, Sequence[Mapping[str, object]]] = {
        "Settings": ({"项目": "年度", "值": 2026},),
        "Plan": PLANNED,
        "Activities": HELD,
    }
    target = tmp_path / "工会工作簿.xlsx"
    book = xlsxwriter.Workbook(target)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for table in TABLES:
        is_before = request.param and table is PLAN
        headers = [one.header for one in table.columns if not (is_before and one.is_optional)]
        sheet = book.add_worksheet(table.sheet)
        for number, row in enumerate(rows.get(table.name, ()), TOP):
            for header, value in row.items():
                look = day if isinstance(value, dt.date) else None
                sheet.write(number, headers.index(header), value, look)
        last = TOP + len(rows.get(table.name, ())) + 1
        columns = [{"header": header} for header in headers]
        options = {"name": table.name, "columns": columns}
        sheet.add_table(TOP - 1, 0, last, len(headers) - 1, options)
    book.close()
    return target


def _make(workbook: Workbook, *months: Month) -> None:
    make_month_sheets(workbook, lambda _book: months, as_of=TODAY)


def _type(workbook: Workbook, month: Month, item_no: str, text: str) -> None:
    """Choose a state on a month's sheet, as a clerk does."""
    _choose(workbook, month, {item_no: text})


def _choose(workbook: Workbook, month: Month, states: Mapping[str, str]) -> None:
    """Choose states of some items on a month's sheet."""
    book, _ = read_book(workbook, as_of=TODAY)
    spec = with_input_keys(month_sheet(book, month))

    def typed(block: Block) -> Block:
        rows = tuple(
            tuple(
                replace(cell, value=states[cell.input_for.key], input_for=None)
                if cell.input_for
                and cell.input_for.key in states
                and cell.input_for.column == "状态"
                else replace(cell, input_for=None)
                for cell in row
            )
            for row in block.rows
        )
        return replace(block, rows=rows)

    workbook.put_sheet(replace(spec, blocks=tuple(typed(block) for block in spec.blocks)))


def _plan(workbook: Workbook, item_no: str) -> dict[str, object]:
    block = workbook.read_table("Plan")
    row = next(row for row in block.rows if row[0] == item_no)
    return dict(zip(block.header, row, strict=True))


def test_a_tick_is_that_of_its_month_and_an_offer_is_taken_over_or_refused(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    workbook = opened(path)
    _make(workbook, JANUARY, MARCH)
    assert not _plan(workbook, "P002")["状态"]
    _type(workbook, JANUARY, "P001", "已完成")
    _type(workbook, MARCH, "P003", "延期")
    _make(workbook, MARCH)
    workbook.save()
    saved = open_workbook(path)
    fees, party, lecture = (_plan(saved, number) for number in ("P001", "P002", "P003"))
    assert fees["状态"] == "进行中"
    if "按月状态" in fees:
        assert fees["按月状态"] == "1已完成"
    else:
        assert fees["完成情况"] == "1月：（已完成）"
    assert (party["状态"], party["完成情况"]) == ("已完成", "3月6日，38人")
    assert str(party["完成日期"])[:10] == "2026-03-06"
    assert (lecture["状态"], lecture["备注"]) == ("延期", "登记（3月9日，38人）不作完成")
    again = opened(path)
    before = [again.read_table("Plan").rows]
    _make(again, MARCH)
    assert [again.read_table("Plan").rows] == before


def test_a_check_leaves_a_month_sheet_alone_that_holds_a_text_without_a_row(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    add_every_style(path)
    workbook = opened(path)
    _make(workbook, MARCH)
    _choose(workbook, MARCH, {"P002": "进行中", "P003": "延期"})
    block = workbook.read_table("Plan")
    row = block.row_number([one[0] for one in block.rows].index("P003"))
    workbook.set_cells("Plan", [CellChange(row, "编号", "P103")])
    check_workbook(workbook, as_of=TODAY)
    saved = open_workbook(path)
    assert _plan(saved, "P002")["状态"] == "进行中"
    (sheet,) = (
        title for view, title in saved.generated_sheets().items() if view.endswith("2026-03")
    )
    assert "延期" in {value for line in saved.read_sheet(sheet).rows for value in line}
