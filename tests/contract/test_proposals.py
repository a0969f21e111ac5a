"""What is typed on 《提案办理》, in files and in a running Excel, beside its chart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import xlsxwriter

from tests.bookfiles import add_every_style
from unionxl.operations.proposals import proposals
from unionxl.operations.request import Request
from unionxl.tables.all import TABLES
from unionxl.views.proposals_sheet import TITLE, proposals_sheet
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.typed import with_input_keys
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.views.layout import Block
    from unionxl.workbook.port import Workbook

TOP = 3
NOW = dt.datetime(2026, 4, 10, 9, tzinfo=dt.UTC)
ANSWERED = dt.date(2026, 4, 8)
TYPED: dict[str, dt.date | str] = {"答复日期": ANSWERED, "办理结果": "已解决", "满意度": "满意"}
ROWS: dict[str, tuple[dict[str, object], ...]] = {
    "Settings": ({"项目": "年度", "值": 2026},),
    "Proposals": tuple(
        {"编号": "T1", "届次": session, "案由": subject, "立案情况": "立案", "承办部门": "总务处"}
        for session, subject in (("一次", "增设休息区"), ("二次", "充实图书"))
    ),
}


def _write(target: Path) -> None:
    book = xlsxwriter.Workbook(target)
    for table in TABLES:
        headers = [one.header for one in table.columns]
        sheet = book.add_worksheet(table.sheet)
        rows = ROWS.get(table.name, ())
        for number, row in enumerate(rows, TOP):
            for header, value in row.items():
                sheet.write(number, headers.index(header), value)
        columns = [{"header": header} for header in headers]
        options = {"name": table.name, "columns": columns}
        sheet.add_table(TOP - 1, 0, TOP + len(rows) + 1, len(headers) - 1, options)
    book.close()
    add_every_style(target)


def _make(workbook: Workbook) -> tuple[str, ...]:
    return tuple(proposals(Request(NOW, given=workbook)).notes)


def _type(workbook: Workbook, key: str) -> None:
    """Fill in what became of a proposal, as a clerk does."""
    book, _ = read_book(workbook, as_of=NOW.date())
    spec = with_input_keys(proposals_sheet(book))

    def typed(block: Block) -> Block:
        rows = tuple(
            tuple(
                replace(cell, value=TYPED[cell.input_for.column], input_for=None)
                if cell.input_for and cell.input_for.key == key
                else replace(cell, input_for=None)
                for cell in row
            )
            for row in block.rows
        )
        return replace(block, rows=rows)

    workbook.put_sheet(replace(spec, blocks=tuple(map(typed, spec.blocks))))


def test_typed_cells_come_back_to_the_row_of_their_session(
    opened: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    path = tmp_path / "工会工作簿.xlsx"
    _write(path)
    workbook = opened(path)
    _make(workbook)
    _type(workbook, "T1（二次）")
    assert _make(workbook) == (f"《{TITLE}》上填写的 3 处已带回《提案》。",)
    workbook.save()
    saved = open_workbook(path)
    book, findings = read_book(saved, as_of=NOW.date())
    assert findings == ()
    told = [(one.answered_on, one.outcome, one.satisfaction) for one in book.proposals]
    assert told == [(None, "", ""), (ANSWERED, "已解决", "满意")]
    again = opened(path)
    assert _make(again) == ()
