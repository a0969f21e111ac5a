"""Rows of an input sheet in Excel's own words: which are used, hidden and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.workbook.live.native import host_errors, only_missing

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Sheets

    from unionxl.workbook.live.native import ComObject


def sheet_named(sheets: Sheets, name: str) -> xw.Sheet | None:
    """Return the sheet of a name, None where there is none."""
    try:
        found: xw.Sheet = sheets(name)
    except host_errors() as error:
        only_missing(error)
        return None
    return found


def any_hidden(sheet: xw.Sheet, first: int, last: int) -> bool:
    """Tell whether some rows of a sheet, or one of them, cannot be seen."""
    return sheet.api.Range(f"A{first}:A{last}").EntireRow.Hidden is not False


def hidden_rows(sheet: xw.Sheet, first: int, last: int) -> list[int]:
    """Return those of some rows of a sheet that cannot be seen."""
    if not any_hidden(sheet, first, last):
        return []
    rows = sheet.api.Rows
    return [row for row in range(first, last + 1) if rows(row).Hidden]


def hide_rows(cells: xw.Range, *, hidden: bool) -> None:
    """Hide whole rows, or let them be seen."""
    cells.api.EntireRow.Hidden = hidden


def used_area(sheet: xw.Sheet) -> str:
    """Return the rectangle of a sheet that is filled in or formatted."""
    return str(sheet.api.UsedRange.Address)


def used(sheet: xw.Sheet) -> ComObject:
    """Return the cells of a sheet that are filled in or formatted."""
    return sheet.api.UsedRange


def address_of(cells: ComObject) -> str:
    """Return where cells lie."""
    return str(cells.Address)


def body_of(sheet: xw.Sheet, table: str) -> str:
    """Return where the rows of a table lie that stands on a sheet, empty where none is found."""
    try:
        return str(sheet.api.Range(table).Address)
    except host_errors() as error:
        only_missing(error)
        return ""


def table_of(sheet: xw.Sheet, name: str) -> ComObject:
    """Return a table of a sheet."""
    return sheet.api.ListObjects(name)


def resize(table: ComObject, cells: xw.Range) -> None:
    """Let a table have the place of these cells."""
    table.Resize(cells.api)


def print_area(sheet: xw.Sheet) -> str:
    """Return what is printed of a sheet, empty for all of it."""
    return str(sheet.api.PageSetup.PrintArea or "")


def set_print_area(sheet: xw.Sheet, area: str) -> None:
    """Print a part of a sheet."""
    sheet.api.PageSetup.PrintArea = area
