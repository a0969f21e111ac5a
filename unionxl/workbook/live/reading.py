"""Reading a workbook that is open in Excel: whole blocks, one call each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.tables.all import TABLES, column_formulas, is_input_table
from unionxl.tables.program import HOSTS, RUNS
from unionxl.views.layout import Area
from unionxl.workbook.book.below import Surroundings, adds_up_rows, is_filled, rows_below
from unionxl.workbook.book.totals import columns_of
from unionxl.workbook.cells import limits, refusals
from unionxl.workbook.cells.addresses import MAX_COLUMN, area_text, parse_area
from unionxl.workbook.live import rows as native_rows
from unionxl.workbook.live.host import native
from unionxl.workbook.port import NOTHING_BELOW, TableBlock, is_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlwings as xw
    from xlwings.main import Table

    from unionxl.values.column import ReadValue
    from unionxl.workbook.port import RowsBelow

_COLUMNS = {table.name.casefold(): table.columns for table in (*TABLES, RUNS, HOSTS)}
_SMALL = 2_000  # cells of a table; around a smaller one more may be used of its sheet


def read_used(sheet: xw.Sheet) -> tuple[tuple[ReadValue, ...], ...]:
    """Return the values of a sheet from A1 on.

    Raises:
        WorkbookError: the cells lie too far apart; the message names the far one.
    """
    used = native_rows.used(sheet)
    area = parse_area(native_rows.address_of(used))
    if area is None or area.bottom * area.right > limits.DENSE_FROM_CELLS:
        area = _filled(sheet)  # what is only formatted counts as used
    elif (area.top, area.left) == (1, 1):
        return tuple(tuple(row) for row in native.values_of(used))
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
    """One table of the open workbook; `area` holds the header too, but not the total row.

    `home` is the name of its sheet. Whether it has a total row is asked when it matters.
    """

    sheet: xw.Sheet
    name: str
    home: str
    area: Area
    known_totals: bool | None = None

    @property
    def table(self) -> native.ComObject:
        """The table itself."""
        return native_rows.table_of(self.sheet, self.name)

    @property
    def has_totals(self) -> bool:
        """Whether a total row stands below its rows."""
        return bool(self.table.ShowTotals) if self.known_totals is None else self.known_totals

    def block(self) -> TableBlock:
        """Return the table's values with the rows that follow it.

        Raises:
            WorkbookError: the table has no header row.
        """
        (header, *rows), beyond = self._values()
        names = tuple("" if name is None else str(name) for name in header)
        self._check_header(names)
        below = self._below(names, rows, beyond) if beyond else NOTHING_BELOW
        rows += beyond[: below.count]
        area = self.area
        return TableBlock(
            self.name,
            self.home,
            area.top,
            area.left,
            names,
            tuple(tuple(row) for row in rows),
            below,
        )

    def _check_header(self, names: Sequence[str]) -> None:
        """Refuse a table without a header; one in which a column of ours stands has it."""
        columns = _COLUMNS.get(self.name.casefold(), ())
        if any(is_header(name, column.header) for name in names for column in columns):
            return
        if not self.table.ShowHeaders:
            raise refusals.no_header_row(self.name, self.home)

    @property
    def first_below(self) -> int:
        """The first row of the sheet below the table."""
        return self.area.bottom + int(self.has_totals) + 1

    def _values(self) -> tuple[list[list[ReadValue]], list[list[ReadValue]]]:
        """Return the values of the table, and those below it down to the next table there.

        One look at all that is used of the sheet tells both, unless that is far more.
        """
        if not is_input_table(self.name):
            return native.values(self.cells(self.area)), []
        used = native_rows.used(self.sheet)
        area = parse_area(native_rows.address_of(used))
        if area is None or _size(area) > limits.MAX_ROOM_PER_TABLE * max(_size(self.area), _SMALL):
            return native.values(self.cells(self.area)), self._beyond(area)
        grid = native.values_of(used)
        own = _cut(grid, area, self.area)
        beyond = _cut(grid, area, self._rows(self.area.bottom + 1, area.bottom))
        while beyond and not _is_any_filled(beyond[-1:]):
            beyond.pop()
        return own, beyond and beyond[int(self.has_totals) : self._room(len(beyond))]

    def _beyond(self, used: Area | None) -> list[list[ReadValue]]:
        """Return the values in the table's columns below it, down to the next table there."""
        if used is None or used.bottom <= self.area.bottom:
            return []
        # what is only formatted counts as used
        end = min(used.bottom, native.last_cells(self.sheet)[0][0])
        room = self._room(end - self.area.bottom)
        if room <= int(self.has_totals):
            return []
        return native.values(self.cells(self._rows(self.first_below, self.area.bottom + room)))

    def _room(self, count: int) -> int:
        """Return how many of so many rows below the table's own come before the next table."""
        for table in self.sheet.tables:
            other = parse_area(table.range.address)
            if other and other.top >= self.first_below:
                column = Area(other.top, self.area.left, other.top, self.area.right)
                if other.overlaps(column):
                    count = min(count, other.top - 1 - self.area.bottom)
        return count

    def _below(
        self, names: tuple[str, ...], rows: list[list[ReadValue]], beyond: list[list[ReadValue]]
    ) -> RowsBelow:
        """Return what the rows below the table are; `rows` are its own."""
        if not _is_any_filled(beyond):
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


def opened(name: str, table: Table, sheet: xw.Sheet, home: str) -> LiveTable:
    """Return a table of the list of its sheet as it lies now.

    Raises:
        WorkbookError: the table has no header row.
    """
    if not table.show_headers:
        raise refusals.no_header_row(name, home)
    area = parse_area(table.range.address)
    if area is None:
        raise AssertionError(name)
    has_totals = bool(table.show_totals)
    data = Area(area.top, area.left, area.bottom - int(has_totals), area.right)
    return LiveTable(sheet, name, home, data, has_totals)


def fills_its_sheet(live: LiveTable) -> bool:
    """Tell, quickly, whether the sheet of a table is used no farther down than the table."""
    used = parse_area(native_rows.used_area(live.sheet))
    return used is not None and used.bottom <= live.area.bottom


def last_filled(block: TableBlock) -> int:
    """Return the last row of a sheet that holds something besides columns' own formulas."""
    calculated = column_formulas(block.name, block.header)
    left = max((one.last for one in block.below.left), default=block.top)
    for index in range(len(block.rows) - 1, -1, -1):
        cells = enumerate(block.rows[index])
        if any(place not in calculated and is_filled(cell) for place, cell in cells):
            return max(left, block.row_number(index))
    return left


def _is_any_filled(rows: list[list[ReadValue]]) -> bool:
    """Tell whether something stands in one of these rows."""
    return any(is_filled(cell) for row in rows for cell in row)


def _cut(grid: list[list[ReadValue]], whole: Area, part: Area) -> list[list[ReadValue]]:
    """Return the values of a part of a sheet out of those of another; nothing stands outside."""
    left, right = part.left - whole.left, part.right + 1 - whole.left
    before, behind = [None] * max(0, -left), [None] * max(0, right - len(grid[0]))
    blank: list[ReadValue] = [None] * (part.right + 1 - part.left)
    return [
        [*before, *grid[row - whole.top][max(0, left) : max(0, right)], *behind]
        if whole.top <= row <= whole.bottom
        else blank
        for row in range(part.top, part.bottom + 1)
    ]


def _size(area: Area) -> int:
    """Return how many cells a rectangle has."""
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)
