"""Protected sheets in Excel's own words. Those of the program have no password."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

    from unionxl.workbook.live.native import ComObject

_LOOKS = ("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows")
_ALLOWED = (
    *_LOOKS,
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
_FILTER = "AllowFiltering"


def protect(sheet: xw.Sheet, *, can_filter: bool) -> None:
    """Let a sheet take input only in unlocked cells; looks stay changeable."""
    protect_as(sheet, {*_LOOKS, *((_FILTER,) if can_filter else ())})


def protect_as(sheet: xw.Sheet, allowed: set[str]) -> None:
    """Let a sheet take input only in unlocked cells, and what else is allowed."""
    switches = (name in allowed for name in _ALLOWED)
    for_users_only = False
    sheet.api.Protect("", True, True, True, for_users_only, *switches)  # noqa: FBT003


def allowed_on(sheet: xw.Sheet) -> set[str]:
    """Return what a protected sheet still allows."""
    rules: ComObject = sheet.api.Protection
    return {name for name in _ALLOWED if getattr(rules, name)}


def unprotect(sheet: xw.Sheet) -> None:
    """Lift the protection of a sheet that has no password; Excel refuses where there is one."""
    sheet.api.Unprotect("")


def is_protected(sheet: xw.Sheet) -> bool:
    """Tell whether a sheet takes input only in unlocked cells."""
    return bool(sheet.api.ProtectContents)
