"""Numbers of rows that the program gives: an empty one is filled in, one that stands never changed.

Values, no formulas: rows may be sorted, and papers name them for years.
"""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from unionxl.domain.book import NotRead
from unionxl.errors import WorkbookError
from unionxl.tables.activities import ACTIVITIES, Activities
from unionxl.tables.hardship import HARDSHIP, Hardship
from unionxl.tables.meetings import MEETINGS, Meetings
from unionxl.values.text import as_text
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.port import CellChange, is_header

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.tables.model import Table
    from unionxl.values.column import Column
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import TableBlock, Workbook

NUMBERED: Mapping[Table, tuple[Column, str]] = {
    ACTIVITIES: (Activities.activity_no, "A"),
    MEETINGS: (Meetings.meeting_no, "H"),
    HARDSHIP: (Hardship.file_no, "K"),
}


def following(known: Iterable[str], letter: str) -> Iterator[str]:
    """Yield the numbers that follow those in use.

    >>> next(following(("A007", "a12", "旧-3", ""), "A"))
    'A013'
    """
    pattern = re.compile(rf"{letter}(\d{{1,6}})", re.IGNORECASE)
    found = (pattern.fullmatch(text.strip()) for text in known)
    last = max((int(one[1]) for one in found if one), default=0)
    return (f"{letter}{number:03d}" for number in itertools.count(last + 1))


def fill_numbers(workbook: Workbook, book: UnionBook) -> None:
    """Give numbers to the rows of the tables that were read; a protected sheet stays as it is."""
    for table, (column, _) in NUMBERED.items():
        records = getattr(book, table.field)
        if isinstance(records, NotRead) or not workbook.has_table(table.name):
            continue
        rows = [one.source.row for one in records if not getattr(one, column.field)]
        if rows:
            block = workbook.read_table(table.name)
            changes = [
                CellChange(row, column.header, number)
                for row, number in zip(rows, _numbers(block, table), strict=False)
            ]
            with suppress(WorkbookError):
                workbook.set_cells(table.name, changes)


def number_tables(workbook: Workbook, tables: Iterable[Table], *, as_of: dt.date) -> None:
    """Give numbers to the rows of tables that were written."""
    wanted = [one for one in dict.fromkeys(tables) if one in NUMBERED]
    if wanted:
        fill_numbers(workbook, read_book(workbook, as_of=as_of, tables=wanted)[0])


def numbered(
    block: TableBlock, table: Table, rows: Sequence[Mapping[str, CellValue]]
) -> list[Mapping[str, CellValue]]:
    """Return rows that are to be added, each with its number."""
    if table not in NUMBERED:
        return [*rows]
    header, numbers = NUMBERED[table][0].header, _numbers(block, table, rows)
    if _place(block, header) is None:
        return [*rows]
    return [row if row.get(header) else {**row, header: next(numbers)} for row in rows]


def _numbers(
    block: TableBlock, table: Table, more: Iterable[Mapping[str, CellValue]] = ()
) -> Iterator[str]:
    """Yield the numbers that are free in a table, none where it has no such column."""
    column, letter = NUMBERED[table]
    at = _place(block, column.header)
    if at is None:
        return iter(())
    given = (str(row.get(column.header) or "") for row in more)
    return following((*(as_text(row[at]) for row in block.rows), *given), letter)


def _place(block: TableBlock, header: str) -> int | None:
    return next((at for at, text in enumerate(block.header) if is_header(text, header)), None)
