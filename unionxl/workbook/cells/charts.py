"""Which cells feed a chart of the spreadsheet program, for every adapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import column_letters, quoted_sheet

if TYPE_CHECKING:
    from unionxl.views.layout import Block, NativeChart, SheetSpec


class ChartCells:
    """The cells of one chart, as formulas name them; rows and columns count within its block."""

    def __init__(self, chart: NativeChart, spec: SheetSpec, sheet_name: str) -> None:
        self._chart = chart
        self.block: Block = next(one for one in spec.blocks if one.name == chart.block)
        self._sheet = quoted_sheet(sheet_name)

    def name(self, column: int) -> str:
        """Return the cell that names a series."""
        return self._cells(column, self._chart.header_row, self._chart.header_row)

    def figures(self, column: int) -> str:
        """Return the cells of a column below its header."""
        first = self._chart.header_row + 1
        return self._cells(column, first, first + self._chart.row_count - 1)

    def series(self) -> tuple[str, ...]:
        """Return every series as the formula that Excel has for it, a line after the bars."""
        line = self._chart.line_column
        columns = (*self._chart.bar_columns, *(() if line is None else (line,)))
        categories = self.figures(self._chart.category_column)
        return tuple(
            f"=SERIES({self.name(column)},{categories},{self.figures(column)},{number})"
            for number, column in enumerate(columns, 1)
        )

    def _cells(self, column: int, first: int, last: int) -> str:
        """Return cells of one column."""
        letters = column_letters(self.block.left + column)
        cells = f"${letters}${self.block.top + first}"
        if last > first:
            cells += f":${letters}${self.block.top + last}"
        return f"{self._sheet}!{cells}"
