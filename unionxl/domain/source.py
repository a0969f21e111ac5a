"""Where a record came from, in the clerk's own terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One row, or one cell, of an input table as the clerk sees it.

    `row` is the number at the left edge of the sheet; `column` is the header of the column and
    empty for the whole row; `cell` is the address such as `F27`, empty for the whole row.
    """

    sheet: str
    row: int
    column: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Say where, in the words of every message."""
        column = f"「{self.column}」" if self.column else ""
        return f"《{self.sheet}》第 {self.row} 行{column}"
