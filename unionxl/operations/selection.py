"""The rows that the clerk stands in: named by a command, or noted by the macro before it stored.

A running Excel is asked through xlwings. The macros of LibreOffice and of a Mac write sheet and
rows into the hidden sheet of the workbook, since no text of the clerk's becomes part of a command.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.tables.program import HOSTS
from unionxl.values.text import as_text

if TYPE_CHECKING:
    from unionxl.workbook.port import Workbook

SHEET_OPTION, ROWS_OPTION = "SELECTED_SHEET", "SELECTED_ROWS"


@dataclass(frozen=True, slots=True)
class Selected:
    """Rows of a sheet, as in 5-9,12."""

    sheet: str
    rows: str


def selected(workbook: Workbook, sheet: str | None, rows: str | None) -> Selected:
    """Return the rows that are meant.

    Raises:
        RequestError: none is.
    """
    if sheet and rows:
        return Selected(sheet, rows)
    noted = _noted(workbook)
    if not (noted.sheet and noted.rows):
        raise RequestError(
            "没有选中表里的一行。",
            where="打印这一行",
            advice="请先在《年度计划》《收支台账》等表中点一下要打印的那一行，再点一次按钮。",
        )
    return noted


def _noted(workbook: Workbook) -> Selected:
    """Return what the macro noted."""
    if HOSTS.sheet not in workbook.sheet_names():
        return Selected("", "")
    options = {
        as_text(row[0]): as_text(row[1])
        for row in workbook.read_sheet(HOSTS.sheet).rows
        if len(row) > 1
    }
    return Selected(options.get(SHEET_OPTION, ""), options.get(ROWS_OPTION, ""))
