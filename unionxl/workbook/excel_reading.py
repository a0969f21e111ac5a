"""Reading a workbook that is open in Excel: whole blocks, one call each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.errors import TableNotFoundError
from unionxl.views.layout import Area
from unionxl.workbook import refusals, schema
from unionxl.workbook.excel_host import native
from unionxl.workbook.package import limits
from unionxl.workbook.package.addresses import MAX_COLUMN, area_text, parse_area
from unionxl.workbook.port import TableBlock

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xlwings as xw
    from xlwings.main import Table

    from unionxl.workbook.port import ReadValue


def read_used(sheet: xw.Sheet) -> tuple[tuple[ReadValue, ...], ...]:
    """Return the values of a sheet from A1 on.

    Raises:
        WorkbookError: the cells lie too far apart; the message names the far one.
    """
    area = parse_area(sheet.used_range.address)
    if area is None or area.bottom * area.right > limits.DENSE_FROM_CELLS:
        area = _filled(sheet)  # what is only formatted counts as used
    cells = sheet.range(area_text(Area(1, 1, area.bottom, area.right)))
    return tuple(tuple(row) for row in native.values(cells))


def _filled(sheet: xw.Sheet) -> Area:
    """Return the rectangle from A1 around everything that is filled in."""
    by_rows, by_columns = native.last_cells(sheet)
    room = by_rows[0] * by_columns[1]
    is_sparse = room > native.count_filled(sheet) * limits.MAX_ROOM_PER_CELL
    if room > limits.MAX_CELLS or (room > limits.DENSE_FROM_CELLS and is_sparse):
        is_wide = by_columns[1] * limits.MAX_ROOM_PER_CELL > MAX_COLUMN
        raise refusals.far_cell(sheet.name, *(by_columns if is_wide else by_rows))
    return Area(1, 1, by_rows[0], by_columns[1])


@dataclass(frozen=True, slots=True)
class LiveTable:
    """One table of the open workbook; `area` holds the header too, but not the total row."""

    table: Table
    sheet: xw.Sheet
    name: str
    area: Area
    has_totals: bool

    def block(self) -> TableBlock:
        """Return the table's values."""
        header, *rows = native.values(self.cells(self.area))
        return TableBlock(
            self.name,
            self.sheet.name,
            self.area.top,
            self.area.left,
            tuple("" if name is None else str(name) for name in header),
            tuple(tuple(row) for row in rows),
        )

    def cells(self, area: Area) -> xw.Range:
        """Return a rectangle of the table's sheet."""
        return self.sheet.range(area_text(area))

    def column(self, number: int, top: int, bottom: int) -> xw.Range:
        """Return some rows of one column of the sheet."""
        return self.cells(Area(top, number, bottom, number))


def tables_of(book: xw.Book) -> dict[str, tuple[Table, xw.Sheet]]:
    """Return every table and its sheet, by name, in tab order."""
    return {table.name: (table, sheet) for sheet in book.sheets for table in sheet.tables}


def find_table(tables: Mapping[str, tuple[Table, xw.Sheet]], name: str) -> LiveTable:
    """Return the table of that name, with the rectangle that it fills now.

    Raises:
        TableNotFoundError: no sheet has it.
        WorkbookError: the table has no header row.
    """
    for known, (table, sheet) in tables.items():
        if known.casefold() == name.casefold():
            return _opened(known, table, sheet)
    home = next((known.sheet for known in schema.TABLES if known.name == name), name)
    raise TableNotFoundError(name, home)


def _opened(name: str, table: Table, sheet: xw.Sheet) -> LiveTable:
    """Return a table as it lies now."""
    if not table.show_headers:
        raise refusals.no_header_row(name, sheet.name)
    area = parse_area(table.range.address)
    if area is None:
        raise AssertionError(name)
    has_totals = bool(table.show_totals)
    data = Area(area.top, area.left, area.bottom - int(has_totals), area.right)
    return LiveTable(table, sheet, name, data, has_totals)
