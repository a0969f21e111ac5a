"""The rows of an input table column by column, those that no record is made of included."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from unionxl.workbook.book.inside import RowsAbove
from unionxl.workbook.book.records import EMPTY_CELL, ColumnReading, positions, read_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue
    from unionxl.values.problem import Problem
    from unionxl.workbook.port import TableColumns, Why


@dataclass(frozen=True, slots=True)
class TableCells:
    """The rows in use of one table.

    `rows` are their numbers on the sheet, `columns` are ours that hold no formula. `header` names
    all columns of the sheet in their order, ours as the program does. `others` are the clerk's own
    by their place in it (from 0), as they stand.
    """

    sheet: str
    header: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[ColumnReading, ...]
    others: Mapping[int, tuple[ReadValue, ...]]


def read_cells(blocks: Iterable[TableColumns], table: Table, fiscal_year: int) -> TableCells:
    """Read one table, block after block; empty rows, headers and totals in it are passed over.

    Raises:
        ColumnNotFoundError: a column of the table is missing.
    """
    following = iter(blocks)
    first = next(following)
    places = positions(first.header, table, first.sheet, first.top)
    known = [column for column in table.columns if not column.formula]
    columns = [ColumnReading(one, places.get(one.header), fiscal_year) for one in known]
    ours = {places[one.header]: one.header for one in table.columns if one.header in places}
    others: dict[int, list[ReadValue]] = {
        place: [] for place in range(len(first.header)) if place not in ours
    }
    above = RowsAbove(known, [one.values for one in columns])
    inside: dict[int, Why] = {}
    rows: list[int] = []
    for block in chain((first,), following):
        read = [source.row for source in read_block(block, columns, inside, above)]
        rows += read
        for place, cells in others.items():
            cells += [block.columns[place][row - block.first_row] for row in read]
    return TableCells(
        first.sheet,
        tuple(ours.get(place, header) for place, header in enumerate(first.header)),
        tuple(rows),
        tuple(columns),
        {place: tuple(cells) for place, cells in others.items()},
    )


def unread(column: ColumnReading) -> Iterator[tuple[int, Problem]]:
    """Yield the cells of a column in which something stands that is no value, by index."""
    for index, problem in column.problems.items():
        if problem is not EMPTY_CELL and not problem.is_readable:
            yield index, problem
