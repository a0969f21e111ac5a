"""Excel for tests: xlwings' own Windows engine on LibreOffice, from the folder shared/xlhost.

What the host lacks and Excel has is added here: fill and borders of named styles, the error for a
style that is not there, a style that wins over what was set by hand, standard widths and heights,
the page setup and the page numbers of a new sheet.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import shutil
import sys
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.excelshapes import (
    complete_pages_and_filters,
    complete_protection,
    complete_shapes,
)
from tests.office import need_tool
from tests.shared import SHARED, need_shared
from unionxl.workbook.cells.marks import constant_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import xlwings as xw

_SIDES = {-4131: "LeftBorder2", -4152: "RightBorder2", -4160: "TopBorder2", -4107: "BottomBorder2"}
_LINE_WIDTHS = {2: 26, -4138: 62}  # thin and medium, in hundredths of a millimetre
_ERRORS = 4  # among the results of formulas, as LibreOffice asks for them
_TEXTS = 4  # of what cells hold, as LibreOffice asks for it
_STANDARD_WIDTH = 1693  # 64 pixels
_FIELD = re.compile("(&[PN])")
_FIELDS = {
    "&P": "com.sun.star.text.TextField.PageNumber",
    "&N": "com.sun.star.text.TextField.PageCount",
}
_UNKNOWN_NAME = -2146826259
_BY_HAND = ("CharColor", "CharUnderline", "NumberFormat")


def need_excel() -> xw.App:
    """Return the running stand-in for Excel; skip where it is missing, fail in CI."""
    need_shared("xlhost")
    need_tool("soffice")
    try:
        return _app()
    except ImportError as error:  # python3-uno belongs to another Python
        reason = f"the stand-in for Excel does not start: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@cache
def _app() -> xw.App:
    """Start it once for all tests of a process."""
    sys.path.insert(0, str(SHARED))
    module = importlib.import_module("xlhost.host").install()
    com, excel = (importlib.import_module(f"xlhost.{name}") for name in ("com", "excel"))
    _complete_styles(com, excel)
    _complete_ranges(com, excel)
    _complete_pages(com, excel)
    _complete_tabs(com, excel)
    _complete_tables(com, excel)
    _hasten(excel)
    _fetch_less(excel)
    complete_shapes(com, excel)
    complete_pages_and_filters(com, excel)
    complete_protection(com, excel)
    app: xw.App = module.App(add_book=False)
    app.display_alerts = False
    return app


def open_in_excel(path: Path) -> xw.Book:
    """Open a workbook file in the stand-in, closing another one of the same name."""
    app = need_excel()
    for book in [book for book in app.books if book.name == path.name]:
        book.close()
    return app.books.open(path)


def copied(live: xw.Book, target: Path) -> None:
    """Keep a copy faster than LibreOffice writes one, where nothing is unsaved."""
    shutil.copy(live.fullname, target)


def _complete_styles(com: Any, excel: Any) -> None:
    """Give named styles a fill and borders; the classes register themselves by their names."""

    class Interior(com.Obj):  # type: ignore[misc]
        """The fill of a style."""

        _type = "fill of a style"

        def _paint(self, color: int) -> None:
            self._parent._native().CellBackColor = excel._bgr(int(color))

        Color = property(None, _paint)

    class Border(com.Obj):  # type: ignore[misc]
        """One edge of a style."""

        _type = "edge of a style"

        def _set(self, **changes: int) -> None:
            style = self._parent._native()
            line = getattr(style, self._side)
            for name, value in changes.items():
                setattr(line, name, value)
            setattr(style, self._side, line)

        def _set_weight(self, weight: int) -> None:
            width = _LINE_WIDTHS[weight]
            self._set(LineStyle=0, LineWidth=width, OuterLineWidth=width)

        LineStyle = property(None, lambda self, _: self._set_weight(2))
        Weight = property(None, _set_weight)
        Color = property(None, lambda self, color: self._set(Color=excel._bgr(int(color))))

    class Style(com.Obj):  # type: ignore[misc]
        """A named style."""

        def _native(self) -> Any:
            families = self._app._book_of(self)._doc.StyleFamilies
            return families.getByName("CellStyles").getByName(self.Name)

        @property
        def Interior(self) -> Any:  # noqa: N802 - Excel's word
            return Interior(self._app, parent=self)

        def Borders(self, index: int) -> Any:  # noqa: N802 - Excel's word
            border = Border(self._app, parent=self)
            border._side = _SIDES[index]
            return border


def _complete_sizes(com: Any, excel: Any) -> None:
    """Let what was hidden be seen once it gets a size."""
    for name, parts in (("RowHeight", "Rows"), ("ColumnWidth", "Columns")):
        size = getattr(excel.Range, name)
        _add(com, excel.Range, name, size.fget, partial(_size, size.fset, parts))


def _size(resize: Callable[[Any, float], None], parts: str, cells: Any, value: float) -> None:
    """Size rows or columns, and show them."""
    resize(cells, value)
    for area in cells._areas:
        getattr(cells._n(area), parts).IsVisible = value > 0


def _clear_links(cells: Any) -> None:
    """Put every text in its own place again, which leaves the text of a link without it."""
    for area in cells._areas:
        for found in cells._n(cells._used(area)).queryContentCells(_TEXTS).RangeAddresses:
            place = (found.StartColumn, found.StartRow, found.EndColumn, found.EndRow)
            texts = cells._n(place)
            texts.setDataArray(texts.getDataArray())


def _complete_ranges(com: Any, excel: Any) -> None:
    """Give ranges what Excel's have."""

    def read_style(cells: Any) -> Any:
        return cells._generic(("get", "Style", ()))

    def write_style(cells: Any, name: str) -> None:
        styles = cells._sheet._book._doc.StyleFamilies.getByName("CellStyles")
        if not styles.hasByName(name):
            raise com.fail(f"Style '{name}' not found.")
        target = cells._many()
        target.CellStyle = name
        for by_hand in _BY_HAND:
            target.setPropertyToDefault(by_hand)

    def standard_width(cells: Any, _value: object) -> None:
        for area in cells._areas:
            cells._n(area).Columns.Width = _STANDARD_WIDTH

    def standard_height(cells: Any, _value: object) -> None:
        for area in cells._areas:
            cells._n(area).Rows.OptimalHeight = True

    _complete_sizes(com, excel)
    excel.Range.ClearHyperlinks = com.guard(_clear_links)
    excel.Range._ci["clearhyperlinks"] = "ClearHyperlinks"
    _add(com, excel.Range, "Style", read_style, write_style)
    _add(com, excel.Range, "UseStandardWidth", None, standard_width)
    _add(com, excel.Range, "UseStandardHeight", None, standard_height)


