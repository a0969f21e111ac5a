"""What the public API of xlwings lacks, said in Excel's own words; the only place that uses `api`.

Written for Windows. On the Mac the workbook is changed as a file, see `unionxl.addin`.
"""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from unionxl.views.layout import Orientation
from unionxl.workbook.cells.theme import FONT_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import xlwings as xw

    from unionxl.values.column import ReadValue
    from unionxl.views.layout import PrintSetup
    from unionxl.workbook.cells.theme import Look

ComObject = Any  # what Excel hands out has no types

_A4 = 9
_PORTRAIT, _LANDSCAPE = 1, 2
_STOP, _BETWEEN, _LIST = 1, 1, 3
_SHOWN, _HIDDEN = -1, 0
BY_HAND = -4135  # calculation
_CONTINUOUS = 1
_COM_ERROR = ("hresult", "text", "details")  # what an error of Excel has first
_FORMULAS, _PART, _BY_ROWS, _BY_COLUMNS, _PREVIOUS = -4123, 2, 1, 2, 2
_WEIGHTS = {"thin": 2, "medium": -4138, "thick": 4}
_EDGES = {"left": -4131, "right": -4152, "top": -4160, "bottom": -4107}
_EDGES_OF_CELLS = {"left": 1, "right": 2, "top": 3, "bottom": 4}
_HORIZONTAL = {"left": -4131, "center": -4108, "right": -4152}
_VERTICAL = {"top": -4160, "center": -4108, "bottom": -4107}
_POINTS_AN_INCH = 72
MARGINS = {
    "LeftMargin": 0.4,
    "RightMargin": 0.4,
    "TopMargin": 0.5,
    "BottomMargin": 0.6,
}  # those of header and footer are 0.3 on every new sheet
_NO_DAY = (dt.date(1899, 12, 30), dt.date(1904, 1, 1))
_ERRORS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826242: "#CONNECT!",
    -2146826241: "#BLOCKED!",
    -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!",
    -2146826238: "#CALC!",
}
_BUSY = (-2147418111, -2147417846, -2146777998)
_GONE = (-2147023174, -2147023170, -2147417848, -2147417851)


def host_errors() -> tuple[type[Exception], ...]:
    """Return what xlwings lets through when Excel refuses or is gone."""
    found: list[type[Exception]] = []
    for module, name in (
        ("pywintypes", "com_error"),
        ("xlwings", "XlwingsError"),
        ("xlwings._xlwindows", "ExcelBusyError"),
        ("appscript.reference", "CommandError"),  # on a Mac
    ):
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None:
            found.append(kind)
    return tuple(found)


def is_busy(error: Exception) -> bool:
    """Tell whether Excel refused because a cell is being edited or a dialog is open."""
    return type(error).__name__ == "ExcelBusyError" or bool(_codes(error) & set(_BUSY))


def is_gone(error: Exception) -> bool:
    """Tell whether there is no Excel to talk to any more."""
    return bool(_codes(error) & set(_GONE))


def only_missing(error: Exception) -> None:
    """Let an error pass that says "there is none"; Excel has one number for that and much else.

    What is known to mean something else goes on: nothing may be taken for missing because Excel
    had no time to answer.
    """
    if is_busy(error) or is_gone(error):
        raise error


def _codes(error: Exception) -> set[int]:
    """Return the numbers that an error of Excel carries."""
    details = error.args[2] if len(error.args) >= len(_COM_ERROR) else None
    scode = details[-1] if isinstance(details, tuple) and details else None
    return {code for code in (getattr(error, "hresult", None), scode) if isinstance(code, int)}


def apply_style(cells: xw.Range, name: str) -> None:
    """Give cells a named style; Excel raises an error for a style that is not there."""
    cells.api.Style = name


def has_style(book: xw.Book, name: str) -> bool:
    """Tell whether a workbook has a named style."""
    try:
        return bool(book.api.Styles(name).Name)
    except host_errors() as error:
        only_missing(error)
        return False


def add_style(book: xw.Book, look: Look) -> None:
    """Add a named style to a workbook, whole or not at all."""
    style = book.api.Styles.Add(look.style_name)
    try:
        _draw_look(style, look, _EDGES)
    except BaseException:
        with suppress(*host_errors()):
            style.Delete()
        raise


