"""Columns that a new workbook keeps closed come into sight when something leads to them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.tables.all import BY_SHEET
from unionxl.workbook.cells.addresses import parse_area
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.domain.source import SourceRef
    from unionxl.tables.model import Table
    from unionxl.workbook.port import TableBlock, Workbook


def show_linked(workbook: Workbook, links: Iterable[SourceRef]) -> None:
    """Bring the closed columns into sight that links lead to, with those closed beside them."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for sheet, column, cell in {(one.sheet, one.column, one.cell) for one in links}:
        area, table = parse_area(cell), BY_SHEET.get(sheet)
        if area is None or table is None:
            continue
        at = _index(table, column)
        found[sheet] |= {area.left + other - at for other in _closed_with(table, at)}
    for sheet, columns in found.items():
        if columns:
            workbook.show_columns(sheet, columns)


def show_written(
    workbook: Workbook, block: TableBlock, table: Table, headers: Iterable[str]
) -> None:
    """Bring the closed columns into sight that something was written to."""
    wanted = {
        table.columns[other].header
        for header in headers
        for other in _closed_with(table, _index(table, header))
    }
    columns = {
        block.left + at
        for at, text in enumerate(block.header)
        if any(is_header(text, one) for one in wanted)
    }
    if columns:
        workbook.show_columns(block.sheet, columns)


def _index(table: Table, header: str) -> int:
    """Return where a column stands in its table, -1 for one that is not of the table."""
    names = (at for at, one in enumerate(table.columns) if one.header == header)
    return next(names, -1)


def _closed_with(table: Table, at: int) -> Sequence[int]:
    """Return the closed columns of which a column is one, none for one that is not closed."""
    if at < 0 or not table.columns[at].is_folded:
        return ()
    first = last = at
    while first and table.columns[first - 1].is_folded:
        first -= 1
    while last + 1 < len(table.columns) and table.columns[last + 1].is_folded:
        last += 1
    return range(first, last + 1)