def _complete_tabs(com: Any, excel: Any) -> None:
    """Let a sheet know the one behind it, and the texts that its own names stand for."""

    def evaluate(sheet: Any, name: str) -> object:
        try:
            found = excel.Names(sheet._app, parent=sheet).Item(name).RefersTo
        except importlib.import_module("pywintypes").com_error:
            return _UNKNOWN_NAME
        return constant_text(found)

    excel.Worksheet.Evaluate = com.guard(evaluate)
    excel.Worksheet._ci["evaluate"] = "Evaluate"
    _add(com, excel.Worksheet, "Next", lambda sheet: sheet._book.Sheets(sheet.Index + 1), None)


def _complete_pages(com: Any, excel: Any) -> None:
    """Give a sheet's own page to its first page setup, and page numbers to the footer."""

    def page_setup(sheet: Any, first: Any = excel.Worksheet.PageSetup.fget) -> Any:
        first(sheet)  # gives the sheet a page style of its own, but still answers for the old one
        return first(sheet)

    def footer(page: Any, text: str) -> None:
        document, style = page._parent._book._doc, page._own()
        style.FooterIsOn = True
        content = style.RightPageFooterContent
        middle = content.CenterText
        middle.setString("")
        for piece in _FIELD.split(text):
            place = middle.createTextCursor()
            place.gotoEnd(False)  # noqa: FBT003 - without selecting
            if piece in _FIELDS:
                field = document.createInstance(_FIELDS[piece])
                middle.insertTextContent(place, field, False)  # noqa: FBT003 - replacing nothing
            else:
                middle.insertString(place, piece, False)  # noqa: FBT003 - replacing nothing
        style.RightPageFooterContent = content

    excel.Worksheet.PageSetup = property(page_setup)
    _add(com, excel.PageSetup, "CenterFooter", None, footer)


