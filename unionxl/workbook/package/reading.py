"""Values out of the sheets, after a look at how much room they would take."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import python_calamine

from unionxl.errors import WorkbookError
from unionxl.workbook.cells.addresses import MAX_ROW
from unionxl.workbook.package import markup
from unionxl.workbook.package.archive import store
from unionxl.workbook.package.bare import errors_as_text, open_bare, uncomputed_as_text
from unionxl.workbook.package.extent import check_extent
from unionxl.workbook.package.memory import check_memory
from unionxl.workbook.package.stretches import ReadAhead, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.values.column import ReadValue
    from unionxl.views.layout import Area
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import SheetEntry, WorkbookPart


class Reader:
    """Reads sheets of a package as it stands; made anew after every change.

    Errors in cells reach us as text.
    """

    def __init__(self, parts: Parts, book: WorkbookPart) -> None:
        self._parts = parts
        self._book = book
        self._sheets = [one for one in book.sheets() if one.is_grid]
        self._rewritten: dict[str, bytes] = {}
        self._checked: set[str] = set()
        self._ahead: dict[str, ReadAhead] = {}
        self._workbook: python_calamine.CalamineWorkbook | None = None

    def read_ahead(self, sheet: SheetEntry) -> None:
        """Begin to read a long sheet for `stretches` while the program does other things."""

        def whole() -> bytes:
            return _readable(self._parts.read(sheet.part), _where(sheet))

        if sheet.is_grid:
            self._ahead[sheet.part] = ReadAhead(self._parts, self._book, sheet.part, whole)

    def stretches(self, sheet: SheetEntry) -> Iterator[Stretch]:
        """Yield the rows of a sheet from the top."""
        ahead = self._ahead.pop(sheet.part, None)
        if ahead is None:
            yield Stretch(1, 1, self._raw_rows(sheet, MAX_ROW))
            return
        try:
            yield from ahead.stretches()
        except python_calamine.CalamineError as error:
            raise markup.damaged(_where(sheet)) from error
        except OSError as error:
            raise WorkbookError(
                "临时文件读不出来（磁盘已满，或临时文件夹不可用）。",
                where=_where(sheet),
                advice="请清理磁盘空间，再试一次。",
            ) from error

    def rows(self, sheet: SheetEntry) -> list[tuple[ReadValue, ...]]:
        """Return the values of a sheet from A1 on."""
        return [_values(row) for row in self._raw_rows(sheet, MAX_ROW)]

    def block(
        self, sheet: SheetEntry, area: Area, last_row: int = 0
    ) -> list[tuple[ReadValue, ...]]:
        """Return the values of a rectangle, cells that are not there as None.

        With `last_row` those below it follow, as far as there are any down to that row.
        """
        blank = (None,) * (area.right - area.left + 1)
        left = deque(self._raw_rows(sheet, max(area.bottom, last_row))[area.top - 1 :])
        is_narrow = bool(left) and len(left[0]) < area.right
        rows = []
        while left:  # so that a million rows are not kept twice
            rows.append(_values(left.popleft()[area.left - 1 : area.right]))
        if is_narrow:
            rows = [row + blank[len(row) :] for row in rows]
        return rows + [blank] * (area.bottom - area.top + 1 - len(rows))

    def _raw_rows(self, sheet: SheetEntry, last_row: int) -> Sequence[Sequence[ReadValue]]:
        """Return the rows of a sheet as the reading library gives them, all of one width."""
        if not sheet.is_grid:
            return []
        self._make_readable(sheet)
        try:
            if self._workbook is None:
                self._workbook = self._bare_workbook()
            found = self._workbook.get_sheet_by_index(self._sheets.index(sheet))
            return found.to_python(skip_empty_area=False, nrows=last_row)
        except python_calamine.CalamineError as error:
            raise markup.damaged(_where(sheet)) from error

    def _make_readable(self, sheet: SheetEntry) -> None:
        """Check a sheet, and write it anew for the reading library where that is needed."""
        if sheet.part in self._checked:
            return
        content = self._parts.read(sheet.part)
        check_memory(len(content))
        readable = _readable(content, _where(sheet))
        if readable is not content:
            self._rewritten[sheet.part] = readable
            self._workbook = None
        self._checked.add(sheet.part)

    def _bare_workbook(self) -> python_calamine.CalamineWorkbook:
        """Open all sheets in a workbook of their own."""
        packed = [
            store("", self._rewritten[sheet.part])
            if sheet.part in self._rewritten
            else self._parts.packed(sheet.part)
            for sheet in self._sheets
        ]
        return open_bare(self._parts, self._book, packed)


def _where(sheet: SheetEntry) -> str:
    """Name a sheet in a message."""
    return f"工作表《{sheet.name}》"


def _readable(content: bytes, where: str) -> bytes:
    """Return a sheet as the reading library wants it, after a look at its extent."""
    readable = markup.as_utf8(content, where)
    check_extent(readable, where)
    return errors_as_text(bytes(uncomputed_as_text(readable)))


def _values(row: Sequence[ReadValue]) -> tuple[ReadValue, ...]:
    """Return a row as it is handed on: what is empty is None.

    A cell of a million takes its share of this line, so nothing else is looked at here; numbers
    that are none (`NaN`, `1e999`) stay floats, which the reader reports.
    """
    return tuple([None if value == "" else value for value in row])
