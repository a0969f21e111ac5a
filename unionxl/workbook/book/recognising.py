"""Input tables found again in a workbook whose tables are gone: by the headers on its sheets.

Google Sheets, Numbers and some converters keep the cells of a workbook and drop its tables, or
the header row of each.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.errors import WorkbookError
from unionxl.tables.all import TABLES
from unionxl.values.reading import is_blank
from unionxl.workbook.book.below import Surroundings, is_filled, why_none
from unionxl.workbook.book.totals import columns_of
from unionxl.workbook.port import NOTHING_BELOW, Why

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue
    from unionxl.workbook.port import RowsBelow, Workbook

Cells = tuple["ReadValue", ...]

HEADER_WITHIN = 60  # rows from the top in which a header may stand
FEWEST_HEADERS = 2
_SHARE_BY_HEADERS = 0.6  # of a table's columns, where the name of the sheet says nothing
_SHARE_BY_NAME = 0.3
_HALF_A_CENT = 0.005
_ORNAMENTS = "*:☆★"


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The rows of an input table: `header` is as the table knows it, empty for nobody's column.

    `first_row` is the row of the sheet in which the first of `rows` stands. A table that is still
    there says what stands below it; a sheet that was recognised is taken down to its end.
    """

    table: Table
    sheet: str
    header: tuple[str, ...]
    first_row: int
    rows: tuple[Cells, ...]
    below: RowsBelow = NOTHING_BELOW
    is_recognised: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row of a sheet that may be the header of a table."""

    table: Table
    sheet: str
    row: int
    count: int

    @property
    def rank(self) -> tuple[bool, float, int]:
        """The better one has more: the table's own name, then more of its columns."""
        is_named = plain_name(self.sheet) == plain_name(self.table.sheet)
        return is_named, self.count / _expected_count(self.table), self.count


def plain_name(text: str) -> str:
    r"""Return a header or a name as clerks mean it: without spaces, widths and ornaments.

    >>> plain_name(" 完成\n情况＊：")
    '完成情况'
    """
    text = "".join(unicodedata.normalize("NFKC", text).split())
    return text.strip(_ORNAMENTS).casefold()


def lost_tables(names: Collection[str]) -> tuple[Table, ...]:
    """Return the tables that every workbook of ours has, and this one has not."""
    return tuple(table for table in TABLES if not table.is_optional and table.name not in names)


def is_foreign(workbook: Workbook) -> bool:
    """Tell whether a workbook is none of ours: no table of it is there, and none is recognised."""
    names = workbook.table_names()
    return not {table.name for table in TABLES} & set(names) and not found_tables(workbook)


def found_tables(workbook: Workbook) -> dict[str, FoundTable]:
    """Return the input tables of a workbook by name: those that are there, and those recognised.

    Raises:
        WorkbookError: a sheet with the name of an input sheet cannot be read.
    """
    found = {}
    names = workbook.table_names()
    for table in TABLES:
        if table.name in names and (there := _whole(workbook, table)) is not None:
            found[table.name] = there
    taken = {one.sheet for one in found.values()} | set(workbook.generated_sheets().values())
    grids = {
        sheet: rows
        for sheet in workbook.sheet_names()
        if sheet not in taken and (rows := _rows_of(workbook, sheet)) is not None
    }
    candidates = sorted(
        (
            candidate
            for sheet, rows in grids.items()
            for table in TABLES
            if table.name not in found
            for candidate in _candidates(table, sheet, rows)
        ),
        key=lambda one: one.rank,
        reverse=True,
    )
    for one in candidates:
        if one.table.name not in found and one.sheet in grids:
            found[one.table.name] = _below(one, grids.pop(one.sheet))
    return {table.name: found[table.name] for table in TABLES if table.name in found}


def _whole(workbook: Workbook, table: Table) -> FoundTable | None:
    """Return a table that is there; None where its header is none."""
    try:
        block = workbook.read_table(table.name)
    except WorkbookError:  # the header row is switched off; what stands above it may be one
        return None
    if _count(table, block.header) < FEWEST_HEADERS:
        return None
    header = _known_headers(table, block.header)
    rows = _without_end(block.rows)
    return FoundTable(table, block.sheet, header, block.top + 1, rows, block.below)


def _rows_of(workbook: Workbook, sheet: str) -> Sequence[Cells] | None:
    """Return the cells of a sheet; None for one of the clerk's own that cannot be read."""
    try:
        return workbook.read_sheet(sheet).rows
    except WorkbookError:
        if any(plain_name(sheet) == plain_name(table.sheet) for table in TABLES):
            raise
        return None


