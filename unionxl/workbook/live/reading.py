"""Reading a workbook that is open in Excel: whole blocks, one call each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.errors import TableNotFoundError
from unionxl.tables.all import column_formulas, is_input_table, sheet_of
from unionxl.views.layout import Area
from unionxl.workbook.book.below import Surroundings, adds_up_rows, is_filled, rows_below
from unionxl.workbook.book.totals import columns_of
from unionxl.workbook.cells import limits, refusals
from unionxl.workbook.cells.addresses import MAX_COLUMN, area_text, parse_area
from unionxl.workbook.live import rows as native_rows
from unionxl.workbook.live.host import native
from unionxl.workbook.port import NOTHING_BELOW, TableBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xlwings as xw
    from xlwings.main import Table

    from unionxl.values.column import ReadValue
    from unionxl.workbook.port import RowsBelow


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
    home: str = ""
    whole: xw.Range | None = None

    def block(self) -> TableBlock:
        """Return the table's values with the rows that follow it."""
        cells = self.whole if self.whole is not None else self.cells(self.area)
        header, *rows = native.values(cells)
        names = tuple("" if name is None else str(name) for name in header)
        beyond = self._beyond()
        below = self._below(names, rows, beyond)
        rows += beyond[: below.count]
        area = self.area
        return TableBlock(
            self.name,
            self.home or self.sheet.name,
            area.top,
            area.left,
            names,
            tuple(tuple(row) for row in rows),
            below,
        )

    @property
    def first_below(self) -> int:
        """The first row of the sheet below the table."""
        return self.area.bottom + int(self.has_totals) + 1

    def _beyond(self) -> list[list[ReadValue]]:
        """Return the values in the table's columns below it, down to the next table there."""
        if not is_input_table(self.name):
            return []
        used = parse_area(native_rows.used_area(self.sheet))
        if used is None or used.bottom < self.first_below:
            return []
        # what is only formatted counts as used
        end = min(used.bottom, native.last_cells(self.sheet)[0][0])
        for table in self.sheet.tables:
            other = parse_area(table.range.address)
            if other and other.top >= self.first_below:
                column = Area(other.top, self.area.left, other.top, self.area.right)
                end = min(end, other.top - 1) if other.overlaps(column) else end
        if end < self.first_below:
            return []
        return native.values(self.cells(self._rows(self.first_below, end)))

    def _below(
        self, names: tuple[str, ...], rows: list[list[ReadValue]], beyond: list[list[ReadValue]]
    ) -> RowsBelow:
        """Return what the rows below the table are; `rows` are its own."""
        if not any(is_filled(cell) for row in beyond for cell in row):
            return NOTHING_BELOW
        first = self.first_below
        last = first + len(beyond) - 1
        area = self.area
        behind = native.formulas(self.cells(self._rows(first, last)))
        calculated = {
            *column_formulas(self.name, names),
            *(one - area.left for one in self.calculated(native.formulas(self.cells(area))[1:])),
        }

        def adds_up(row: int) -> bool:
            return any(
                formula.startswith("=") and adds_up_rows(formula, row)
                for column, formula in enumerate(behind[row - first])
                if column not in calculated
            )

        merged = self._merged_rows(first, last)
        columns, above = columns_of(self.name, names), tuple(rows)
        around = Surroundings(
            names, calculated, merged, adds_up, self.has_totals, columns, lambda: above
        )
        return rows_below(first, beyond, around)

    def _merged_rows(self, first: int, last: int) -> set[int]:
        """Return the rows of the sheet with a merged cell in the table's columns."""
        if self.cells(self._rows(first, last)).merge_cells is False:
            return set()
        rows = range(first, last + 1)
        return {row for row in rows if self.cells(self._rows(row, row)).merge_cells is not False}

    def _rows(self, first: int, last: int) -> Area:
        """Return rows of the sheet in the table's columns."""
        return Area(first, self.area.left, last, self.area.right)

    def calculated(self, formulas: list[list[str]]) -> set[int]:
        """Return the columns of the sheet that calculate: most of what is in them are formulas."""
        found = set()
        for column, cells in enumerate(zip(*formulas, strict=True), self.area.left):
            filled = [cell for cell in cells if cell != ""]
            if filled and 2 * sum(cell.startswith("=") for cell in filled) > len(filled):
                found.add(column)
        return found

    def cells(self, area: Area) -> xw.Range:
        """Return a rectangle of the table's sheet."""
        return self.sheet.range(area_text(area))

    def column(self, number: int, top: int, bottom: int) -> xw.Range:
        """Return some rows of one column of the sheet."""
        return self.cells(Area(top, number, bottom, number))


def tables_of(
    book: xw.Book, names: Sequence[str] = ()
) -> tuple[dict[str, tuple[Table, xw.Sheet]], dict[str, str]]:
    """Return every table and its sheet, by name, in tab order, and the name of that sheet.

    `names` are those of the first sheets, as far as they are known already.
    """
    found, homes = {}, {}
    for index, sheet in enumerate(book.sheets):
        for table in sheet.tables:
            name = table.name
            found[name] = table, sheet
            if index < len(names):
                homes[name] = names[index]
    return found, homes


def find_table(
    tables: Mapping[str, tuple[Table, xw.Sheet]], name: str, homes: Mapping[str, str] | None = None
) -> LiveTable:
    """Return the table of that name, with the rectangle that it fills now.

    `homes` are the names of the sheets that are known, by table: Excel is not asked again.

    Raises:
        TableNotFoundError: no sheet has it.
        WorkbookError: the table has no header row.
    """
    for known, (table, sheet) in tables.items():
        if known.casefold() == name.casefold():
            return replace(_opened(known, table, sheet), home=(homes or {}).get(known, ""))
    home = sheet_of(name)
    raise TableNotFoundError(name, home)


def _opened(name: str, table: Table, sheet: xw.Sheet) -> LiveTable:
    """Return a table as it lies now."""
    if not table.show_headers:
        raise refusals.no_header_row(name, sheet.name)
    whole = table.range
    area = parse_area(whole.address)
    if area is None:
        raise AssertionError(name)
    has_totals = bool(table.show_totals)
    data = Area(area.top, area.left, area.bottom - int(has_totals), area.right)
    return LiveTable(table, sheet, name, data, has_totals, whole=None if has_totals else whole)


def is_filled_by(table: Table, sheet: xw.Sheet) -> bool:
    """Tell, quickly, whether the sheet of a table is used no farther down than the table."""
    used, area = parse_area(native_rows.used_area(sheet)), parse_area(native_rows.table_area(table))
    return used is not None and area is not None and used.bottom <= area.bottom


def last_filled(block: TableBlock) -> int:
    """Return the last row of a sheet that holds something besides columns' own formulas."""
    calculated = column_formulas(block.name, block.header)
    left = max((one.last for one in block.below.left), default=block.top)
    for index in range(len(block.rows) - 1, -1, -1):
        cells = enumerate(block.rows[index])
        if any(place not in calculated and is_filled(cell) for place, cell in cells):
            return max(left, block.row_number(index))
    return left
