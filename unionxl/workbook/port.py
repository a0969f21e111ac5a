"""The few things a spreadsheet program must be able to do for us.

Both adapters fulfil `Workbook`: a running Excel and the file itself. Reads see what was changed
through the same object before; nothing reaches the disk until `save`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from unionxl.errors import ColumnNotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from unionxl.values.column import ReadValue
    from unionxl.views.layout import CellValue, SheetSpec


class Why(enum.Enum):
    """Why a row below a table is none of its rows."""

    GAP = "gap"
    AFTER = "after a row that is none"
    TOTAL = "total"
    SIGNATURE = "signature"
    SINGLE = "one cell only"
    HEADER = "header again"
    MERGED = "merged"
    TOTALS_ROW = "below the table's own total row"
    HEADER_INSIDE = "header again inside the table"
    TOTAL_INSIDE = "total inside the table"
    SIGNATURE_INSIDE = "signature inside the table"


@dataclass(frozen=True, slots=True)
class Leftover:
    """Rows of the sheet, first and last, that follow each other and were not taken in."""

    first: int
    last: int
    why: Why


# Rows with data that only their place keeps out of the table.
LIKE_ROWS = frozenset({Why.GAP, Why.AFTER, Why.TOTALS_ROW})


@dataclass(frozen=True, slots=True)
class RowsBelow:
    """What stands below a table: how many rows belong to it, from its end on, and the rest.

    `first` is the row of the sheet right below the table's data.
    """

    first: int = 0
    count: int = 0
    left: tuple[Leftover, ...] = ()

    @property
    def last(self) -> int:
        """The last row of the sheet that belongs to the table."""
        return self.first + self.count - 1

    @property
    def lost_count(self) -> int:
        """How many rows look like rows of the table and were not taken in."""
        return sum(one.last - one.first + 1 for one in self.left if one.why in LIKE_ROWS)


NOTHING_BELOW = RowsBelow()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table as it stands in a sheet; `top` and `left` are those of its header, from 1.

    Empty rows at the end of the table are part of it, and so are the rows that follow it without
    a gap; `below` says which these are. A cell with an Excel error holds its text, such as `#REF!`.
    """

    name: str
    sheet: str
    top: int
    left: int
    header: tuple[str, ...]
    rows: tuple[tuple[ReadValue, ...], ...]
    below: RowsBelow = NOTHING_BELOW

    @property
    def bottom(self) -> int:
        """The last row of the table."""
        return self.top + len(self.rows)

    def row_number(self, index: int) -> int:
        """Return the sheet row of the table row with this index (from 0)."""
        return self.top + 1 + index

    def by_columns(self) -> TableColumns:
        """Return the rows column by column."""
        columns = tuple(zip(*self.rows, strict=True)) or ((),) * len(self.header)
        return TableColumns(
            self.sheet, self.top, self.left, self.header, self.top + 1, columns, self.below
        )

    def position(self, column: str) -> int:
        """Return where a column stands (from 0); spaces and line breaks in headers do not matter.

        Raises:
            ColumnNotFoundError: no column has that header.
        """
        for position, header in enumerate(self.header):
            if is_header(header, column):
                return position
        raise ColumnNotFoundError(column, self.sheet, self.top)


@dataclass(frozen=True, slots=True)
class TableColumns:
    """Rows of a table that follow each other, column by column.

    `top` and `left` are those of the table's header, `first_row` is the row of the first cells.
    Each column has a cell for every row, None or empty text for an empty one. The last rows of a
    table say in `below` what stands below it.
    """

    sheet: str
    top: int
    left: int
    header: tuple[str, ...]
    first_row: int
    columns: tuple[Sequence[ReadValue], ...]
    below: RowsBelow = NOTHING_BELOW


def is_header(header: str, column: str) -> bool:
    """Tell whether a header names a column, as a clerk reads it.

    >>> is_header("完成 情况", "完成情况")
    True
    """
    return "".join(header.split()) == "".join(column.split())


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet from A1 on; `rows` may be ragged."""

    sheet: str
    rows: tuple[tuple[ReadValue, ...], ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A new value for one cell of a table: sheet row from 1, header of the column."""

    row: int
    column: str
    value: CellValue


class Workbook(Protocol):
    """An open workbook: tables in, whole sheets out."""

    @property
    def path(self) -> Path:
        """Where the workbook lies."""

    def sheet_names(self) -> tuple[str, ...]:
        """Return the names of all sheets, in tab order."""

    def table_names(self) -> tuple[str, ...]:
        """Return the names of all tables."""

    def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name."""

    def read_table(self, name: str) -> TableBlock:
        """Return a table as a block that knows its cell addresses.

        Raises:
            TableNotFoundError: no table has that name.
        """

    def read_columns(self, name: str) -> Iterator[TableColumns]:
        """Yield the rows of a table column by column, those of a long one as they are read.

        There is one yield at least.

        Raises:
            TableNotFoundError: no table has that name.
        """

    def read_ahead(self, name: str) -> None:
        """Say that a long table will be read, so that it can be begun meanwhile."""

    def generated_sheets(self) -> Mapping[str, str]:
        """Return the sheets that carry our mark: view id to sheet name."""

    def selected(self) -> tuple[str, int]:
        """Return the sheet in front and the row of its selected cell, ("", 0) where there is none.

        A file says where the clerk was when it was saved.
        """

    def read_sheet(self, sheet: str) -> Grid:
        """Return the values of a sheet from A1 on."""

    def put_sheet(self, spec: SheetSpec) -> None:
        """Add a generated sheet after the others, or replace the one with the same view id.

        Raises:
            SheetNotOursError: another sheet has the title and carries no mark of ours.
        """

    def show_sheet(self, sheet: str) -> None:
        """Bring a sheet into sight that is hidden; any other stays as it is."""

    def show_columns(self, sheet: str, columns: Collection[int]) -> None:
        """Bring columns (counted from 1) into sight; on a sheet that is protected all stay."""

    def append_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Add rows (header to value) below the last row in use; the table grows as needed.

        Columns that a row does not name stay empty, but a calculated column keeps its formula.
        """

    def set_cells(self, table: str, changes: Sequence[CellChange]) -> None:
        """Change cells of a table."""

    def save(self) -> Path | None:
        """Keep a dated copy of the old file, then write; return the copy, None if unchanged."""

    def take_back(self) -> None:
        """Undo every change since the last save, so that an operation is done whole or not at all.

        Raises:
            CannotWriteError: the program did not let itself be put back; the copy has the old
                state.
        """

    def progress(self, text: str) -> None:
        """Say what is going on."""

    def message(self, text: str) -> None:
        """Say what was done."""
