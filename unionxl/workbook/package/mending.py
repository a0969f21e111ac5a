"""What LibreOffice spoils when it stores a workbook with macros.

Version 7.4 forgets the code names that tie macros to sheets and the formulas of calculated columns.
It also writes every VML shape with the id `shape_0`, its text without a font and its macro without
the workbook, but looks for `_x0000_s1001` and its like, a font and `[0]!` when it reads: buttons
would be gone, bare or dead when the file is opened again, though nothing of them is lost.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from lxml import etree

from unionxl.tables.all import column_formulas
from unionxl.workbook.buttons import WORKBOOK_MODULE
from unionxl.workbook.cells.marks import CODE_MARK
from unionxl.workbook.cells.theme import FONT_NAME
from unionxl.workbook.package.markup import children, main, serialise
from unionxl.workbook.package.sheets import WorkbookPart
from unionxl.workbook.package.tables import find_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.tables import TablePart

_SHAPE = re.compile(rb'<v:shape id="shape_0"(.*?)</v:shape>', re.DOTALL)
_CONTROL = re.compile(rb'<(?:\w+:)?control [^>]*?shapeId="(\d+)"')
_TEXT = re.compile(rb"<v:textbox><div>([^<]*)</div></v:textbox>")
_WITH_FONT = (
    "<v:textbox><div style='text-align:center'>"
    f'<font face="{FONT_NAME}" size="220" color="#000000">\\1</font></div></v:textbox>'
).encode()
_MACRO, _OF_THIS_BOOK = re.compile(rb"<x:FmlaMacro>(?=[A-Za-z])"), b"<x:FmlaMacro>[0]!"
_NOTE = b'ObjectType="Note"'
_PROPERTIES = re.compile(rb"<(workbookPr|sheetPr)\b(?![^>]*\bcodeName=)")


def mend(parts: Parts) -> None:
    """Give back what LibreOffice spoiled; a workbook that it did not store stays as it is."""
    book = WorkbookPart(parts)
    codes = book.marks(CODE_MARK)
    if not codes:
        return
    _name_code(parts, book.name, WORKBOOK_MODULE)
    given: set[str] = set()
    for sheet in book.sheets():
        code = codes.get(sheet.index, "")
        if code and code not in given:  # a sheet that the clerk copied has the mark as well
            given.add(code)
            _name_code(parts, sheet.part, code)
        _mend_buttons(parts, sheet.part)
    for table in find_tables(parts, book):
        _mend_formulas(parts, table)


def _name_code(parts: Parts, part: str, code: str) -> None:
    """Write a code name where there is none."""
    old = parts.read(part)
    new = _PROPERTIES.sub(rb'<\1 codeName="%b"' % code.encode("ascii"), old, count=1)
    if new != old:
        parts.write(part, new)


def _mend_buttons(parts: Parts, sheet: str) -> None:
    """Give the shapes of buttons the ids by which their sheet knows them."""
    for link in parts.relationships(sheet):
        if link.is_kind("vmlDrawing") and link.part:
            old = parts.read(link.part)
            new = _with_ids(old, parts.read(sheet))
            if new != old:
                parts.write(link.part, new)


def _with_ids(drawing: bytes, sheet: bytes) -> bytes:
    """Return a drawing with ids; buttons stand in the same order in drawing and sheet."""
    ids = [int(number) for number in _CONTROL.findall(sheet)]
    shapes = _SHAPE.findall(drawing)
    if not ids or sum(_NOTE not in shape for shape in shapes) != len(ids):
        return drawing
    buttons, notes = iter(ids), itertools.count(max(ids) + 1)
    return _SHAPE.sub(lambda match: _with_id(match[1], buttons, notes), drawing)


def _with_id(shape: bytes, buttons: Iterator[int], notes: Iterator[int]) -> bytes:
    """Return one shape with the next id of its kind, a button with its font and its macro."""
    if _NOTE in shape:
        return b'<v:shape id="_x0000_s%d"%b</v:shape>' % (next(notes), shape)
    button = _MACRO.sub(_OF_THIS_BOOK, _TEXT.sub(_WITH_FONT, shape))
    return b'<v:shape id="_x0000_s%d"%b</v:shape>' % (next(buttons), button)


def _mend_formulas(parts: Parts, table: TablePart) -> None:
    """Give calculated columns the formula that rows to come will take."""
    root = parts.tree(table.part)
    columns = children(root.find(main("tableColumns")))
    formulas = column_formulas(table.name, [column.get("name", "") for column in columns])
    if not formulas or table.formulas:
        return
    before = serialise(root)
    for place, column in enumerate(columns):
        if formula := formulas.get(place):
            etree.SubElement(column, main("calculatedColumnFormula")).text = formula.lstrip("=")
    parts.write_tree(table.part, root, before)