def paint(cells: xw.Range, look: Look) -> None:
    """Give cells a look by hand."""
    _draw_look(cells.api, look, _EDGES_OF_CELLS)


def _draw_look(style: ComObject, look: Look, edges: Mapping[str, int]) -> None:
    """Set every property of a named style, or of cells; each of them counts its edges."""
    font = style.Font
    font.Name, font.Size = FONT_NAME, look.size
    font.Bold, font.Italic = look.bold, look.italic
    font.Color = color_of(look.color)
    style.NumberFormat = look.number_format
    style.HorizontalAlignment = _HORIZONTAL[look.horizontal]
    style.VerticalAlignment = _VERTICAL[look.vertical]
    style.WrapText, style.ShrinkToFit = look.wrap, look.shrink
    style.IndentLevel = look.indent
    style.Locked = look.locked
    if look.fill:
        style.Interior.Color = color_of(look.fill)
    for edge, number in edges.items():
        line = getattr(look.edges, edge)
        if line:
            border = style.Borders(number)
            border.LineStyle, border.Weight = _CONTINUOUS, _WEIGHTS[line]
            border.Color = color_of(look.edge_color)


def color_of(text: str) -> int:
    """Return a colour RRGGBB as Excel counts it.

    >>> hex(color_of("FFFBE6"))
    '0xe6fbff'
    """
    return int.from_bytes(bytes.fromhex(text), "little")


def unlock(cells: xw.Range) -> None:
    """Let cells take input although their sheet is protected."""
    cells.api.Locked = False


def is_unlocked(cells: xw.Range) -> bool:
    """Tell whether every one of some cells takes input although its sheet is protected."""
    return cells.api.Locked is False


def hide_columns(cells: xw.Range) -> None:
    """Hide whole columns."""
    cells.api.Hidden = True


def activate_tab(tab: ComObject) -> None:
    """Put a tab in front."""
    tab.Activate()


def mark_tab(tab: ComObject, marks: Mapping[str, str]) -> None:
    """Give a tab hidden names of its own."""
    names = tab.Names
    for name, formula in marks.items():
        names.Add(name, "=" + formula, False)  # noqa: FBT003 - Excel's own order: not visible


def mark_of(sheet: xw.Sheet, name: str) -> str | None:
    """Return the text behind a name that a sheet has for itself, None where it has none."""
    found = sheet.api.Evaluate(name)
    return found if isinstance(found, str) else None  # an unknown name is an error value


def app_of(book: xw.Book) -> ComObject:
    """Return the Excel that has a workbook open."""
    return book.api.Application


def say(app: ComObject, text: str | Literal[False]) -> None:
    """Show a text in the status bar; False gives it back to Excel."""
    app.StatusBar = text


def ask_printer(app: ComObject, *, at_once: bool) -> None:
    """Let each property of a page ask the printer at once, or all of them together later.

    Without a printer Excel refuses this, and the properties do very well without it.
    """
    with suppress(*host_errors()):
        app.PrintCommunication = at_once


def set_page(sheet: xw.Sheet, setup: PrintSetup, area: str, *, is_new: bool) -> None:
    """Set how a sheet is printed: A4, page numbers at the foot; a new one gets its margins too."""
    page = sheet.api.PageSetup
    titles = setup.title_rows
    fitted = {
        "FitToPagesWide": setup.pages_wide,
        "FitToPagesTall": setup.pages_tall or False,
    }
    untitled = {} if is_new else {"PrintTitleRows": ""}
    values = {
        "PaperSize": _A4,
        "Orientation": _LANDSCAPE if setup.orientation is Orientation.LANDSCAPE else _PORTRAIT,
        "Zoom": setup.scale or False,
        **({} if setup.scale else fitted),
        **({"PrintTitleRows": f"${titles[0]}:${titles[1]}"} if titles else untitled),
        "PrintArea": area,
        "CenterFooter": setup.footer,
    }
    if is_new:
        values["CenterHorizontally"] = True
        values |= {name: inches * _POINTS_AN_INCH for name, inches in MARGINS.items()}
    for name, value in values.items():
        setattr(page, name, value)
    for row in setup.page_breaks:
        _end_page(sheet, f"A{row + 1}")


