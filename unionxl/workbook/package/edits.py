"""Rows added to a table and cells changed in it, in the text of its sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.errors import ColumnNotFoundError
from unionxl.tables.program import PROGRAM_TABLES
from unionxl.views.layout import Area
from unionxl.views.text import line_count, row_height
from unionxl.workbook.cells import refusals
from unionxl.workbook.cells.addresses import MAX_ROW, address, parse_area
from unionxl.workbook.package.cells import CellWriter
from unionxl.workbook.package.filled import holds_something
from unionxl.workbook.package.formulas import moved_formula
from unionxl.workbook.package.growth import (
    column_widths,
    merged_areas,
    with_larger_dimension,
    with_longer_areas,
)
from unionxl.workbook.package.protection import has_password, is_protected
from unionxl.workbook.package.rows import SheetText
from unionxl.workbook.package.tables import find_tables, grow_table
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionxl.views.layout import CellValue
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.rows import FoundCell, FoundFormula
    from unionxl.workbook.package.sheets import WorkbookPart
    from unionxl.workbook.package.styles import StyleSheet
    from unionxl.workbook.package.tables import TablePart
    from unionxl.workbook.port import CellChange, RowsBelow

USUAL_WIDTH = 8.43  # of a column that says none


@dataclass(frozen=True, slots=True)
class EditResult:
    """The new text of a sheet, and whether a formula disappeared from it."""

    content: bytes
    lost_formula: bool


@dataclass(frozen=True, slots=True)
class _ModelRow:
    """The row whose formats and formulas new rows take."""

    number: int
    cells: dict[int, FoundCell]


class TableEdit:
    """One change to one table; nothing is written before everything was checked."""

    def __init__(
        self, parts: Parts, book: WorkbookPart, table: TablePart, styles: StyleSheet
    ) -> None:
        self._parts = parts
        self._book = book
        self._table = table
        self._styles = styles
        self._where = f"工作表《{table.sheet.name}》"
        self._text = SheetText(parts.read(table.sheet.part), self._where)
        self._widths = column_widths(self._text.head)
        self._writer = CellWriter(table.sheet.name, book.uses_1904, self._text.prefix)
        self._lost_formula = False

    def _check_protection(self) -> None:
        """Refuse a sheet that the clerk protected; those of the program have no password."""
        tail = self._text.tail
        is_ours = self._table.name in PROGRAM_TABLES
        if has_password(tail) or (is_protected(tail) and not is_ours):
            raise refusals.protected_sheet(self._table.sheet.name)

    def append(self, header: Sequence[str], rows: Sequence[Mapping[str, CellValue]]) -> EditResult:
        """Write rows below the last one in use; the table grows as needed."""
        self._check_protection()
        table = self._table
        columns = [self._columns_of(header, row) for row in rows]
        start = self._last_row_in_use() + 1
        end = start + len(rows) - 1
        if end > table.last_row:
            self._check_room(end)
            grow_table(self._parts, table, end)
        number = max(start - 1, table.first_row)
        model = _ModelRow(number, self._text.cells(number))
        cells, heights = {}, {}
        for number, values in enumerate(columns, start):
            self._text.show(number)
            cells[number] = self._new_cells(number, values, model)
            heights[number] = self._height(number, values, model.number)
        return self._result(cells, heights, max(end, table.last_row))

    def take_in(self, below: RowsBelow) -> EditResult:
        """Let the table grow over the rows that follow it; its columns calculate there too."""
        grow_table(self._parts, self._table, below.last)
        number = self._table.last_row
        model = _ModelRow(number, self._text.cells(number))
        cells, heights = {}, {}
        for number in range(below.first, below.last + 1):
            cells[number] = self._new_cells(number, {}, model)
            heights[number] = self._text.height(number)
        return self._result(cells, heights, below.last)

    def change(self, header: Sequence[str], changes: Sequence[CellChange]) -> EditResult:
        """Write new values into cells."""
        self._check_protection()
        cells: dict[int, dict[int, str]] = {}
        values: dict[int, dict[int, CellValue]] = {}
        for change in changes:
            self._check_row(change.row)
            ((column, value),) = self._columns_of(header, {change.column: change.value}).items()
            old = self._text.cells(change.row).get(column)
            if old and old.formula:
                self._check_formula(change.row, column, old.formula)
                self._lost_formula = True
            written = self._written(change.row, column, value, old)
            self._text.show(change.row)
            cells.setdefault(change.row, {})[column] = written
            values.setdefault(change.row, {})[column] = value
        heights = {row: self._height(row, texts, row) for row, texts in values.items()}
        return self._result(cells, heights, self._table.last_row)

    def _columns_of(
        self, header: Sequence[str], row: Mapping[str, CellValue]
    ) -> dict[int, CellValue]:
        """Return the values of a row by column of the sheet."""
        area, found = self._table.area, {}
        for name, value in row.items():
            columns = (at for at, one in enumerate(header, area.left) if is_header(one, name))
            column = next(columns, 0)
            if not column:
                raise ColumnNotFoundError(name, self._table.sheet.name, area.top)
            found[column] = value
        return found

    def _check_row(self, row: int) -> None:
        """Refuse a change outside the rows of the table."""
        if not self._table.first_row <= row <= self._table.last_row:
            raise refusals.row_outside(
                self._table.name,
                self._table.sheet.name,
                row,
                first=self._table.first_row,
                last=self._table.last_row,
            )

    def _last_row_in_use(self) -> int:
        """Return the last row of the table that holds something, the header when none does."""
        table = self._table
        for number in range(table.last_row, table.first_row - 1, -1):
            cells = self._text.cells(number)
            if any(holds_something(table, cell) for cell in cells.values()):
                return number
        return table.first_row - 1

    def _check_room(self, end: int) -> None:
        """Refuse to grow over a total row or over anything below the table."""
        table = self._table
        if table.has_totals:
            raise refusals.total_row(table.name, table.sheet.name, table.area.bottom)
        if end > MAX_ROW:
            raise refusals.sheet_full(table.sheet.name)
        wanted = Area(table.area.bottom + 1, table.area.left, end, table.area.right)
        blocker = self._cell_in(wanted) or self._area_in(wanted)
        if blocker:
            raise refusals.content_below(table.name, table.sheet.name, blocker)

    def _cell_in(self, area: Area) -> str:
        """Return the address of the first cell with content in an area, empty for none."""
        for number in self._text.numbers():
            if area.top <= number <= area.bottom:
                for column, cell in sorted(self._text.cells(number).items()):
                    if area.left <= column <= area.right and not cell.is_empty:
                        return address(number, column)
        return ""

    def _area_in(self, area: Area) -> str:
        """Return the first cell of a table or merged area that reaches into an area."""
        others = [
            other.area
            for other in find_tables(self._parts, self._book)
            if other.sheet.part == self._table.sheet.part and other.part != self._table.part
        ]
        for other in (*others, *merged_areas(self._text.tail)):
            if other.overlaps(area):
                return address(other.top, other.left)
        return ""

    def _new_cells(
        self, number: int, values: Mapping[int, CellValue], model: _ModelRow
    ) -> dict[int, str]:
        """Return the cells of a new row: given values, formulas, styled blanks."""
        area = self._table.area
        present = self._text.cells(number)
        cells = {}
        for column in range(area.left, area.right + 1):
            old = present.get(column)
            pattern = old or model.cells.get(column)
            style = pattern.style if pattern else None
            if column in values:
                cells[column] = self._written(number, column, values[column], pattern)
                self._lost_formula |= old is not None and old.formula is not None
            elif column in self._table.calculated and (old is None or old.is_empty):
                formula = self._column_formula(column, number, model)
                cells[column] = self._writer.formula(number, column, formula, style)
            elif old is None and style:
                cells[column] = self._writer.cell(number, column, None, style)
        return cells

    def _column_formula(self, column: int, number: int, model: _ModelRow) -> str:
        """Return the formula of a calculated column for one row."""
        found = model.cells.get(column)
        formula = found.formula if found else None
        if formula and formula.kind == "normal" and formula.text:
            return moved_formula(formula.text, number - model.number)
        if formula and formula.kind == "shared":
            shared = self._text.shared_formula(formula.group)
            if shared:
                return moved_formula(shared[0], number - shared[1])
        return self._table.calculated[column]

    def _height(self, number: int, values: Mapping[int, CellValue], model: int) -> str:
        """Return the attributes of a row that give it the height its new texts need.

        A height that the clerk fixed stays. No program but Excel fits rows when it opens a file.
        """
        is_there = self._text.has_row(number)
        source = number if is_there else model
        if fixed := self._text.fixed_height(source):
            return fixed
        texts = ((column, value) for column, value in values.items() if isinstance(value, str))
        lines = max((line_count(text, self._width(column)) for column, text in texts), default=1)
        old = self._text.free_height(source)
        if not old and lines == 1:
            return ""
        return f' ht="{max(row_height(lines), old if is_there else 0):g}"'

    def _width(self, column: int) -> float:
        """Return the width of a column in characters."""
        said = (width for first, last, width in self._widths if first <= column <= last)
        return next(said, USUAL_WIDTH)

    def _written(self, row: int, column: int, value: CellValue, pattern: FoundCell | None) -> str:
        """Return a cell with a new value in the format of another."""
        style = pattern.style if pattern else None
        if isinstance(value, dt.date):
            style = self._styles.dated(style or 0)
        return self._writer.cell(row, column, value, style)

    def _check_formula(self, row: int, column: int, formula: FoundFormula) -> None:
        """Refuse to overwrite a formula that other cells take theirs from."""
        area = parse_area(formula.area)
        is_alone = area is not None and area.top == area.bottom and area.left == area.right
        has_followers = formula.kind == "shared" and formula.area != "" and not is_alone
        if has_followers or formula.kind in ("array", "dataTable"):
            raise refusals.shared_formula(self._table.sheet.name, row, column)

    def _result(
        self, cells: Mapping[int, Mapping[int, str]], heights: Mapping[int, str], bottom: int
    ) -> EditResult:
        """Return the new text of the sheet."""
        area = self._table.area
        grown = Area(area.top, area.left, max(area.bottom, bottom), area.right)
        head = with_larger_dimension(self._text.head, grown)
        data = Area(self._table.first_row, area.left, self._table.last_row, area.right)
        tail = with_longer_areas(self._text.tail, data, bottom)
        rows = self._text.with_rows(cells, heights)
        return EditResult(head + rows + tail, self._lost_formula)