def _complete_tables(com: Any, excel: Any) -> None:
    """Keep the tables of the sheet before a deleted one, which LibreOffice drops along with it.

    The rows of a table are found by its name, as in Excel, but without a walk over all sheets.
    """

    def named(sheet: Any, name: str, original: Any = excel._named) -> Any:
        book = sheet._book
        if not book._doc.DatabaseRanges.hasByName(name):
            return original(sheet, name)
        number = book._doc.DatabaseRanges.getByName(name).DataArea.Sheet
        owner = book._sheet(book._doc.Sheets.getByIndex(number))
        return excel.ListObject(excel.ListObjects(sheet._app, parent=owner), name).DataBodyRange

    excel._named = named
    kept = ("ContainsHeader", "AutoFilter", "TotalsRow")

    def delete(sheet: Any, original: Any = excel.Worksheet.Delete) -> None:
        ranges, gone = sheet._book._doc.DatabaseRanges, sheet.Index - 1
        before = {name: ranges.getByName(name) for name in ranges.ElementNames}
        areas = {name: table.DataArea for name, table in before.items()}
        flags = {name: [getattr(table, flag) for flag in kept] for name, table in before.items()}
        original(sheet)
        for name, area in areas.items():
            if not ranges.hasByName(name) and area.Sheet != gone:
                area.Sheet -= int(area.Sheet > gone)
                ranges.addNewByName(name, area)
                for flag, value in zip(kept, flags[name], strict=True):
                    setattr(ranges.getByName(name), flag, value)

    excel.Worksheet.Delete = com.guard(delete)


def _hasten(excel: Any) -> None:
    """Ask LibreOffice less: every answer of it takes a while."""

    def own_page(page: Any, original: Any = excel.PageSetup._own) -> Any:
        owned = page._parent._book.__dict__.setdefault("_owned_pages", set())
        name = page._parent._ns.PageStyle
        if name in owned:
            return page._parent._book._doc.StyleFamilies.getByName("PageStyles").getByName(name)
        style = original(page)
        owned.add(page._parent._ns.PageStyle)
        return style

    def read(cells: Any, area: Any, raw: bool = False, original: Any = excel.Range._read) -> Any:  # noqa: FBT001, FBT002 - as the host has it
        """Ask for the formats of the numbers alone: no text is a date."""
        native = cells._n(area)
        rows = native.getDataArray()
        if native.queryFormulaCells(_ERRORS).Count:
            return original(cells, area, raw)
        at = [
            (x, y)
            for y, row in enumerate(rows)
            for x, one in enumerate(row)
            if one.__class__ is float
        ]
        found = [[None if one == "" else one for one in row] for row in rows]
        if at:
            left, right = min(x for x, _ in at), max(x for x, _ in at)
            top, bottom = at[0][1], at[-1][1]
            begin = (area[0] + left, area[1] + top, area[0] + right, area[1] + bottom)
            for y, row in enumerate(original(cells, begin, raw), top):
                found[y][left : right + 1] = row
        return tuple(map(tuple, found))

    excel.PageSetup._own = own_page
    excel.Range._read = read


def _fetch_less(excel: Any) -> None:
    """Fetch no sheets and areas that need not be looked at."""

    def sheet_of(book: Any, native: Any, original: Any = excel.Workbook._sheet) -> Any:
        """Look first where the name stands: the others need not be asked for theirs."""
        name = native.Name
        known = book._sheets.get(name)
        with contextlib.suppress(excel.UnoException):  # it was deleted
            if known is not None and known._ns.Name == name:
                return known
        return original(book, native)

    def many(cells: Any) -> Any:
        """Name the areas by their numbers: none has to be fetched for it."""
        if len(cells._areas) == 1:
            return cells._n()
        uno = importlib.import_module("uno")
        address = uno.getClass("com.sun.star.table.CellRangeAddress")
        number = cells._sheet._ns.RangeAddress.Sheet
        found = cells._sheet._book._doc.createInstance("com.sun.star.sheet.SheetCellRanges")
        found.addRangeAddresses(tuple(address(number, *area) for area in cells._areas), False)  # noqa: FBT003 - not merged
        return found

    excel.Workbook._sheet = sheet_of
    excel.Range._many = many


def _add(com: Any, kind: Any, name: str, read: Any, write: Any) -> None:
    """Add a property to a class of the host, which finds its members by their names."""
    setattr(kind, name, property(read and com.guard(read), com.guard(write)))
    kind._ci[name.lower()] = name
