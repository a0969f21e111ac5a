"""The last row of a sheet that is filled in, found from its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import column_number
from unionxl.workbook.package import markup
from unionxl.workbook.package.rows import SheetText

if TYPE_CHECKING:
    from unionxl.workbook.package.rows import FoundCell
    from unionxl.workbook.package.tables import TablePart

_ROW = re.compile(rb'<row\s[^>]*?\br="(\d+)"')
_CELL = re.compile(rb"<c(?P<head>\s[^>]*)?(?<!/)>(?P<inner>.*?)</c>", re.DOTALL)
_REFERENCE = re.compile(rb'\sr="([A-Z]+)\d+"')
_FORMULA = re.compile(rb"<f[\s/>]")
_VALUE = re.compile(rb"<v>[^<]|<t(?:\s[^>]*)?>[^<]")


class _UnusualTextError(Exception):
    """The text of a sheet says its rows in an unusual way."""


def last_filled_row(content: bytes, table: TablePart) -> int:
    """Return the last row with something in a table's columns, formulas of columns aside.

    It is that of the header at least, and 0 on a sheet without rows.
    """
    content = markup.as_utf8(content, table.sheet.name)
    try:
        return _from_the_end(content, table)
    except _UnusualTextError:
        return _by_all_rows(content, table)


def _from_the_end(content: bytes, table: TablePart) -> int:
    """Look at the rows from the last one on, as long as they are written as most programs do."""
    start, end = content.find(b"<sheetData>"), content.rfind(b"</sheetData>")
    if start < 0 or end < start or b"<!" in content or content.find(b"<?", 5) >= 0:
        raise _UnusualTextError
    while (at := content.rfind(b"<row", start, end)) >= 0:
        found = _ROW.match(content, at)
        if found is None:
            raise _UnusualTextError
        number = int(found[1])
        if number <= table.area.top or _is_filled(content[at:end], table):
            return number
        end = at
    return 0


def _is_filled(row: bytes, table: TablePart) -> bool:
    """Tell whether a row holds something in a table's columns."""
    for cell in _CELL.finditer(row):
        reference = _REFERENCE.search(cell["head"] or b"")
        if reference is None:
            raise _UnusualTextError
        column, inner = column_number(reference[1].decode()), cell["inner"]
        if not table.area.left <= column <= table.area.right:
            continue
        if _FORMULA.search(inner):
            if column not in table.calculated:
                return True
        elif _VALUE.search(inner):
            return True
    return False


def _by_all_rows(content: bytes, table: TablePart) -> int:
    text = SheetText(content, table.sheet.name)
    filled = (
        number
        for number in reversed(list(text.numbers()))
        if number <= table.area.top
        or (
            text.may_be_filled(number)
            and any(holds_something(table, cell) for cell in text.cells(number).values())
        )
    )
    return next(filled, 0)


def holds_something(table: TablePart, cell: FoundCell) -> bool:
    """Tell whether a cell in a table's columns holds something besides a column's own formula."""
    is_calculated = cell.column in table.calculated and cell.formula is not None
    is_inside = table.area.left <= cell.column <= table.area.right
    return is_inside and not (cell.is_empty or is_calculated)
