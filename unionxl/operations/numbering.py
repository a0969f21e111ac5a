"""Numbers that the clerk leaves to the program: activities A001, meetings H001, files K001.

They follow the greatest one of their kind and are never changed after.
"""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True, slots=True)
class Numbered:
    """A table whose rows the program numbers: the letter, the column and the field of a record."""

    table: Table
    column: Column
    letter: str


NUMBERED = (
    Numbered(ACTIVITIES, Activities.activity_no, "A"),
    Numbered(MEETINGS, Meetings.meeting_no, "H"),
    Numbered(HARDSHIP, Hardship.file_no, "K"),
)


def fill_numbers(workbook: Workbook, book: UnionBook) -> UnionBook:
    """Number the rows of the tables that were read and have none; return the book with them.

    A sheet that is protected stays as it is, and so does a workbook from before the column.
    """
    for one in NUMBERED:
        records = getattr(book, one.table.field)
        if isinstance(records, NotRead) or not workbook.has_table(one.table.name):
            continue
        if one.column.header not in book.columns.get(one.table.sheet, {}):
            continue
        numbers = dict(_numbers(one, records))
        if not numbers:
            continue
        changes = [CellChange(row, one.column.header, number) for row, number in numbers.items()]
        with suppress(WorkbookError):
            workbook.set_cells(one.table.name, changes)
            numbered: Any = {one.table.field: _numbered(one, records, numbers)}
            book = replace(book, **numbered)
    return book


def number_tables(workbook: Workbook, tables: Iterable[Table], *, as_of: dt.date) -> None:
    """Number the rows of tables that were written."""
    numbered = {one.table for one in NUMBERED}
    wanted = [table for table in dict.fromkeys(tables) if table in numbered]
    if wanted:
        fill_numbers(workbook, read_book(workbook, as_of=as_of, tables=wanted)[0])


def with_numbers(
    block: TableBlock, table: Table, rows: Sequence[Mapping[str, CellValue]]
) -> list[Mapping[str, CellValue]]:
    """Return rows that are to be added to a table, each with its number."""
    one = next((one for one in NUMBERED if one.table is table), None)
    header = one.column.header if one else ""
    at = next((at for at, text in enumerate(block.header) if is_header(text, header)), None)
    if one is None or at is None:
        return [*rows]
    known = (*(as_text(row[at]) for row in block.rows), *(str(row.get(header)) for row in rows))
    numbers = following(known, one.letter)
    return [row if row.get(header) else {**row, header: next(numbers)} for row in rows]


def following(known: Iterable[str], letter: str) -> Iterator[str]:
    """Yield the numbers that follow those in use.

    >>> next(following(("A007", "a12", "旧-3", ""), "A"))
    'A013'
    """
    pattern = re.compile(rf"{letter}(\d{{1,9}})", re.IGNORECASE)
    found = (pattern.fullmatch(text.strip()) for text in known)
    last = max((int(one[1]) for one in found if one), default=0)
    return (f"{letter}{number:03d}" for number in itertools.count(last + 1))


def _numbers(one: Numbered, records: tuple[Any, ...]) -> Iterator[tuple[int, str]]:
    """Yield the rows without a number, each with the one that follows the greatest."""
    field = one.column.field
    numbers = following((getattr(record, field) for record in records), one.letter)
    for record in records:
        if not getattr(record, field).strip():
            yield record.source.row, next(numbers)


def _numbered(one: Numbered, records: tuple[Any, ...], numbers: dict[int, str]) -> tuple[Any, ...]:
    return tuple(
        replace(record, **{one.column.field: numbers[record.source.row]})
        if record.source.row in numbers
        else record
        for record in records
    )
