"""Numbers that the clerk leaves to the program: activities A001, meetings H001, files K001.

They follow the greatest one of their kind and are never changed after.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from unionxl.domain.book import NotRead
from unionxl.errors import WorkbookError
from unionxl.tables.activities import ACTIVITIES, Activities
from unionxl.tables.hardship import HARDSHIP, Hardship
from unionxl.tables.meetings import MEETINGS, Meetings
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.tables.model import Table
    from unionxl.values.column import Column
    from unionxl.workbook.port import Workbook


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


def _numbers(one: Numbered, records: tuple[Any, ...]) -> Iterator[tuple[int, str]]:
    """Yield the rows without a number, each with the one that follows the greatest."""
    pattern = re.compile(rf"{one.letter}(\d{{1,9}})", re.IGNORECASE)
    field = one.column.field
    known = (pattern.fullmatch(getattr(record, field).strip()) for record in records)
    last = max((int(found[1]) for found in known if found), default=0)
    for record in records:
        if not getattr(record, field).strip():
            last += 1
            yield record.source.row, f"{one.letter}{last:03d}"


def _numbered(one: Numbered, records: tuple[Any, ...], numbers: dict[int, str]) -> tuple[Any, ...]:
    return tuple(
        replace(record, **{one.column.field: numbers[record.source.row]})
        if record.source.row in numbers
        else record
        for record in records
    )
