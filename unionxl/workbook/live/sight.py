"""Columns of a sheet in a running Excel that cannot be seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unionxl.workbook.live.protection import is_protected

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import xlwings as xw


def hidden_columns(sheet: xw.Sheet, columns: Collection[int]) -> list[xw.Range]:
    """Return a cell of each of some columns that is hidden, none on a sheet that is protected."""
    if is_protected(sheet):
        return []
    cells = (sheet.range((1, column)) for column in sorted(columns))
    return [cell for cell in cells if cell.api.EntireColumn.Hidden]


def show_column(cell: xw.Range) -> Callable[[], None]:
    """Bring the column of a cell into sight; return what hides it again."""
    _hide(cell, hidden=False)
    return partial(_hide, cell, hidden=True)


def _hide(cell: xw.Range, *, hidden: bool) -> None:
    cell.api.EntireColumn.Hidden = hidden
