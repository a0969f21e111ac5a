"""Cells set in a workbook of somebody else; every other part of it stays as it is."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.workbook.package import guards
from unionxl.workbook.package.archive import Archive, write_archive
from unionxl.workbook.package.cells import CellWriter
from unionxl.workbook.package.parts import Parts
from unionxl.workbook.package.rows import SheetText
from unionxl.workbook.package.sheets import WorkbookPart
from unionxl.workbook.package.styles import StyleSheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.views.layout import CellValue


def with_cells(
    data: bytes, where: str, sheet: str, cells: Mapping[tuple[int, int], CellValue]
) -> bytes:
    """Return a workbook with cells set on one sheet, by row and column from 1.

    A cell keeps its look; one in a row below the formatted ones has that of the first row set.

    Raises:
        WorkbookError: the file cannot be edited without harm.
        RequestError: a cell to be set holds a formula.
    """
    archive = Archive(data, where)
    guards.check_entries(archive, where)
    parts = Parts(archive, where)
    book = WorkbookPart(parts)
    entry = next(one for one in book.sheets() if one.name == sheet)
    text = SheetText(parts.read(entry.part), where)
    styles = StyleSheet(parts.read(name), where) if (name := book.part_of_kind("styles")) else None
    writer = CellWriter(sheet, book.uses_1904, text.prefix)
    first = min(row for row, _ in cells)
    model = {column: cell.style for column, cell in text.cells(first).items()}
    rows: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), value in cells.items():
        found = text.cells(row).get(column)
        if found is not None and found.formula is not None:
            raise RequestError(
                f"第 {row} 行第 {column} 列是公式，没有填写。",
                where=f"{where}的工作表《{sheet}》",
                advice="请清空表头下面各行里的公式，保存后再填。",
            )
        style = found.style if found is not None else model.get(column)
        if isinstance(value, dt.date) and styles is not None:
            style = styles.dated(style or 0)
        rows[row][column] = writer.cell(row, column, value, style)
    parts.write(entry.part, text.head + text.with_rows(rows, {}) + text.tail)
    if styles is not None:
        parts.write(name, styles.content())
    book.recalculate_on_load()
    book.store()
    out = io.BytesIO()
    write_archive(list(parts.entries()), out)
    return out.getvalue()
