"""What stands below the tables of a package, and the part of its sheet that is printed."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.tables.all import is_input_table
from unionxl.workbook.book.below import Surroundings, adds_up_rows, is_filled, rows_below
from unionxl.workbook.book.totals import columns_of
from unionxl.workbook.cells.print_area import printed_area
from unionxl.workbook.package.filled import last_filled_row
from unionxl.workbook.package.growth import merged_areas
from unionxl.workbook.package.rows import SheetText
from unionxl.workbook.port import NOTHING_BELOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from unionxl.values.column import ReadValue
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import WorkbookPart
    from unionxl.workbook.package.tables import TablePart
    from unionxl.workbook.port import RowsBelow

_ROW_NUMBER = re.compile(rb'<row\s[^>]*?\br="(\d+)"')


class Outside:
    """The room below one table, down to the next table in its columns."""

    def __init__(self, parts: Parts, table: TablePart, tables: Iterable[TablePart]) -> None:
        self._parts = parts
        self._table = table
        self._others = [
            other.area.top
            for other in tables
            if other.sheet.part == table.sheet.part
            and other.area.top > table.area.bottom
            and other.area.left <= table.area.right
            and table.area.left <= other.area.right
        ]

    @property
    def first(self) -> int:
        """The first row of the sheet below the table."""
        return self._table.area.bottom + 1

    def is_empty(self) -> bool:
        """Tell, quickly, that there is no row below the table; in doubt there is one."""
        if not is_input_table(self._table.name):
            return True
        content = self._parts.read(self._table.sheet.part)
        at = content.rfind(b"<row ")
        number = _ROW_NUMBER.match(content, at) if at >= 0 else None
        return number is not None and int(number[1]) < self.first

    def below(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[ReadValue]],
        above: Callable[[], Iterable[Sequence[ReadValue]]],
    ) -> RowsBelow:
        """Return what the rows below the table are, as they were read in its columns.

        `above` gives the rows of the table itself.
        """
        table = self._table
        end = min(self._others, default=self.first + len(rows)) - self.first
        rows = rows[:end]
        if not is_input_table(table.name) or not any(
            is_filled(cell) for row in rows for cell in row
        ):
            return NOTHING_BELOW
        around = Surroundings(
            tuple(header),
            frozenset(column - table.area.left for column in table.calculated),
            self._merged_rows(),
            self._adds_up,
            table.has_totals,
            columns_of(table.name, header),
            above,
        )
        return rows_below(self.first, rows, around)

    @cached_property
    def _text(self) -> SheetText:
        """The text of the sheet."""
        return SheetText(self._parts.read(self._table.sheet.part), self._table.sheet.name)

    def _merged_rows(self) -> set[int]:
        """Return the rows below the table with a merged cell in its columns."""
        area = self._table.area
        return {
            row
            for merged in merged_areas(self._text.tail)
            if merged.left <= area.right and area.left <= merged.right
            for row in range(max(merged.top, self.first), merged.bottom + 1)
        }

    def _adds_up(self, row: int) -> bool:
        """Tell whether a cell of a row, but for calculated columns, sums over other rows."""
        if not self._text.has_formula(row):
            return False
        area = self._table.area
        for column, cell in self._text.cells(row).items():
            if not area.left <= column <= area.right or column in self._table.calculated:
                continue
            if cell.formula and adds_up_rows(
                *self._formula(row, cell.formula.text, cell.formula.group)
            ):
                return True
        return False

    def _formula(self, row: int, text: str, group: str) -> tuple[str, int]:
        """Return a formula and the row it is written for: of shared ones, that of the first."""
        shared = self._text.shared_formula(group) if group and not text else None
        return shared or (text, row)


def set_print_area(parts: Parts, book: WorkbookPart, table: TablePart) -> None:
    """Let the sheet of an input table be printed down to the last row that is filled in."""
    old = book.print_area(table.sheet.index)
    if old is None or not is_input_table(table.name):
        return
    filled = last_filled_row(parts.read(table.sheet.part), table)
    usual_right = table.area.left + table.our_count - 1
    area = printed_area(table.area, filled, usual_right, old)
    if area is not None:
        book.set_print_area(table.sheet.index, area)