def _end_page(sheet: xw.Sheet, below: str) -> None:
    """End a page above a row; without a printer Excel refuses, and ends its pages by itself."""
    with suppress(*host_errors()):
        sheet.api.HPageBreaks.Add(sheet.api.Range(below))


def window_of(book: xw.Book) -> ComObject:
    """Return the window of a workbook; how a sheet is shown belongs to it."""
    return book.api.Windows(1)


def set_view(window: ComObject, freeze: tuple[int, int] | None, *, is_new: bool) -> None:
    """Show the active sheet with its head frozen, and a new one without grid lines."""
    if is_new:
        window.DisplayGridlines = False
    if freeze:
        window.ScrollRow = window.ScrollColumn = 1
        window.SplitRow, window.SplitColumn = freeze
        window.FreezePanes = True


def offer_filter(cells: xw.Range) -> None:
    """Give the first row of an area filter buttons."""
    cells.api.AutoFilter()


def filter_of(sheet: xw.Sheet) -> str:
    """Return the area with filter buttons outside of tables, empty for none."""
    tab = sheet.api
    return str(tab.AutoFilter.Range.Address) if tab.AutoFilterMode else ""


def empty(
    sheet: xw.Sheet, window: ComObject, *, is_filtered: bool, keeps_sizes: bool = False
) -> None:
    """Take everything off a sheet, which becomes the active one: contents, looks, sizes.

    Sizes need not go where each of them is set anew, which lets hidden rows be seen again, too.
    """
    tab = sheet.api
    tab.Activate()
    window.FreezePanes = False
    tab.ResetAllPageBreaks()
    if is_filtered:
        tab.AutoFilterMode = False
    rows = tab.Rows  # every cell
    rows.ClearHyperlinks()
    rows.Validation.Delete()
    rows.Clear()
    if not keeps_sizes:
        columns = tab.Columns
        rows.Hidden = columns.Hidden = False
        rows.UseStandardHeight = columns.UseStandardWidth = True


def hide_tab(tab: ComObject) -> None:
    """Keep a tab out of sight."""
    tab.Visible = _HIDDEN


def is_shown(tab: ComObject) -> bool:
    """Tell whether a tab is in sight."""
    return bool(tab.Visible == _SHOWN)


def show_tab(tab: ComObject) -> None:
    """Bring a tab into sight."""
    tab.Visible = _SHOWN


def offer_list(cells: xw.Range, joined: str) -> None:
    """Offer a list in cells."""
    rule = cells.api.Validation
    rule.Add(_LIST, _STOP, _BETWEEN, joined)
    rule.ErrorTitle = "请从列表中选择"
    rule.ErrorMessage = "请从下拉列表中选择一项。"


def add_links(sheet: xw.Sheet, locations: Mapping[str, str]) -> None:
    """Let cells lead to other ones of the workbook; their texts stay."""
    if locations:
        links = sheet.api.Hyperlinks
        for cell, location in locations.items():
            links.Add(sheet.api.Range(cell), "", location)


def merge(cells: xw.Range, *, row_by_row: bool) -> None:
    """Merge every area, or the cells of each row in every area."""
    cells.api.Merge(row_by_row)


def tab_named(tabs: ComObject, name: str) -> str:
    """Return how a tab of this name is written, empty when there is none."""
    try:
        return str(tabs(name).Name)
    except host_errors() as error:
        only_missing(error)
        return ""


def active_tab(book: xw.Book) -> ComObject:
    """Return the tab that the clerk looks at; it may be a chart."""
    return book.api.ActiveSheet


def selected_place(book: xw.Book) -> tuple[str, int]:
    """Return the tab in front and the row of the selected cell, 0 where that is a chart."""
    tab = active_tab(book)
    no_cell: tuple[type[Exception], ...] = (AttributeError, TypeError, *host_errors())
    try:
        return str(tab.Name), int(book.api.Windows(1).ActiveCell.Row)
    except no_cell:
        return str(tab.Name), 0


