"""What an input table is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.values.column import Column


@dataclass(frozen=True, slots=True)
class Table:
    """One input table, alone on its sheet.

    `is_optional`: a workbook can be read without it.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    key: str = ""
    intro: str = ""
    is_optional: bool = False

    def column(self, field: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)
