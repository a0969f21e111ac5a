"""Copies of whole sheets in Excel's own words: what is kept until a new sheet is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.workbook.live.native import MARGINS

if TYPE_CHECKING:
    import xlwings as xw

    from unionxl.workbook.live.native import ComObject

_FITTED = ("FitToPagesWide", "FitToPagesTall")
_PAGE = (
    "Orientation",
    "PrintTitleRows",
    "PrintArea",
    "CenterHorizontally",
    "CenterFooter",
    *MARGINS,
)


def copy_page(source: ComObject, target: xw.Sheet) -> None:
    """Print a sheet as a tab is printed."""
    old, new = source.PageSetup, target.api.PageSetup
    zoom = old.Zoom
    for name in ("Zoom", *(() if zoom else _FITTED), *_PAGE):
        setattr(new, name, getattr(old, name))
    for one in source.HPageBreaks:
        target.api.HPageBreaks.Add(target.api.Range(one.Location.Address))


def copy_behind(sheet: xw.Sheet) -> None:
    """Put a copy of a sheet right behind it."""
    sheet.api.Copy(After=sheet.api)


def copy_cells(source: ComObject, target: xw.Sheet) -> None:
    """Copy every cell of a tab onto an empty sheet; its pictures never left that one."""
    app = source.Application
    before = app.CopyObjectsWithCells
    app.CopyObjectsWithCells = False
    try:
        source.Cells.Copy(target.api.Cells)
    finally:
        app.CopyObjectsWithCells = before


def tab_behind(sheet: xw.Sheet) -> ComObject:
    """Return the tab right behind a sheet."""
    return sheet.api.Next