def values(cells: xw.Range) -> list[list[ReadValue]]:
    """Return the values of a rectangle in one call; errors are their text."""
    return values_of(cells.api)


def values_of(cells: ComObject) -> list[list[ReadValue]]:
    """Return the values of a rectangle of Excel's own in one call."""
    return [[_value(value) for value in row] for row in _rows(cells.Value)]


def _value(value: ComObject) -> ReadValue:
    """Return one value: a day without a time is a date, a time without a day a time."""
    if isinstance(value, dt.datetime):
        day, time = dt.date(value.year, value.month, value.day), value.time()
        if day in _NO_DAY:
            return time
        return day if time == dt.time() else dt.datetime.combine(day, time)
    if isinstance(value, int) and not isinstance(value, bool):
        return _ERRORS.get(value, value)
    if isinstance(value, Decimal):  # a cell that is formatted as currency
        return float(value)
    return None if value == "" else value


def formulas(cells: xw.Range) -> list[list[str]]:
    """Return what stands behind each cell of a rectangle: a formula, or its constant as text."""
    return _rows(cells.api.Formula)


def stored(cells: xw.Range) -> list[list[object]]:
    """Return the values of a rectangle as they are stored: days as numbers."""
    return _rows(cells.api.Value2)


def _rows(found: ComObject) -> list[list[ComObject]]:
    """Return rows; Excel gives a single cell without any."""
    return [list(row) for row in found] if isinstance(found, tuple) else [[found]]


def last_cells(sheet: xw.Sheet) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the last filled cell row by row, and the last one column by column; A1 for none."""
    cells = sheet.api.Cells
    found = (
        cells.Find("*", cells.Item(1, 1), _FORMULAS, _PART, order, _PREVIOUS)
        for order in (_BY_ROWS, _BY_COLUMNS)
    )
    first, second = ((cell.Row, cell.Column) if cell else (1, 1) for cell in found)
    return first, second


def count_filled(sheet: xw.Sheet) -> int:
    """Return how many cells of a sheet hold something."""
    return int(sheet.api.Application.WorksheetFunction.CountA(sheet.api.Cells))


def tab_names(tabs: ComObject) -> list[str]:
    """Return the names of all tabs."""
    return [tab.Name for tab in tabs]


def tabs_of(book: xw.Book) -> ComObject:
    """Return all tabs of a workbook, chart sheets among them."""
    return book.api.Sheets


def add_tab(tabs: ComObject) -> ComObject:
    """Add a sheet after all tabs; it becomes the active one."""
    return tabs.Add(After=tabs(tabs.Count))


def rename_tab(tab: ComObject, name: str) -> None:
    """Give a tab another name."""
    tab.Name = name


def delete_tab(tab: ComObject) -> None:
    """Delete a tab; nobody is asked while Excel keeps quiet."""
    tab.Delete()


def name_of(tab: ComObject) -> str:
    """Return the name of a tab."""
    return str(tab.Name)


def is_array(cells: xw.Range) -> bool:
    """Tell whether one of these cells belongs to an array formula."""
    return cells.api.HasArray is not False


def uses_1904(book: xw.Book) -> bool:
    """Tell whether days are counted from 1904."""
    return bool(book.api.Date1904)


def is_read_only(book: xw.Book) -> bool:
    """Tell whether a workbook was opened for reading only."""
    return bool(book.api.ReadOnly)


def has_locked_structure(book: xw.Book) -> bool:
    """Tell whether sheets may not be added."""
    return bool(book.api.ProtectStructure)


def is_shared(book: xw.Book) -> bool:
    """Tell whether several people edit a workbook in the old shared way."""
    try:
        return bool(book.api.MultiUserEditing)
    except host_errors():
        return False  # a host that does not know the word cannot share either


def folder_of(book: xw.Book) -> str:
    """Return where a workbook lies: a folder, an address on the net, or empty when unsaved."""
    return str(book.api.Path)


def save(book: xw.Book) -> None:
    """Write the workbook to its file."""
    book.api.Save()


def save_copy(book: xw.Book, target: Path) -> None:
    """Write the workbook as it is now to another file; it stays open under its own name."""
    book.api.SaveCopyAs(str(target))
