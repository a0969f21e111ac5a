"""Values out of the sheets, after a look at how much room they would take."""

from __future__ import annotations

import io
import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import python_calamine

from unionxl.errors import WorkbookError
from unionxl.workbook.package import limits, markup
from unionxl.workbook.package.addresses import MAX_COLUMN, MAX_ROW, address, column_number
from unionxl.workbook.package.archive import store, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.workbook.package.archive import PackedEntry
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import SheetEntry, WorkbookPart
    from unionxl.workbook.port import ReadValue

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d+)")
_WIDE_CELL = re.compile(rb"\br=[\"']([A-Z]{2,})\d")
_CELL = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*?(/>|>.*?</(?:\w+:)?c>)", re.DOTALL
)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")
_CELL_START = re.compile(rb"<(?:\w+:)?c[ >]")
_ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\b[^>]*?\bt=)[\"']e[\"']")
_FAR_ROW = 1_000_000
_FAR_CELL = re.compile(rb"\br=[\"'][A-Z]{1,3}[1-9]\d{6}")
_SINGLE_LETTERS = 26
_RELATIONSHIP = '<Relationship Id="rId{0}" Type="{1}/{2}" Target="{3}"/>'


class Reader:
    """Reads sheets of a package as it stands; made anew after every change.

    The sheets are handed to the reading library in a bare workbook of our own making: it need not
    understand the rest of the clerk's file, and errors in cells reach us as text.
    """

    def __init__(self, parts: Parts, book: WorkbookPart) -> None:
        self._parts = parts
        self._book = book
        self._sheets = [sheet for sheet in book.sheets() if sheet.is_grid]
        self._with_errors: dict[str, bytes] = {}
        self._workbook: python_calamine.CalamineWorkbook | None = None

    def rows(self, sheet: SheetEntry) -> list[list[ReadValue]]:
        """Return the values of a sheet from A1 on."""
        if not sheet.is_grid:
            return []
        where = f"工作表《{sheet.name}》"
        if sheet.part not in self._with_errors:
            content = self._parts.read(sheet.part)
            check_extent(content, where)
            if _ERROR_CELL.search(content):
                self._with_errors[sheet.part] = _ERROR_CELL.sub(rb'\1"str"', content)
                self._workbook = None
        try:
            if self._workbook is None:
                self._workbook = self._bare_workbook()
            found = self._workbook.get_sheet_by_index(self._sheets.index(sheet))
            return _from_a1(found)
        except python_calamine.CalamineError as error:
            raise markup.damaged(where) from error

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
                yield store(f"xl/{name}.xml", self._parts.read(part))
        tabs = ""
        for index, sheet in enumerate(self._sheets, 2):
            links += _RELATIONSHIP.format(index, kind, "worksheet", f"sheet{index}.xml")
            tabs += f'<sheet name="{index}" sheetId="{index}" r:id="rId{index}"/>'
            name = f"xl/sheet{index}.xml"
            content = self._with_errors.get(sheet.part)
            if content is None:
                yield replace(self._parts.packed(sheet.part), name=name)
            else:
                yield store(name, content)
        yield store("xl/_rels/workbook.xml.rels", _relationships(links))
        yield store("xl/workbook.xml", self._main_part(tabs))

    def _main_part(self, tabs: str) -> bytes:
        """Return the main part of the bare workbook."""
        return (
            f'<workbook xmlns="{markup.MAIN}" xmlns:r="{markup.OFFICE_RELATIONSHIPS}">'
            f'<workbookPr date1904="{int(self._book.uses_1904)}"/>'
            f"<sheets>{tabs}</sheets></workbook>"
        ).encode()


def check_extent(content: bytes, where: str) -> None:
    """Refuse a sheet with a stray cell so far away that reading it would fill the memory.

    Raises:
        WorkbookError: the cells lie too far apart; the message names the far one.
    """
    last_row = _last_row(content)
    letters = {match[1].decode() for match in _WIDE_CELL.finditer(content)}
    last_column = max((column_number(text) for text in letters), default=_SINGLE_LETTERS)
    count = (
        len(_CELL_START.findall(content)) if last_row * last_column > limits.DENSE_FROM_CELLS else 0
    )
    if not _is_sparse(last_row * last_column, count):
        return
    filled = [
        (int(match[2]), column_number(match[1].decode()))
        for match in _CELL.finditer(content)
        if _VALUE.search(match[3])
    ]
    rows = max((row for row, _ in filled), default=0)
    columns = max((column for _, column in filled), default=0)
    if _is_sparse(rows * columns, len(filled)):
        is_wide = columns * limits.MAX_ROOM_PER_CELL > MAX_COLUMN
        far = max(filled, key=lambda place: place[::-1] if is_wide else place)
        raise WorkbookError(
            f"单元格 {address(*far)} 有内容，离其他内容太远，表格无法读取。",
            where=where,
            advice=f"请删除单元格 {address(*far)} 的内容（选中整行或整列后删除）并保存，再试一次。",
        )


def _last_row(content: bytes) -> int:
    """Return the last row that is there, the last possible one when rows and cells disagree."""
    last_row = max((int(match[1]) for match in _ROW.finditer(content)), default=0)
    if last_row < _FAR_ROW and _FAR_CELL.search(content):
        return MAX_ROW
    return last_row


def _is_sparse(room: int, count: int) -> bool:
    """Tell whether a rectangle is too large for the number of cells in it."""
    if room > limits.MAX_CELLS:
        return True
    return room > limits.DENSE_FROM_CELLS and room > count * limits.MAX_ROOM_PER_CELL


def _relationships(links: str) -> bytes:
    """Return a relationships part."""
    return f'<Relationships xmlns="{markup.PACKAGE_RELATIONSHIPS}">{links}</Relationships>'.encode()


def _from_a1(sheet: python_calamine.CalamineSheet) -> list[list[ReadValue]]:
    """Return the rows of a sheet from A1 on."""
    return [[_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _value(value: ReadValue) -> ReadValue:
    """Return a cell's value; what is empty is None, what is no number is text."""
    if value == "":
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
