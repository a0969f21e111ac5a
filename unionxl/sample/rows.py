"""Rows of input tables by the headers that the schema gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.tables.model import Table

CellValue = str | int | Decimal | dt.date | None
Row = Mapping[str, CellValue]
Rows = tuple[Row, ...]


def table_row(table: Table, **cells: CellValue) -> Row:
    """Return one row from values by field; empty cells are left out."""
    return {
        table.column(field).header: value
        for field, value in cells.items()
        if value is not None and value != ""
    }


def yes_no(flag: bool) -> str:  # noqa: FBT001 - the flag is the value itself
    """Return the word for a flag.

    >>> yes_no(True)
    '是'
    """
    return "是" if flag else "否"
