"""Values out of the sheets, after a look at how much room they would take."""

from __future__ import annotations

import io
import re
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

import python_calamine

from unionxl.workbook.package import markup
from unionxl.workbook.package.addresses import MAX_ROW
from unionxl.workbook.package.archive import store, write_archive
from unionxl.workbook.package.extent import check_extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from unionxl.views.layout import Area
    from unionxl.workbook.package.archive import PackedEntry
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import SheetEntry, WorkbookPart
    from unionxl.workbook.port import ReadValue

_ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\b[^>]*?\bt=)[\"']e[\"']")
_RELATIONSHIP = '<Relationship Id="rId{0}" Type="{1}/{2}" Target="{3}"/>'


class Reader:
    """Reads sheets of a package as it stands; made anew after every change.

    The sheets are handed to the reading library in a bare workbook of our own making: it need not
    understand the rest of the clerk's file, and errors in cells reach us as text.
    """

    def __init__(
        self, parts: Parts, book: WorkbookPart, sheets: Sequence[SheetEntry] | None = None
    ) -> None:
        self._parts = parts
        self._book = book
        self._sheets = [one for one in (sheets or book.sheets()) if one.is_grid]
        self._rewritten: dict[str, bytes] = {}
        self._checked: set[str] = set()
        self._ahead: dict[str, Future[Sequence[Sequence[ReadValue]]]] = {}
        self._workbook: python_calamine.CalamineWorkbook | None = None

    def read_ahead(self, sheet: SheetEntry) -> None:
        """Begin to read a long sheet while the program does other things.

        The reading library parses without Python's lock, so this takes a processor of its own.
        """
        from concurrent.futures import ThreadPoolExecutor

        alone = Reader(self._parts, self._book, (sheet,))
        pool = ThreadPoolExecutor(1)
        self._ahead[sheet.part] = pool.submit(alone.raw_rows, sheet, MAX_ROW)
        pool.shutdown(wait=False)

    def rows(self, sheet: SheetEntry) -> list[tuple[ReadValue, ...]]:
        """Return the values of a sheet from A1 on."""
        return [_values(row) for row in self.raw_rows(sheet, MAX_ROW)]

    def block(self, sheet: SheetEntry, area: Area) -> list[tuple[ReadValue, ...]]:
        """Return the values of a rectangle, cells that are not there as None."""
        blank = (None,) * (area.right - area.left + 1)
        left = deque(self.raw_rows(sheet, area.bottom)[area.top - 1 :])
        is_narrow = bool(left) and len(left[0]) < area.right
        rows = []
        while left:  # so that a million rows are not kept twice
            rows.append(_values(left.popleft()[area.left - 1 : area.right]))
        if is_narrow:
            rows = [row + blank[len(row) :] for row in rows]
        return rows + [blank] * (area.bottom - area.top + 1 - len(rows))

    def raw_rows(self, sheet: SheetEntry, last_row: int) -> Sequence[Sequence[ReadValue]]:
        """Return the rows of a sheet as the reading library gives them, all of one width."""
        if not sheet.is_grid:
            return []
        if ahead := self._ahead.pop(sheet.part, None):
            return ahead.result()[:last_row]
        where = f"工作表《{sheet.name}》"
        self._make_readable(sheet, where)
        try:
            if self._workbook is None:
                self._workbook = self._bare_workbook()
            found = self._workbook.get_sheet_by_index(self._sheets.index(sheet))
            return found.to_python(skip_empty_area=False, nrows=last_row)
        except python_calamine.CalamineError as error:
            raise markup.damaged(where) from error

    def _make_readable(self, sheet: SheetEntry, where: str) -> None:
        """Check a sheet, and write it anew for the reading library where that is needed."""
        if sheet.part in self._checked:
            return
        content = self._parts.read(sheet.part)
        readable = _readable(content, where)
        if readable is not content:
            self._rewritten[sheet.part] = readable
            self._workbook = None
        self._checked.add(sheet.part)

    def _bare_workbook(self) -> python_calamine.CalamineWorkbook:
        """Open the bare workbook."""
        out = io.BytesIO()
        write_archive(self._entries(), out)
        out.seek(0)
        return python_calamine.CalamineWorkbook.from_filelike(out)

    def _entries(self) -> Iterator[PackedEntry]:
        """Yield the parts of the bare workbook."""
        kind = markup.OFFICE_RELATIONSHIPS
        links = _RELATIONSHIP.format(1, kind, "officeDocument", "xl/workbook.xml")
        yield store("_rels/.rels", _relationships(links))
        links = ""
        for position, name in enumerate(("styles", "sharedStrings")):
            part = self._book.part_of_kind(name)
            if part:
                links += _RELATIONSHIP.format(position, kind, name, f"{name}.xml")
                content = markup.as_utf8(self._parts.read(part), self._parts.where)
                yield store(f"xl/{name}.xml", content)
        tabs = ""
        for index, sheet in enumerate(self._sheets, 2):
            links += _RELATIONSHIP.format(index, kind, "worksheet", f"sheet{index}.xml")
            tabs += f'<sheet name="{index}" sheetId="{index}" r:id="rId{index}"/>'
            name = f"xl/sheet{index}.xml"
            rewritten = self._rewritten.get(sheet.part)
            if rewritten is None:
                yield replace(self._parts.packed(sheet.part), name=name)
            else:
                yield store(name, rewritten)
        yield store("xl/_rels/workbook.xml.rels", _relationships(links))
        yield store("xl/workbook.xml", self._main_part(tabs))

    def _main_part(self, tabs: str) -> bytes:
        """Return the main part of the bare workbook."""
        return (
            f'<workbook xmlns="{markup.MAIN}" xmlns:r="{markup.OFFICE_RELATIONSHIPS}">'
            f'<workbookPr date1904="{int(self._book.uses_1904)}"/>'
            f"<sheets>{tabs}</sheets></workbook>"
        ).encode()


def _readable(content: bytes, where: str) -> bytes:
    """Return a sheet as the reading library wants it, after a look at its extent."""
    readable = markup.as_utf8(content, where)
    check_extent(readable, where)
    if b't="e"' in readable or (b"'" in readable and b"t='e'" in readable):
        readable = _ERROR_CELL.sub(rb'\1"str"', readable)
    return readable


def _relationships(links: str) -> bytes:
    """Return a relationships part."""
    return f'<Relationships xmlns="{markup.PACKAGE_RELATIONSHIPS}">{links}</Relationships>'.encode()


def _values(row: Sequence[ReadValue]) -> tuple[ReadValue, ...]:
    """Return a row as it is handed on: what is empty is None.

    A cell of a million takes its share of this line, so nothing else is looked at here; numbers
    that are none (`NaN`, `1e999`) stay floats, which the reader reports.
    """
    return tuple([None if value == "" else value for value in row])
