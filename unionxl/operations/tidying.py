"""Cells that were read but are not what they should be: first the preview, then the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.lists.preview import TITLE, VIEW_ID, result_sheet
from unionxl.lists.tidying import agreed, found_in, tidy_sheet
from unionxl.operations.numbering import number_tables
from unionxl.operations.outcome import Outcome
from unionxl.operations.records import save_noting
from unionxl.tables.all import TABLES
from unionxl.tables.settings import SETTINGS
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.carrying import write_sheets
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unionxl.lists.tidying import Tidied
    from unionxl.operations.request import Request
    from unionxl.tables.model import Table
    from unionxl.views.drafts import DraftSheet
    from unionxl.workbook.port import Workbook

MOST = 5_000


def tidy(request: Request) -> Outcome:
    """Show which cells would be put in order, or put them in order at once.

    Raises:
        RequestError: there is no such table.
    """
    workbook, values = request.open(), request.values
    tables = _tables(workbook, values.get("table") or "")
    found = list(_found(workbook, tables, as_of=request.as_of))[:MOST]
    if not found:
        return Outcome("没有需要整理的格子，工作簿没有改动。")
    if values.get("yes"):
        return _changed(workbook, found, "tidy", as_of=request.as_of)
    write_sheets(workbook, (tidy_sheet(found),))
    summary = f"已在《{TITLE}》列出 {len(found)} 处，还没有改动。"
    notes = ("核对后请点「确认导入」。",)
    backup = save_noting(workbook, "tidy", summary, as_of=request.as_of, finding_count=1)
    return Outcome(summary, notes=notes, backup=backup)


def accept_tidying(workbook: Workbook, sheet: DraftSheet, *, as_of: dt.date) -> Outcome:
    """Change the cells that a preview shows and that are still as it shows them."""
    found = _found(workbook, _tables(workbook, ""), as_of=as_of)
    wanted = list(agreed(sheet, list(found)))
    return _changed(workbook, wanted, "accept_import", as_of=as_of)


def _tables(workbook: Workbook, name: str) -> Sequence[Table]:
    """Return the tables to look through: the one that is named, or all."""
    there = [one for one in TABLES if one is not SETTINGS and workbook.has_table(one.name)]
    plain = name.strip("《》 ")
    chosen = [one for one in there if plain in {"", one.sheet}]
    if not chosen:
        sheets = "、".join(one.sheet for one in there)
        raise RequestError(
            f"没有“{name}”这张表。", where="整理格式", advice=f"请从这些表中选：{sheets}。"
        )
    return chosen


def _found(workbook: Workbook, tables: Sequence[Table], *, as_of: dt.date) -> Iterator[Tidied]:
    """Give the cells that would be put in order."""
    year = read_book(workbook, as_of=as_of, tables=())[0].fiscal_year
    for table in tables:
        block = workbook.read_table(table.name)
        rows = [(block.row_number(at), row) for at, row in enumerate(block.rows)]
        yield from found_in(table, block.header, rows, year)


def _changed(
    workbook: Workbook, found: Sequence[Tidied], action: str, *, as_of: dt.date
) -> Outcome:
    """Change cells, table by table."""
    for table in dict.fromkeys(one.table for one in found):
        changes = [
            CellChange(one.row, one.column.header, one.new) for one in found if one.table is table
        ]
        workbook.set_cells(table.name, changes)
    number_tables(workbook, (one.table for one in found), as_of=as_of)
    summary = f"已整理 {len(found)} 处。" if found else "没有改动。"
    if VIEW_ID in workbook.generated_sheets():
        write_sheets(workbook, (result_sheet((summary,), ()),))
    backup: Path | None = save_noting(workbook, action, summary, as_of=as_of)
    return Outcome(summary, backup=backup)