def _candidates(table: Table, sheet: str, rows: Sequence[Cells]) -> Iterator[_Candidate]:
    """Yield the rows near the top that hold enough of a table's headers."""
    is_named = plain_name(sheet) == plain_name(table.sheet)
    share = _SHARE_BY_NAME if is_named else _SHARE_BY_HEADERS
    needed = max(FEWEST_HEADERS, share * _expected_count(table))
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        count = _count(table, row)
        if count >= needed:
            yield _Candidate(table, sheet, number, count)


def _expected_count(table: Table) -> int:
    """Return how many columns a table had from the first."""
    return sum(not column.is_optional for column in table.columns)


def _count(table: Table, row: Iterable[ReadValue]) -> int:
    """Return how many of a table's headers stand in a row."""
    texts = {plain_name(cell) for cell in row if isinstance(cell, str)}
    names = ((column.header, *column.former) for column in table.columns)
    return sum(not texts.isdisjoint(map(plain_name, one)) for one in names)


def _below(one: _Candidate, rows: Sequence[Cells]) -> FoundTable:
    """Return what stands under a header."""
    header = _known_headers(one.table, rows[one.row])
    width = len(header)
    data = tuple((*row[:width], *(None,) * (width - len(row))) for row in rows[one.row + 1 :])
    rows = _without_end(data)
    return FoundTable(one.table, one.sheet, header, one.row + 2, rows, is_recognised=True)


def _known_headers(table: Table, row: Sequence[ReadValue]) -> tuple[str, ...]:
    """Return headers as the table spells them, the clerk's own as they stand."""
    known = {
        plain_name(name): column.header
        for column in table.columns
        for name in (*column.former, column.header)
    }
    headers: list[str] = []
    for cell in row:
        text = "" if cell is None else " ".join(str(cell).split())
        name = known.get(plain_name(text), text)
        headers.append("" if name in headers and name in known.values() else name)
    return tuple(headers)


def _without_end(rows: Sequence[Cells]) -> tuple[Cells, ...]:
    """Return rows without the empty ones at the end."""
    end = len(rows)
    while end and all(is_blank(cell) for cell in rows[end - 1]):
        end -= 1
    return tuple(rows[:end])


def no_entries(found: FoundTable) -> Mapping[int, Why]:
    """Return the rows of the sheet that are sums, signatures or headers, and why.

    Of rows filled in one column only, those at the end of a sheet without a table are none.
    """
    computed = {column.header for column in found.table.columns if column.formula}
    calculated = {at for at, name in enumerate(found.header) if name in computed}
    sums = _sums_by_value(found, calculated) if found.is_recognised else frozenset()
    columns = columns_of(found.table.name, found.header)
    around = Surroundings(found.header, calculated, adds_up=sums.__contains__, columns=columns)
    numbered = tuple(enumerate(found.rows, found.first_row))
    kinds = {number: why_none(number, row, around) for number, row in numbered}
    entries = (
        number for number, row in numbered if kinds[number] is None and any(map(is_filled, row))
    )
    last = max(entries, default=0) if found.is_recognised else found.first_row + len(numbered)
    return {
        number: why
        for number, why in kinds.items()
        if why and (why is not Why.SINGLE or number > last)
    }


def _sums_by_value(found: FoundTable, calculated: Collection[int]) -> frozenset[int]:
    """Return the rows that hold nothing but sums of the rows above, two or more, in each column.

    The formulas of a sheet without tables are not read.
    """
    above: dict[int, list[float]] = {}
    sums = set()
    for number, row in enumerate(found.rows, found.first_row):
        filled = {
            at: cell for at, cell in enumerate(row) if at not in calculated and is_filled(cell)
        }
        figures = {
            at: float(cell)
            for at, cell in filled.items()
            if isinstance(cell, int | float) and not isinstance(cell, bool)
        }
        if (
            figures
            and len(figures) == len(filled)
            and all(
                len(above.get(at, ())) > 1 and abs(sum(above[at]) - figure) < _HALF_A_CENT
                for at, figure in figures.items()
            )
        ):
            sums.add(number)
            continue
        for at, figure in figures.items():
            above.setdefault(at, []).append(figure)
    return frozenset(sums)


def own_headers(found: FoundTable) -> dict[int, str]:
    """Return the columns that the clerk added and filled, by position, each with one header."""
    known = {column.header for column in found.table.columns}
    taken = {plain_name(header) for header in known}
    own: dict[int, str] = {}
    width = max((len(row) for row in found.rows), default=0)
    for position in range(width):
        header = found.header[position] if position < len(found.header) else ""
        is_filled = any(not is_blank(row[position]) for row in found.rows)
        if header in known or not (is_filled or header):
            continue
        name, number = header or "另加一列", 1
        while plain_name(name) in taken:
            number += 1
            name = f"{header or '另加一列'}{number}"
        taken.add(plain_name(name))
        own[position] = name
    return own
